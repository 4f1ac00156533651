import { useText } from '../i18n/language.ts';

export interface Attachment {
  readonly address: string;
  /** Words of the link. */
  readonly title: string;
  /** PDF, DOCX …: from the address, a hint only. */
  readonly kind: string;
}

export interface AttachmentListProps {
  readonly attachments: readonly Attachment[];
  readonly onReview: (attachments: readonly Attachment[]) => void;
  readonly disabled?: boolean;
}

/** Linked files, each with its button, and one for all of them as one case. */
export function AttachmentList({ attachments, onReview, disabled }: AttachmentListProps) {
  const text = useText();
  return (
    <div>
      <ul class="attachments">
        {attachments.map((attachment) => (
          <li key={attachment.address}>
            <span class="file-kind">{attachment.kind}</span>
            <span class="clamp-3" lang="zh-CN" title={attachment.address}>
              {attachment.title}
            </span>
            <button
              type="button"
              class="button"
              disabled={disabled}
              aria-label={`${text.attachmentCheck} ${attachment.title}`}
              onClick={() => onReview([attachment])}
            >
              {text.attachmentCheck}
            </button>
          </li>
        ))}
      </ul>
      {attachments.length > 1 && (
        <div style={{ padding: '10px var(--gutter)' }}>
          <button
            type="button"
            class="button"
            style={{ width: '100%' }}
            disabled={disabled}
            onClick={() => onReview(attachments)}
          >
            {text.attachmentsTogether(attachments.length)}
          </button>
        </div>
      )}
    </div>
  );
}
