import type { Block, Table } from '../../model/document.ts';
import { titleToKind } from '../../structure/table-kind.ts';
import type { TableStructure } from '../../structure/table-structure.ts';
import { fold } from '../../structure/text.ts';
import { editDistance } from '../names/edit-distance.ts';
import { once } from '../once.ts';
import type { ReviewContext } from '../rule.ts';

/** A line of the contents that names a table, and the table of the body that it names, if any does. */
export interface ContentsEntry {
  readonly block: Block;
  /** The line without its page number. */
  readonly text: string;
  readonly table: Table | undefined;
  /** True where the title stands in the body although no table was found under it, so that nothing is said of it. */
  readonly isInBody: boolean;
}

/** A title as compared: no number, year or spaces. */
export const titleCore = (text: string): string =>
  fold(text)
    .replace(
      /^(?:第?[一二三四五六七八九十\d]+(?:部分|章)?[、.:)]|\([一二三四五六七八九十\d]+\)|附件\d*[:、]?)+/,
      '',
    )
    .replace(/^(?:附?表|公开|预算|决算)\d+(?:-\d+)?表?[:、.]?(?=.{4})/, '')
    .replace(/20\d{2}年?度?/g, '')
    .replace(/\((?:按.*?|续表?|表\d+)\)$/, '');

/** The same without the words in which contents and titles drift apart. */
const looseCore = (text: string): string =>
  titleCore(text)
    .replace(/部门|单位|本级|预算|情况|明细|[“”"'、]/g, '')
    .replace(/表$/, '');

/** Lines of the contents that name tables, each with its table. A table belongs to one line only. */
export const contentsEntries = once((context: ReviewContext): readonly ContentsEntry[] => {
  const { document, structures } = context;
  const lines = document.blocks
    .filter((b) => b.role === 'contents')
    .map((block) => ({ block, text: entryText(block.text) }));
  const entries = lines.filter(({ text }) => /表(?:[（(].{1,20}[)）])?$/.test(text));
  const free = new Set(structures);
  const matched = new Map<Block, TableStructure>();
  const tests: readonly ((text: string, s: TableStructure) => boolean)[] = [
    (text, s) => titleCore(text) === titleCore(s.table.title ?? ''),
    (text, s) => looseCore(text) === looseCore(s.table.title ?? ''),
    (text, s) => s.kind !== 'other' && s.kind === titleToKind(text),
    (text, s) =>
      editDistance(looseCore(text), looseCore(s.table.title ?? ''), 3) <= 3 && looseCore(text).length > 8,
  ];
  for (const test of tests) {
    for (const { block, text } of entries) {
      if (matched.has(block)) continue;
      const found = [...free].find((s) => s.table.title !== null && test(text, s));
      if (!found) continue;
      matched.set(block, found);
      free.delete(found);
    }
  }
  return entries.map(({ block, text }) => ({
    block,
    text,
    table: matched.get(block)?.table,
    isInBody: matched.has(block) || isPrinted(context, text),
  }));
});

/** A line of contents without leaders, page number and what Word leaves of its field codes. */
const entryText = (text: string): string =>
  text
    .replace(/\s*PAGEREF.*$/, '')
    .replace(/[\s.．…·—_-]*\d{0,4}\s*$/, (m) => (/[.．…·—_\s\t]/.test(m) ? '' : m))
    .trim();

/** Whether the words of a title stand in the body: in a block that is no line of the contents, or in a cell. */
function isPrinted(context: ReviewContext, text: string): boolean {
  const core = titleCore(text);
  const loose = looseCore(text);
  const { cores, looseCores } = printedTitles(context);
  if (looseCores.has(loose) || cores.some((printed) => printed.includes(core))) return true;
  // A title may lack the word 表 that the contents give it.
  return loose.length >= 6 && printedNames(context).has(loose);
}

/** Short texts of the body with the word 表, as compared. */
const printedTitles = once((context: ReviewContext) => {
  const titles = bodyTexts(context).filter((text) => text.includes('表'));
  return { cores: titles.map(titleCore), looseCores: new Set(titles.map(looseCore)) };
});

/** Other words of the body that are long enough for a title, as compared. */
const printedNames = once(
  (context: ReviewContext): ReadonlySet<string> =>
    new Set(
      bodyTexts(context)
        .filter((text) => text.length >= 6 && !text.includes('表') && /[^\d.,\s-]/.test(text))
        .map(looseCore),
    ),
);

const bodyTexts = once(({ document }: ReviewContext): readonly string[] => {
  const texts = new Set<string>();
  for (const { role, text } of document.blocks)
    if (role !== 'contents' && role !== 'furniture' && text.length < 120) texts.add(text);
  for (const { cells } of document.tables)
    for (const { text } of cells) if (text.length < 120) texts.add(text);
  return [...texts];
});

/** Which members of a sequence stand out of order: those outside one longest increasing run. */
export function outOfOrder(values: readonly number[]): number[] {
  const length: number[] = [];
  const from: number[] = [];
  values.forEach((value, i) => {
    let best = -1;
    for (let k = 0; k < i; k++) if (values[k]! <= value && (best < 0 || length[k]! > length[best]!)) best = k;
    length.push(best < 0 ? 1 : length[best]! + 1);
    from.push(best);
  });
  const kept = new Set<number>();
  for (let at = length.indexOf(Math.max(0, ...length)); at >= 0; at = from[at]!) kept.add(at);
  return values.map((_, i) => i).filter((i) => !kept.has(i));
}
