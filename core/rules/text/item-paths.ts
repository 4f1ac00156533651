import { addToGroup } from '../../groups.ts';
import type { CodeFacts } from '../../structure/table-facts.ts';
import { fold, readOrdinal } from '../../structure/text.ts';

/** A place in the functional classification as the text names it: …（类）…（款）…（项）. */
export interface ItemPath {
  readonly names: readonly { readonly level: Level; readonly name: string }[];
  /** Offset behind the last marker. */
  readonly end: number;
  readonly start: number;
  /** The code, where the text gives it instead of the names above. */
  readonly code?: string;
  /** True for a name that may mean something else: tied where the amount is the same or a slip of it. */
  readonly weak?: boolean;
}

type Level = 3 | 5 | 7;
const LEVELS: Record<string, Level> = { 类: 3, 款: 5, 项: 7 };

/** （类）, （204类）, （项，2050205）. */
const MARKER = /[（(]\s*(?:\d{2,7}\s*)?([类款项])(?:级)?(?:科目)?(?:\s*[,，]\s*\d{3,7})?\s*[)）]/g;

/** All paths of a text, in reading order. */
export function textToPaths(text: string): ItemPath[] {
  const paths: { names: { level: Level; name: string }[]; start: number; end: number }[] = [];
  let from = 0;
  for (const m of text.matchAll(MARKER)) {
    const level = LEVELS[m[1]!]!;
    const raw = text.slice(from, m.index);
    const words = raw.split(/[，,。；;：:“”"「」\n]|\d+(?:\.\d+)?\s*(?:万元|亿元|元)/).at(-1) ?? '';
    const bare = fold(words);
    const name = (readOrdinal(words)?.rest ?? bare)
      .replace(/^(?:、|\.|和|及|与|其中)+(?=.{2})/, '')
      .replace(/^(?:安排|用于)/, '')
      .replace(/^\d+/, '');
    const start = m.index - words.length;
    const last = paths.at(-1);
    const goesOn =
      last !== undefined &&
      start <= last.end + 1 &&
      level > last.names.at(-1)!.level &&
      /^\s*$/.test(text.slice(last.end, start));
    if (name === '') {
      from = m.index + m[0].length;
      continue;
    }
    if (goesOn) {
      last.names.push({ level, name });
      last.end = m.index + m[0].length;
    } else paths.push({ names: [{ level, name }], start, end: m.index + m[0].length });
    from = m.index + m[0].length;
  }
  return paths;
}

/** A path that names its 款 and 项 only stands in the class named last before it. */
export function completePath(path: ItemPath, before: ItemPath | undefined): ItemPath {
  const first = path.names[0]!.level;
  if (first === 3 || !before) return path;
  const head = before.names.filter((n) => n.level < first);
  return { ...path, names: [...head, ...path.names] };
}

/** Names as compared: 一般公共服务 and 一般公共服务支出 are one. */
export const itemName = (name: string): string => {
  const t = fold(name).replace(/[()、,"]/g, '');
  return t.length > 4 ? t.replace(/支出$/, '') : t;
};

const byName = new WeakMap<CodeFacts, ReadonlyMap<string, readonly string[]>>();

/** The codes of a table by the names of their rows, in the table's order. */
export function codesByName(facts: CodeFacts): ReadonlyMap<string, readonly string[]> {
  const known = byName.get(facts);
  if (known) return known;
  const codes = new Map<string, string[]>();
  for (const [code, { row }] of facts.codes) addToGroup(codes, itemName(row.label), code);
  byName.set(facts, codes);
  return codes;
}

/** The codes of a table whose names a path spells in full. */
export function pathToCodes(path: ItemPath, facts: CodeFacts): string[] {
  const last = path.names.at(-1)!;
  const found: string[] = [];
  for (const code of codesByName(facts).get(itemName(last.name)) ?? []) {
    if (code.length !== last.level) continue;
    const fits = path.names.every(({ level, name }) => {
      if (level === last.level) return true;
      const above = facts.codes.get(code.slice(0, level));
      return above === undefined || itemName(above.row.label) === itemName(name);
    });
    if (fits) found.push(code);
  }
  return found;
}

export const pathText = (path: ItemPath): string =>
  path.names
    .map(({ level, name }) => `${name}（${level === 3 ? '类' : level === 5 ? '款' : '项'}）`)
    .join('');
