import type { Language } from '../../core/reports/language.ts';
import type { Progress } from '../api.ts';

/** What is told while files are read: a line that is drawn over on a terminal, and nothing where stderr is piped. */
export interface ProgressBar {
  update(progress: Progress): void;
  /** One more file is done, read or not. */
  fileDone(name: string): void;
  /** Prints a line above the bar. */
  say(line: string): void;
  end(): void;
}

const BAR_WIDTH = 24;
const REDRAW_MS = 80;

export function createProgressBar(
  fileCount: number,
  language: Language,
  stream: NodeJS.WriteStream = process.stderr,
): ProgressBar {
  const shown = stream.isTTY === true;
  /** Share of each file under way that is done, 0 to 1. */
  const underWay = new Map<string, number>();
  let done = 0;
  let last: Progress | undefined;
  let drawnAt = 0;

  const clear = () => {
    if (shown) stream.write('\r\x1b[2K');
  };
  const draw = (now: number) => {
    if (!shown || now - drawnAt < REDRAW_MS) return;
    drawnAt = now;
    clear();
    const share = (done + [...underWay.values()].reduce((a, b) => a + b, 0)) / Math.max(1, fileCount);
    stream.write(fit(`${bar(share)} ${describe(last, done, fileCount, language)}`, stream.columns || 80));
  };

  return {
    update(progress) {
      last = progress;
      underWay.set(
        progress.file,
        progress.stage === 'reviewing' ? 0.95 : (0.9 * (progress.done ?? 0)) / (progress.total || 1),
      );
      draw(performance.now());
    },
    fileDone(name) {
      underWay.delete(name);
      done += 1;
      draw(performance.now());
    },
    say(line) {
      clear();
      stream.write(`${line}\n`);
      drawnAt = 0;
    },
    end: clear,
  };
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, share) * BAR_WIDTH);
  return `${'━'.repeat(full)}${'╌'.repeat(BAR_WIDTH - full)}`;
}

function describe(
  progress: Progress | undefined,
  done: number,
  fileCount: number,
  language: Language,
): string {
  const files = fileCount > 1 ? `${done}/${fileCount} ` : '';
  if (progress === undefined) return files;
  if (progress.stage === 'reviewing') {
    return `${files}${language === 'zh' ? '正在核对' : 'checking'} ${progress.file}`;
  }
  const { done: page, total, file } = progress;
  const pages = page !== undefined && total !== undefined;
  const where = language === 'zh' ? `读第 ${page} 页，共 ${total} 页` : `page ${page} of ${total}`;
  return `${files}${file}${pages ? ` ${where}` : ''}`;
}

/** Cuts a line to the columns of a terminal, in which a Chinese character takes two. */
function fit(line: string, columns: number): string {
  let width = 0;
  let text = '';
  for (const character of line) {
    width += character > '\u2e7f' ? 2 : 1;
    if (width >= columns) break;
    text += character;
  }
  return text;
}
