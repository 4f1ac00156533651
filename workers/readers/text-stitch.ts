import { greatest } from '../../core/figures/extremes.ts';
import type { FlowText } from '../../core/model/source.ts';
import { headerDepth } from './text-grid.ts';

/** A part of a text before its tables become grids: rows of texts by columns, or rows of cells without their columns. */
export type Draft =
  | FlowText
  | { readonly kind: 'matrix'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'cells'; readonly rows: readonly (readonly string[])[] };

/**
 * Joins tables that a page break cut: the text between repeats the lines that stood over the table (or there is none), and
 * the header is printed again. A part that stood on a page of its own at the right (its title cut short, its heading that of
 * the last columns) adds its columns. What was repeated is furniture.
 */
export function stitchTables(drafts: readonly Draft[]): Draft[] {
  const result: Draft[] = [];
  /** Index of the table that may go on, and the lines over it. */
  let table: number | undefined;
  let over: readonly string[] = [];
  let between: number[] = [];
  for (const draft of drafts) {
    if (draft.kind === 'text') {
      between.push(result.length);
      result.push(draft);
      continue;
    }
    const texts = between.map((index) => squash((result[index] as FlowText).text));
    const before = table === undefined ? undefined : result[table];
    const joined =
      before?.kind === 'matrix' && draft.kind === 'matrix'
        ? joinTables(before.rows, draft.rows, over, texts)
        : undefined;
    if (joined && table !== undefined) {
      result[table] = { kind: 'matrix', rows: joined };
      for (const index of between) result[index] = { ...(result[index] as FlowText), furniture: true };
    } else {
      table = result.length;
      over = texts;
      result.push(draft);
    }
    between = [];
  }
  return result;
}

type Rows = readonly (readonly string[])[];

function joinTables(
  before: Rows,
  after: Rows,
  over: readonly string[],
  between: readonly string[],
): Rows | undefined {
  const depth = headerDepth(before);
  if (depth === 0) return undefined;
  const isRepeated = between.every((text) => over.includes(text));
  const same = after.slice(0, depth).every((row, i) => labelsOf(row) === labelsOf(before[i] ?? []));
  if (isRepeated && same && after.length >= depth) return [...before, ...after.slice(depth)];
  return joinRight(before, after, depth, over, between);
}

/** Headings without rows whose first label is the last group of the table before, under a title cut short. */
function joinRight(
  before: Rows,
  after: Rows,
  depth: number,
  over: readonly string[],
  between: readonly string[],
): Rows | undefined {
  const [cut] = between;
  const isCut =
    cut !== undefined &&
    cut.length >= 3 &&
    over.some((text) => text.length > cut.length && text.startsWith(cut));
  if (!isCut || after.length > depth) return undefined;
  const group = before[0]?.findLast((text) => text !== '');
  if (group === undefined || squash(group) !== squash(after[0]?.[0] ?? '')) return undefined;
  const width = greatest(before.map((row) => row.length));
  const added = after.map((row, i) => (i === 0 ? row.map((text, col) => (col === 0 ? '' : text)) : row));
  const tail = (before[depth - 1] ?? []).slice(-(added[depth - 1]?.length ?? 0)).join('\t');
  if (squash(tail) === squash((added[depth - 1] ?? []).join('\t'))) return before;
  return before.map((row, i) =>
    i < depth ? [...Array.from({ length: width }, (_, col) => row[col] ?? ''), ...(added[i] ?? [])] : row,
  );
}

/** The labels of a header row, wherever its blanks stand. */
function labelsOf(row: readonly string[]): string {
  return row
    .map(squash)
    .filter((text) => text !== '')
    .join('\t');
}

function squash(text: string): string {
  return text.replace(/[^\S\t]+/g, '').replace(/\t+$/, '');
}
