import type { Figure } from '../../model/figure.ts';
import type { Statement } from '../../structure/statements/statement.ts';
import type { CodeFacts } from '../../structure/table-facts.ts';
import { fold, readOrdinal } from '../../structure/text.ts';
import { type Passage, type Reading, statementPlace } from '../narrative/reading.ts';
import type { Observation, ReviewContext } from '../rule.ts';
import { choose } from './concept-ties.ts';
import { codesByName, type ItemPath, itemName, pathText, pathToCodes } from './item-paths.ts';
import { isSame, relate } from './relate.ts';
import { type Scope, statementPath } from './scopes.ts';
import { type Copies, tableFigures } from './table-figures.ts';

import type { TextTie } from './text-tie.ts';

export interface ItemAmount {
  readonly passage: Passage;
  readonly statement: Statement;
  readonly figure: Figure;
  readonly path: ItemPath;
  readonly facts: CodeFacts | undefined;
  /** Codes that the names spell; empty where the tables have no such item. */
  readonly codes: readonly string[];
}

const ITEM_TAIL =
  /^(?:支出|科目|预算|安排|决算|执行|当年|本年|数|为|共|计|经费|财政拨款|金额|[)）]|"|:|\s)*$/;

export function tieItem(
  context: ReviewContext,
  reading: Reading,
  passage: Passage,
  scope: Scope,
  statement: Statement,
  items: ItemAmount[],
): TextTie | undefined {
  const { value } = statement;
  if (!value || statement.approximate || passage.block.role === 'note') return undefined;
  const { year } = context.identity;
  if (statement.year !== null && statement.year !== year) return undefined;
  // 下属单位住房保障支出（类）: the item of a body under this one.
  if (/^(?:下属|所属|直属).{0,12}?(?:单位|机构|学校|中心|站|所|院)/.test(statement.subject)) return undefined;
  const path = statementPath(scope, statement) ?? plainPath(context, statement);
  if (!path) return undefined;
  if (!namesItem(passage, statement, path)) return undefined;
  const { functional } = tableFigures(context);
  const ownName = textHasPath(statement) || path.start === path.end;
  const figure = reading.figure(passage, value, ownName ? statement.subject : pathText(path));
  const hits = functional.flatMap((facts) => {
    const codes = path.code ? (facts.codes.has(path.code) ? [path.code] : []) : pathToCodes(path, facts);
    return codes.length === 1 ? [{ facts, code: codes[0]! }] : [];
  });
  if (hits.length === 0) {
    // Tables by item alone have no class: the line of the summary is all there is.
    const line = path.start === path.end ? summaryLine(context, path) : [];
    const tied = line.length > 0 ? choose(figure, [line], true) : undefined;
    if (tied) return { rule: 'text-class-items', figure, ...tied, place: statementPlace(passage, statement) };
    if (line.length > 0) return undefined;
    const many = functional.some((facts) => pathToCodes(path, facts).length > 1);
    if (!many && !path.weak)
      items.push({ passage, statement, figure, path, facts: functional[0], codes: [] });
    return undefined;
  }
  const code = hits[0]!.code;
  if (!path.weak) items.push({ passage, statement, figure, path, facts: hits[0]!.facts, codes: [code] });
  const alternatives = [
    ...hits.map(({ facts, code }) => itemCopies(context, facts, code)),
    summaryLine(context, path),
    summaryLine(context, path, 'grants'),
  ];
  const tied = choose(figure, alternatives, path.weak === true);
  return (
    tied && { rule: 'text-class-items', figure, code, ...tied, place: statementPlace(passage, statement) }
  );
}

/** The class in a summary: that of all money, or that of all grants, where a table by item holds one fund alone. */
function summaryLine(
  context: ReviewContext,
  path: ItemPath,
  which: 'summary' | 'grants' = 'summary',
): Copies {
  const side = tableFigures(context)[which]?.classes;
  const [name] = path.names;
  if (!side || path.names.length !== 1 || name?.level !== 3) return [];
  const rows = [...side.rows].filter(([label]) => itemName(label) === itemName(name.name));
  const figure = rows.length === 1 ? side.figure(rows[0]![1], 'total') : undefined;
  return figure && figure.state !== 'unreadable' ? [figure] : [];
}

/** The row's total, and for a class the same in the summary. */
function itemCopies(context: ReviewContext, facts: CodeFacts, code: string): Copies {
  const own = facts.code(code, 'total');
  const side =
    facts.structure.kind === 'expenditure-summary' ? tableFigures(context).summary?.classes : undefined;
  const name = [...facts.classes].find(([, c]) => c === code)?.[0];
  const line = code.length === 3 && name ? side?.figure(side.rows.get(name), 'total') : undefined;
  return [own, line].filter((f): f is Figure => f !== undefined && f.state !== 'unreadable');
}

/** Whether the amount is the item's own and no part, purpose or base beside it. */
function namesItem(passage: Passage, statement: Statement, path: ItemPath): boolean {
  if (path.start === path.end) return true;
  if (statement.parent && textHasPath(statement.parent)) return false;
  const between = fold(passage.block.text.slice(path.end, statement.value!.offset));
  if (/上年|去年|其中|占|完成/.test(between)) return false;
  const after = statement.subject.replace(/^.*\(\d*(?:类|款|项)(?:级)?(?:科目)?(?:,\d+)?\)/, '');
  return ITEM_TAIL.test(after);
}

const textHasPath = (statement: Statement): boolean => /\(\d*[类款项](?:,\d+)?\)/.test(statement.subject);

/** 卫生健康支出 15,636.24 万元, without markers: a class by its whole name, as the tables spell it, or an item by its code. */
function plainPath(context: ReviewContext, statement: Statement): ItemPath | undefined {
  if (statement.parent && !/支出|拨款|预算/.test(statement.parent.subject)) return undefined;
  const bare = (readOrdinal(statement.subject)?.rest ?? statement.subject)
    .replace(/^(?:安排|用于)/, '')
    .replace(/类?(?:科目)?(?:预算|安排|支出预算)?$/, '');
  if (bare.length < 4) return undefined;
  const coded = codedPath(context, statement, bare);
  if (coded) return coded;
  const { functional, summary } = tableFigures(context);
  const own = itemName(bare);
  const isBare = (name: string) => itemName(name) === own;
  const known =
    functional.some((f) => [...f.classes.keys()].some(isBare)) ||
    (/支出$/.test(bare) && [...(summary?.classes?.rows.keys() ?? [])].some(isBare));
  if (known) return { names: [{ level: 3, name: bare }], start: statement.start, end: statement.start };
  return soleItem(context, bare, statement);
}

/** 住房公积金 11.28 万元: an item by its name alone, where the tables have it once. Economic items have such names too. */
function soleItem(context: ReviewContext, name: string, statement: Statement): ItemPath | undefined {
  const codes = new Set<string>();
  for (const facts of tableFigures(context).functional)
    for (const code of codesByName(facts).get(itemName(name)) ?? []) if (code.length === 7) codes.add(code);
  if (codes.size !== 1) return undefined;
  const [code] = codes;
  const at = statement.start;
  return { names: [{ level: 7, name }], start: at, end: at, code: code!, weak: true };
}

/** 2050101 行政运行, 行政运行（2050101）: an item by its code, where its own name stands beside it. */
function codedPath(context: ReviewContext, statement: Statement, subject: string): ItemPath | undefined {
  const code = /(?<!\d)2\d{2}(?:\d{2}){1,2}(?!\d)/.exec(subject)?.[0];
  if (!code) return undefined;
  const name = subject
    .replace(code, '')
    .replace(/[()"\-—]/g, '')
    .replace(/(?:科目|项)$/, '');
  const level = code.length as 5 | 7;
  const row = tableFigures(context)
    .functional.map((f) => f.codes.get(code))
    .find((r) => r !== undefined);
  if (!row || itemName(row.row.label) !== itemName(name)) return undefined;
  const at = statement.start;
  return { names: [{ level, name: row.row.label }], start: at, end: at, code };
}

/** The text names an item that the tables do not have, and one row that nothing else explains has its amount. */
export function* observeNames(context: ReviewContext, items: readonly ItemAmount[]): Generator<Observation> {
  const matched = new Set(items.flatMap((i) => i.codes));
  const told = new Set<string>();
  for (const item of items) {
    if (item.codes.length > 0 || item.figure.amount.digits === 0n) continue;
    if (told.has(pathText(item.path))) continue;
    const level = item.path.names.at(-1)!.level;
    const head = item.path.names[0]!;
    const facts = tableFigures(context).functional.find(
      (f) => candidates(f, item, level, matched).length === 1,
    );
    if (!facts) continue;
    const [code] = candidates(facts, item, level, matched);
    const parent = facts.classes.size > 0 ? facts.codes.get(code!.slice(0, 3))?.row.label : undefined;
    if (head.level === 3 && parent && itemName(parent) !== itemName(head.name) && level !== 3) continue;
    const row = facts.codes.get(code!)!.row;
    const wrong = differentName(item.path, facts, code!);
    if (!wrong) continue;
    told.add(pathText(item.path));
    yield {
      rule: 'text-class-name',
      places: [statementPlace(item.passage, item.statement), facts.code(code!, 'total')!.place],
      stated: wrong.text,
      expected: wrong.table,
      title: {
        zh: `正文写作“${wrong.text}”，表中为“${wrong.table}”`,
        en: `The text says “${wrong.text}”, the table “${wrong.table}”`,
      },
      message: {
        zh: `正文“${pathText(item.path)}”${item.figure.place.quote}，表中同一金额的科目是 ${code} ${row.label.trim()}：科目名称不一致。`,
        en: `The text gives ${item.figure.place.quote} for “${pathText(item.path)}”; the table prints that amount for ${code} ${row.label.trim()}: the names differ.`,
      },
    };
  }
}

function candidates(
  facts: CodeFacts,
  item: ItemAmount,
  level: number,
  matched: ReadonlySet<string>,
): string[] {
  const head = item.path.names[0]!;
  return [...facts.codes.keys()].filter((code) => {
    if (code.length !== level || matched.has(code)) return false;
    if (head.level === 3 && level !== 3) {
      const parent = facts.codes.get(code.slice(0, 3));
      if (parent && itemName(parent.row.label) !== itemName(head.name)) return false;
    }
    const figure = facts.code(code, 'total');
    return figure?.state === 'printed' && isSame(relate(item.figure, figure));
  });
}

function differentName(
  path: ItemPath,
  facts: CodeFacts,
  code: string,
): { text: string; table: string } | undefined {
  for (const { level, name } of [...path.names].reverse()) {
    const row = facts.codes.get(code.slice(0, level))?.row;
    if (row && itemName(row.label) !== itemName(name)) return { text: name, table: row.label.trim() };
  }
  return undefined;
}
