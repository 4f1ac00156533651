import { FileDown } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useText } from '../i18n/language.ts';

/** What the picker offers first; the kind of a file is told from its bytes, so anything may be chosen. */
const ACCEPT =
  '.pdf,.html,.htm,.mht,.mhtml,.docx,.doc,.rtf,.odt,.xlsx,.xls,.ods,.csv,.txt,.md,.zip,application/pdf,text/html,text/plain';

export interface DropZoneProps {
  /** Files that were dropped (folders opened up) or picked. */
  readonly onFiles: (files: readonly File[], how: 'dropped' | 'picked') => void;
  readonly title?: string;
  readonly hint?: string;
  /** More buttons beside 选择文件. */
  readonly children?: ComponentChildren;
}

/** A place to drop files or whole folders on, and a button for those who cannot drag. */
export function DropZone({ onFiles, title, hint, children }: DropZoneProps) {
  const text = useText();
  const [over, setOver] = useState(false);
  const onDrop = async (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    const files = await filesOf(event.dataTransfer);
    if (files.length > 0) onFiles(files, 'dropped');
  };
  return (
    <section
      class={over ? 'drop-zone over' : 'drop-zone'}
      aria-label={title ?? text.dropHere}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <FileDown aria-hidden="true" />
      <div class="words">
        <b>{title ?? text.dropHere}</b>
        <span class="small second">{hint ?? text.dropKinds}</span>
      </div>
      <FileButton onFiles={onFiles} />
      {children}
    </section>
  );
}

export interface FileButtonProps {
  readonly onFiles: DropZoneProps['onFiles'];
  readonly label?: string;
  readonly className?: string;
  readonly icon?: ComponentChildren;
}

/** A button that opens the file picker. */
export function FileButton({ onFiles, label, className = 'button', icon }: FileButtonProps) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class={className} onClick={() => input.current?.click()}>
        {icon}
        {label ?? text.chooseFiles}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPT}
        aria-label={label ?? text.chooseFiles}
        onChange={(event) => {
          const chosen = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          if (chosen.length > 0) onFiles(chosen, 'picked');
        }}
      />
    </>
  );
}

/** A drop may hold whole folders; at most this many files of one are taken. */
const FILES_MAX = 500;

/** The files of a drop, folders opened up. */
export async function filesOf(transfer: DataTransfer | null): Promise<readonly File[]> {
  const entries = [...(transfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (entries.length === 0) return [...(transfer?.files ?? [])];
  const files: File[] = [];
  for (const entry of entries) await collect(entry, files);
  return files;
}

async function collect(entry: FileSystemEntry, into: File[]): Promise<void> {
  if (into.length >= FILES_MAX || entry.name.startsWith('.')) return;
  if (isFile(entry)) {
    into.push(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return;
    for (const child of batch) await collect(child, into);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
