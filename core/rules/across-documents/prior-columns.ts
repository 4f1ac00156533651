import type { Figure } from '../../model/figure.ts';
import type { ReviewFinding } from '../../model/review.ts';
import { type Measure, pathToMeasure } from '../../structure/measures.ts';
import type { Column, PanelRow, TableStructure } from '../../structure/table-structure.ts';
import { bareLabel, fold } from '../../structure/text.ts';
import type { ReviewContext } from '../rule.ts';
import { isSame, relate } from '../text/relate.ts';
import { at, finding, type Member } from './case-findings.ts';
import { isOwnFault } from './own-faults.ts';

/** A figure of one fact as a table prints it: kind of table, row and measure make the key. */
interface Printed {
  readonly figure: Figure;
  readonly structure: TableStructure;
  readonly code: string;
  readonly measure: Measure;
  readonly name: string;
}

const LEAST_SAME = 3;

/**
 * A column (or row) of last year that this year's tables print, against last year's publication: 上年预算数 against its budget, in
 * final accounts 上年决算数 against its accounts. Adjusted budgets (调整预算) and a budget's 执行数 are other figures of right.
 * Where more figures differ than agree the year was restated, and nothing is told.
 */
export function* comparePriorColumns(current: Member, prior: Member): Generator<ReviewFinding> {
  const year = current.context.identity.year!;
  const stated = collect(current.context, year - 1);
  if (stated.size === 0) return;
  const published = collect(prior.context, year - 1);
  const differing: { readonly key: string; readonly x: Printed; readonly y: Printed }[] = [];
  let same = 0;
  for (const [key, x] of stated) {
    const y = published.get(key);
    if (!x || !y || x.figure.state === 'unreadable' || y.figure.state === 'unreadable') continue;
    if (x.figure.amount.digits === 0n && y.figure.amount.digits === 0n) continue;
    const relation = relate(x.figure, y.figure);
    if (relation === 'differs') differing.push({ key, x, y });
    else if (isSame(relation)) same++;
  }
  if (same < Math.max(LEAST_SAME, differing.length)) return;
  const told = new Set<string>();
  for (const { x, y } of differing) {
    const id = `${x.code || x.name}|${x.measure}`;
    if (told.has(id) || differing.some((d) => d.x !== x && isBelow(d.x, x))) continue;
    told.add(id);
    const own = (member: Member, p: Printed) =>
      p.structure.kind !== 'three-public' &&
      isOwnFault({ member, table: p.structure.table.id, code: p.code });
    if (own(current, x) || own(prior, y)) continue;
    yield priorFinding(current, prior, x, y, year - 1);
  }
}

/** The part of a whole, both of which differ: the part is told. */
function isBelow(part: Printed, whole: Printed): boolean {
  if (part.structure.kind !== whole.structure.kind) return false;
  if (whole.structure.kind === 'three-public')
    return part.measure.startsWith('vehicle-')
      ? whole.measure === 'vehicle' || whole.measure === 'three-public'
      : whole.measure === 'three-public' && part.measure !== 'operating-cost';
  const sameRow = part.code === whole.code && part.name === whole.name;
  if (sameRow) return whole.measure === 'total' && part.measure !== 'total';
  return (
    part.code.length > whole.code.length && part.code.startsWith(whole.code) && whole.measure === 'total'
  );
}

function priorFinding(current: Member, prior: Member, x: Printed, y: Printed, year: number): ReviewFinding {
  const final = current.context.identity.kind === 'final-accounts';
  const [stated, expected] = [x.figure.place.quote.trim() || '空白', y.figure.place.quote.trim() || '空白'];
  const unit = (p: Printed) => p.figure.unit?.label ?? '';
  const title = (p: Printed) => (p.structure.table.title ?? '').replace(/[《》]/g, '');
  const column = x.figure.columnLabel || x.name;
  return finding({
    rule: final ? 'xdoc-final-prior' : 'xdoc-prior-budget',
    key: `${x.structure.kind}|${x.code || x.name}|${x.measure}`,
    places: [at(current, x.figure.place), at(prior, y.figure.place)],
    stated: x.figure.place.quote.trim(),
    expected: y.figure.place.quote.trim(),
    ...(unit(y) === '' ? {} : { unit: unit(y) }),
    title: {
      zh: `${x.name}：上年数 ${stated}，上年公开为 ${expected}`,
      en: `${x.name}: last year stated as ${stated}, published as ${expected}`,
    },
    message: {
      zh: `《${title(x)}》“${x.name}”的“${column}”印为 ${stated}${unit(x)}，${year} 年公开文件《${title(y)}》中同一数为 ${expected}${unit(y)}，两者应一致；如有口径调整应予说明。`,
      en: `“${title(x)}” prints ${stated} ${unit(x)} for “${x.name}” under “${column}”; the publication of ${year} has ${expected} ${unit(y)} in “${title(y)}”. The two should be the same, or the text should say what was restated.`,
    },
  });
}

// ------------------------------------------------------------------------------------------------------------------- figures

const OTHER_FIGURE = /调整|执行|完成|实际|预计|增减|增长|比上年|较上年|变动|变化|比\d|%|占比|结转|结余/;
const LAST_YEAR = /上年|去年|上一年|前一年/;
const PERIOD_WORDS =
  /20\d{2}年?度?|上年度?|去年|上一年度?|前一年度?|本年度?|当年|年初|预算数?|决算数?|金额|数$/g;

/** Figures that a document prints for a year, by key; a key that stands twice with unlike amounts speaks for none. */
function collect(context: ReviewContext, year: number): Map<string, Printed | undefined> {
  const found = new Map<string, Printed | undefined>();
  for (const structure of context.structures) {
    if (structure.kind === 'other' || structure.kind.endsWith('target')) continue;
    for (const panel of structure.panels) {
      for (const row of panel.rows) {
        for (const column of panel.amountColumns) {
          if (yearOf(context, row, column) !== year) continue;
          const printed = read(context, structure, row, column);
          if (!printed) continue;
          const key = [structure.kind, panel.index, printed.code || printed.name, printed.measure].join('|');
          const had = found.get(key);
          if (!found.has(key)) found.set(key, printed);
          else if (!had || !isSame(relate(had.figure, printed.figure))) found.set(key, undefined);
        }
      }
    }
  }
  return found;
}

/** The year of a cell: as its header or its row says, else that of the document; null for outturns, changes and shares. */
function yearOf({ identity }: ReviewContext, row: PanelRow, column: Column): number | null {
  const final = identity.kind === 'final-accounts';
  const path = fold(column.path.join('/'));
  if (column.role !== 'amount' || OTHER_FIGURE.test(path)) return null;
  // 年初预算 beside the outturn is a budget, and no account.
  if (final && /预算/.test(path) && !/财政拨款|一般公共预算|基金预算|经营预算/.test(path)) return null;
  if (!final && /决算/.test(path)) return null;
  const years = [...`${path}/${row.code === null ? row.label : ''}`.matchAll(/20\d{2}(?=年|\/|$)/g)].map(
    (m) => Number(m[0]),
  );
  if (new Set(years).size > 1) return null;
  if (LAST_YEAR.test(path)) return (identity.year ?? 0) - 1;
  return years[0] ?? identity.year;
}

const ofPath = (path: readonly string[]): Measure | null =>
  pathToMeasure(path.map((p) => fold(p).replace(PERIOD_WORDS, '')).filter((p) => p !== ''));

function read(
  context: ReviewContext,
  structure: TableStructure,
  row: PanelRow,
  column: Column,
): Printed | undefined {
  const figure = context.figures.cell(structure, row, column);
  if (!figure) return undefined;
  if (structure.kind === 'three-public') {
    const [byColumn, byRow] = [ofPath(column.path), ofPath([row.label])];
    const measure = byColumn === null || byColumn === 'total' ? byRow : byColumn;
    if (measure === null) return undefined;
    const own = measure === 'total' ? 'three-public' : measure;
    return { figure, structure, code: '', measure: own, name: NAMES[own] ?? column.path.at(-1)!.trim() };
  }
  const measure = ofPath(column.path);
  if (measure === null) return undefined;
  const code = row.total ? '' : (row.code ?? '');
  const label = row.total ? '合计' : bareLabel(row.label);
  if (label === '') return undefined;
  return { figure, structure, code, measure, name: code ? `${code} ${row.label.trim()}` : label };
}

const NAMES: Partial<Record<Measure, string>> = {
  'three-public': '“三公”经费合计',
  abroad: '因公出国（境）费',
  vehicle: '公务用车购置及运行费',
  'vehicle-purchase': '公务用车购置费',
  'vehicle-running': '公务用车运行费',
  reception: '公务接待费',
  'operating-cost': '机关运行经费',
};
