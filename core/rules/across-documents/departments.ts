import { formatDecimal, lastPlace, pow10, roundTo } from '../../figures/arithmetic.ts';
import type { Figure } from '../../model/figure.ts';
import type { Place } from '../../model/place.ts';
import type { ReviewFinding } from '../../model/review.ts';
import { evaluate } from '../../reconcile/evaluate.ts';
import type { CodeFacts } from '../../structure/table-facts.ts';
import { fold, readOrdinal } from '../../structure/text.ts';
import { blockPlace, cellPlace } from '../places.ts';
import type { ReviewContext } from '../rule.ts';
import { tableFigures } from '../text/table-figures.ts';
import { bareName, isSameName, levelOf } from './bodies.ts';
import { at, draft, finding, type Member } from './case-findings.ts';
import { isOwnFault } from './own-faults.ts';

/** A body that a department lists as part of its budget. */
interface ListedUnit {
  readonly name: string;
  readonly place: Place;
  /** The department's own office: 本部, 本级, 机关. */
  readonly own: boolean;
  /** 不单列预算: its money is in another body's budget. */
  readonly without: boolean;
}

/** What a department and its units say together, and the codes whose sums were told: no unit is told above them again. */
interface DepartmentFindings {
  readonly findings: readonly ReviewFinding[];
  readonly codes: ReadonlySet<string>;
}

/** A department and the budgets of its units in one case: which are missing, and whether they add up to the department. */
export function compareDepartment(department: Member, members: readonly Member[]): DepartmentFindings {
  const none: DepartmentFindings = { findings: [], codes: new Set() };
  const { year, kind } = department.context.identity;
  if (year === null || kind === 'performance-target') return none;
  const units = members.filter(
    ({ document, context }) =>
      levelOf(document) === 'unit' && context.identity.year === year && context.identity.kind === kind,
  );
  const listed = listedUnits(department.context).filter((unit) => !unit.without);
  if (listed.length < 2 || units.length === 0) return none;
  const found = listed.map((unit) => units.filter((member) => isListed(unit, member, department)));
  const present = new Set(found.flat());
  const missing = listed.filter((_, i) => found[i]!.length === 0);
  if (missing.length > 0) {
    if (present.size < 2) return none;
    return { ...none, findings: [missingUnits(department, missing, listed.length)] };
  }
  // Each listed body has one budget in the case, and no budget stands for two of them.
  if (found.some((hits) => hits.length !== 1) || present.size !== listed.length) return none;
  return compareSums(department, [...present]);
}

function missingUnits(department: Member, missing: readonly ListedUnit[], count: number): ReviewFinding {
  const names = missing.map((unit) => unit.name);
  return finding({
    rule: 'xdoc-unit-list',
    key: names.join('、'),
    places: missing.map((unit) => at(department, unit.place)),
    stated: names.join('、'),
    title: {
      zh: `部门所列单位缺 ${names.length} 家的文件`,
      en: `${names.length} of the listed units are not in the case`,
    },
    message: {
      zh: `部门列有 ${count} 家预算单位，本案中没有 ${names.join('、')} 的公开文件：请核对是否已公开。`,
      en: `The department lists ${count} bodies; ${names.join(', ')} ${names.length > 1 ? 'are' : 'is'} not in this case. Please see whether they have published.`,
    },
  });
}

// ------------------------------------------------------------------------------------------------------------------------ sums

/**
 * Per code of the general budget: the department is the sum of its units. Only there, since transfers between units are no
 * money of that budget. Told at the lowest code.
 */
function compareSums(department: Member, units: readonly Member[]): DepartmentFindings {
  const findings: ReviewFinding[] = [];
  const told = new Set<string>();
  const whole = generalTable(department.context);
  const parts = units.map(({ context }) => generalTable(context));
  if (!whole || parts.some((p) => p === undefined)) return { findings, codes: told };
  const tables = parts as CodeFacts[];
  const codes = new Set(['', ...whole.codes.keys(), ...tables.flatMap((t) => [...t.codes.keys()])]);
  const differing = [...codes].filter((code) => sumDiffers(whole, tables, code));
  const lowest = differing.filter((c) => !differing.some((d) => d.length > c.length && d.startsWith(c)));
  const sides = [
    { member: department, facts: whole },
    ...units.map((u, i) => ({ member: u, facts: tables[i]! })),
  ];
  const isTold = (code: string) =>
    sides.some(({ member, facts }) => isOwnFault({ member, table: facts.structure.table.id, code }));
  // Items that differ throughout have one cause: it is told once, at the total.
  const many = lowest.length > LOWEST_MAX && differing.includes('');
  for (const code of many ? [''] : lowest) {
    for (const d of differing) if (code.startsWith(d) || many) told.add(d);
    if (isTold(code)) continue;
    findings.push(sumFinding(sides, code, many ? lowest.length : 1));
  }
  return { findings, codes: told };
}

/** More items that differ than this are told at the total. */
const LOWEST_MAX = 6;

interface Side {
  readonly member: Member;
  readonly facts: CodeFacts;
}

function sumFinding([department, ...units]: readonly Side[], code: string, count: number): ReviewFinding {
  const total = figureOf(department!.facts, code);
  const parts = units.flatMap((side) => {
    const figure = figureOf(side.facts, code);
    return figure?.state === 'printed' ? [{ ...side, figure }] : [];
  });
  const row = [department!, ...units].find(({ facts }) => facts.codes.has(code))?.facts.codes.get(code)?.row;
  const name = code === '' ? '合计' : `${code} ${row?.label.trim() ?? ''}`.trim();
  const printed = total?.place.quote.trim() ?? '';
  const unit = (total ?? parts[0]?.figure)?.unit?.label ?? '';
  const sum = sumText(
    total,
    parts.map((p) => p.figure),
  );
  const list = parts.map(
    ({ member, figure }) => `${member.context.identity.entity ?? ''} ${figure.place.quote.trim()}`,
  );
  const [zhMore, enMore] =
    count > 1
      ? [
          `共 ${count} 个科目都不等，请先核对两边的单位和口径。`,
          ` ${count} items differ; please compare units first.`,
        ]
      : ['', ''];
  return finding({
    rule: 'xdoc-dept-sum',
    key: code,
    places: [
      ...(total ? [at(department!.member, total.place)] : []),
      ...parts.map(({ member, figure }) => at(member, figure.place)),
    ],
    stated: printed,
    expected: sum,
    ...(unit === '' ? {} : { unit }),
    title: {
      zh: `${name}：部门 ${printed || '空白'}，各单位相加 ${sum}`,
      en: `${name}: ${printed || 'blank'} at the department, ${sum} at its units together`,
    },
    message: {
      zh: `一般公共预算支出“${name}”，部门印为 ${printed || '空白'}${printed ? unit : ''}，所属各单位相加为 ${sum}${unit}（${list.join('；') || '各单位均没有该行'}），两者应相等。${zhMore}`,
      en: `General budget expenditure “${name}”: the department prints ${printed || 'nothing'}, its units add up to ${sum} ${unit} (${list.join('; ') || 'none of them has such a row'}); the two should be the same.${enMore}`,
    },
  });
}

/** The sum of addends, written as the total is. */
function sumText(total: Figure | undefined, addends: readonly Figure[]): string {
  const like = total?.state === 'printed' ? total : addends[0];
  if (!like) return '0';
  const place = Math.min(...[like, ...addends].map((f) => lastPlace(f.amount, f.exponent)));
  const sum = addends.reduce(
    (n, f) => n + f.amount.digits * pow10(lastPlace(f.amount, f.exponent) - place),
    0n,
  );
  const { scale } = like.amount;
  return formatDecimal(roundTo(sum, place, like.exponent, scale), scale, like.place.quote.includes(','));
}

const generalTable = (context: ReviewContext): CodeFacts | undefined =>
  tableFigures(context).functional.find((f) => f.structure.kind === 'general-budget-expenditure');

const figureOf = (facts: CodeFacts, code: string): Figure | undefined =>
  code === '' ? facts.total('total') : facts.code(code, 'total');

function sumDiffers(whole: CodeFacts, parts: readonly CodeFacts[], code: string): boolean {
  const total = figureOf(whole, code);
  const addends = parts.map((p) => figureOf(p, code)).filter((f) => f !== undefined);
  if ([total, ...addends].some((f) => f?.state === 'unreadable')) return false;
  // A department that prints no such row has nothing there.
  const [first, ...rest] = total ? [total, ...addends] : addends;
  if (!first) return false;
  if (!total) return addends.some((f) => f.state === 'printed' && f.amount.digits !== 0n);
  if (rest.length === 0) return first.state === 'printed' && first.amount.digits !== 0n;
  const terms = rest.map((figure) => ({ figure, sign: 1 as const }));
  return evaluate(draft('sum', first, terms), 'x')?.outcome === 'differs';
}

// ---------------------------------------------------------------------------------------------------------------- listed units

const INTRODUCES = /(?:具体)?(?:包括|如下|为)[:：]$|(?:纳入|编制)范围.{0,12}单位/;
const BODY_END = /[局委院会办署厅所站中心校馆室队部处社团园场]$|中心$|政府$/;
const LISTED_MAX = 60;

/** Bodies in the list of a department's text, or in its table of units; empty where the document has neither. */
export function listedUnits(context: ReviewContext): ListedUnit[] {
  const { blocks, tables } = context.document;
  for (const block of blocks) {
    if (block.role === 'contents' || block.role === 'furniture') continue;
    const t = fold(block.text);
    if (!/单位/.test(t) || !INTRODUCES.test(t)) continue;
    const found: ListedUnit[] = [];
    for (const next of blocks.slice(block.index + 1, block.index + 1 + LISTED_MAX)) {
      if (next.role === 'furniture') continue;
      const number = readOrdinal(next.text);
      if (number?.value !== found.length + 1) break;
      const unit = readUnitLine(next.text, blockPlace(next));
      if (!unit) break;
      found.push(unit);
    }
    if (found.length >= 2) return found;
  }
  for (const table of tables) {
    if (table.rowCount > LISTED_MAX) continue;
    const head = table.cells.find((c) => c.row < 3 && /^(?:预算|所属)?单位名称$/.test(fold(c.text)));
    if (!head || table.cells.some((c) => /\d[.,]\d{2}/.test(c.text))) continue;
    const found = table.cells.flatMap((c) => {
      if (c.col !== head.col || c.row <= head.row) return [];
      return readUnitLine(c.text, cellPlace(table, c)) ?? [];
    });
    if (found.length >= 2) return found;
  }
  return [];
}

/** 2. 上海市某区服务中心，不单列预算。 → the name up to the first mark, if it ends as a body's name does. */
function readUnitLine(text: string, place: Place): ListedUnit | undefined {
  const t = fold(text).replace(/^(?:[(（]?[一二三四五六七八九十\d]+[)）]?[、.．]?)/, '');
  const [name] = t.split(/[,;。:，；：(]/);
  if (!name || name.length < 3 || name.length > 40) return undefined;
  const own = /(?:本部|本级|机关)$/.test(name) || /\((?:本部|本级|机关)\)/.test(t);
  if (!own && !BODY_END.test(name)) return undefined;
  return { name, place, own, without: /不单列|不单独|未单列|未纳入|不纳入/.test(t) };
}

function isListed(unit: ListedUnit, member: Member, department: Member): boolean {
  const entity = bareName(member.context.identity.entity ?? '');
  if (entity === '') return false;
  return isSameName(entity, bareName(unit.own ? (department.context.identity.entity ?? '') : unit.name));
}
