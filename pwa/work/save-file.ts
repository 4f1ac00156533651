import type { App } from '../app-context.ts';
import type { Messages } from '../i18n/zh.ts';
import { makeBackup } from '../storage/backup.ts';

/** Hands a file to the reviewer as a download. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A name that every file system takes: what is not allowed becomes an underscore. */
export function fileName(title: string, ending: string): string {
  const plain = [...title]
    .map((character) => (/[\\/:*?"<>|]/.test(character) || character < ' ' ? '_' : character))
    .join('')
    .trim();
  return `${plain.slice(0, 80) || 'tieout'}.${ending}`;
}

/** Makes a backup, hands it over and says what is in it. */
export async function saveBackup(app: Pick<App, 'db' | 'say' | 'fail'>, text: Messages): Promise<void> {
  const now = new Date();
  const result = await makeBackup(app.db, now);
  if (!result.ok) return app.fail(result.error);
  saveFile(result.value.file, fileName(`tieout-${now.toISOString().slice(0, 16).replace(':', '')}`, 'zip'));
  app.say({ words: text.backedUp(result.value.events, result.value.blobs) });
}
