import { Plus } from 'lucide-preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { formatTime, useLanguage, useText } from '../../i18n/language.ts';
import type { NoteState } from '../../storage/project.ts';

export interface NoteListProps {
  readonly notes: readonly NoteState[];
  /** True while the field for a new note is open. */
  readonly adding: boolean;
  readonly onAdding: (adding: boolean) => void;
  /** Writes a new note, or over the note with the id; an empty text takes it away. */
  readonly onWrite: (text: string, note?: string) => void;
}

/** Notes on one thing, each editable in place, and a way to add one. */
export function NoteList({ notes, adding, onAdding, onWrite }: NoteListProps) {
  const text = useText();
  return (
    <div class="notes">
      {notes.map((note) => (
        <Note key={note.id} note={note} onWrite={onWrite} />
      ))}
      {adding ? (
        <NoteField
          initial=""
          onSave={(words) => {
            onAdding(false);
            if (words !== '') onWrite(words);
          }}
          onCancel={() => onAdding(false)}
        />
      ) : (
        <button type="button" class="link-button small row" onClick={() => onAdding(true)}>
          <Plus aria-hidden="true" /> {text.addNote} <kbd>a</kbd>
        </button>
      )}
    </div>
  );
}

function Note({ note, onWrite }: { readonly note: NoteState; readonly onWrite: NoteListProps['onWrite'] }) {
  const text = useText();
  const language = useLanguage();
  const [editing, setEditing] = useState(false);
  if (editing) {
    return (
      <NoteField
        initial={note.text}
        onSave={(words) => {
          setEditing(false);
          if (words !== note.text) onWrite(words, note.id);
        }}
        onCancel={() => setEditing(false)}
      />
    );
  }
  return (
    <div class="quote note">
      {note.text}
      <span class="by">
        {formatTime(note.at, language, new Date())}{' '}
        <button type="button" class="link-button" onClick={() => setEditing(true)}>
          {text.editNote}
        </button>{' '}
        <button type="button" class="link-button" onClick={() => onWrite('', note.id)}>
          {text.deleteNote}
        </button>
      </span>
    </div>
  );
}

interface NoteFieldProps {
  readonly initial: string;
  readonly onSave: (text: string) => void;
  readonly onCancel: () => void;
}

function NoteField({ initial, onSave, onCancel }: NoteFieldProps) {
  const text = useText();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const save = () => onSave(field.current?.value.trim() ?? '');
  return (
    <div class="note-field">
      <textarea
        ref={field}
        class="field"
        rows={3}
        maxLength={20_000}
        defaultValue={initial}
        placeholder={text.notePlaceholder}
        aria-label={text.notePlaceholder}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            onCancel();
          }
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
        }}
      />
      <div class="row">
        <button type="button" class="button primary" onClick={save}>
          {text.save}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {text.cancel}
        </button>
        <span class="tiny mute">Ctrl Enter</span>
      </div>
    </div>
  );
}
