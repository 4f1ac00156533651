import { sumTerms } from '../../figures/arithmetic.ts';
import { greatest } from '../../figures/extremes.ts';
import { readAmount } from '../../figures/read-amount.ts';
import type { TextAmount } from '../../figures/text-amounts.ts';
import type { CheckDraft } from '../../model/check.ts';
import type { Figure } from '../../model/figure.ts';
import type { Place } from '../../model/place.ts';
import type { Statement } from '../../structure/statements.ts';
import { type CodeFacts, isNotZero } from '../../structure/table-facts.ts';
import { fold, readOrdinal } from '../../structure/text.ts';
import { type Passage, type Reading, readText, statementPlace, textPlace } from '../narrative/reading.ts';
import type { Observation, ReviewContext, RuleFamily } from '../rule.ts';
import { type Concept, subjectToConcept } from './concepts.ts';
import { codesByName, type ItemPath, itemName, pathText, pathToCodes } from './item-paths.ts';
import { observeProjectNames, observeProjects, proposeProjects } from './projects.ts';
import { isSame, isSlip, relate } from './relate.ts';
import { TEXT_RULES } from './rules.ts';
import { passagesToScopes, type Scope, statementPath } from './scopes.ts';
import { type Copies, tableFigures } from './table-figures.ts';

/** G4: what the explanation says is what the tables print. */
export const text: RuleFamily = {
  rules: TEXT_RULES,
  *propose(context) {
    const { ties } = findTies(context);
    for (const tie of ties) if (tie.relation === 'same' || tie.relation === 'differs') yield* drafts(tie);
    yield* proposeItemSums(context);
    yield* proposePerformance(context);
    yield* proposeProjects(context);
  },
  *observe(context) {
    const found = findTies(context);
    for (const tie of found.ties) {
      if (tie.relation === 'last-digit') yield roundTruncated(tie);
      else if (tie.relation === 'unit') yield unitSlip(tie);
      else yield* precisionMixed(tie);
    }
    yield* found.names;
    yield* observePerformance(context);
    yield* observeEmptyClaims(context);
    yield* observeOrganisations(context);
    yield* observeProjects(context);
    yield* observeProjectNames(context);
    yield* observeClassOrder(context);
  },
};

/** An amount of the text with the table figures that print the same fact. */
export interface TextTie {
  readonly rule: string;
  readonly figure: Figure;
  readonly copies: Copies;
  /** `unit`: the same digits, with 元 for 万元 or the reverse. */
  readonly relation: 'same' | 'differs' | 'last-digit' | 'unit';
  readonly place: Place;
  /** The code of the item where the text explains one. */
  readonly code?: string;
  readonly concept?: Concept;
}

/** An amount of this publication's tables that a sentence gives to another year. */
export interface OtherYearTie extends TextTie {
  readonly passage: Passage;
  readonly statement: Statement;
}

interface Found {
  readonly ties: readonly TextTie[];
  readonly otherYear: readonly OtherYearTie[];
  readonly names: readonly Observation[];
}

const results = new WeakMap<ReviewContext, Found>();

/** Every amount of the running text that tables print too, read once for checks and observations. */
export function findTies(context: ReviewContext): Found {
  const known = results.get(context);
  if (known) return known;
  const reading = readText(context);
  const scopes = passagesToScopes(reading);
  const ties: TextTie[] = [];
  const items: ItemAmount[] = [];
  const otherYear: OtherYearTie[] = [];
  for (const passage of reading.passages) {
    const scope = scopes.get(passage)!;
    for (const statement of passage.statements) {
      if (statement.year !== null && statement.year !== context.identity.year) {
        const own = { ...statement, year: null };
        const tie =
          tieConcept(context, reading, passage, scope, own) ??
          tieItem(context, reading, passage, scope, own, items);
        if (tie?.relation === 'same') otherYear.push({ ...tie, passage, statement });
        continue;
      }
      const tie =
        tieConcept(context, reading, passage, scope, statement) ??
        tieItem(context, reading, passage, scope, statement, items) ??
        tieEconomic(context, reading, passage, scope, statement);
      if (tie) ties.push(tie);
      const budget = tieBudget(context, reading, passage, scope, statement);
      if (budget) ties.push(budget);
    }
  }
  const found: Found = {
    ties: withUnitSlip(ties),
    otherYear,
    names: [...observeNames(context, items), ...observeComplete(context, items)],
  };
  results.set(context, found);
  return found;
}

/** 元 against 万元. */
const UNIT_SHIFTS = [4, -4] as const;

/**
 * One amount of the text whose digits are the table's in another unit has lost its 万 (or has one too many), where the other
 * amounts agree; more than one speak of the unit of a table, which is judged elsewhere.
 */
function withUnitSlip(ties: readonly TextTie[]): readonly TextTie[] {
  const slips = ties.filter(
    (tie) =>
      tie.relation === 'differs' &&
      /元$/.test(tie.figure.place.quote) &&
      UNIT_SHIFTS.some((by) =>
        tie.copies.every(
          (c) =>
            c.state === 'printed' &&
            isSame(relate({ amount: tie.figure.amount, exponent: tie.figure.exponent + by }, c)),
        ),
      ),
  );
  const [slip] = slips;
  const holding = ties.filter(
    (tie) => tie.relation === 'same' && tie.figure.exponent !== slip?.figure.exponent,
  );
  if (!slip || slips.length > 1 || holding.length < 2) return ties;
  return ties.map((tie) => (tie === slip ? { ...tie, relation: 'unit' as const } : tie));
}

/** Figures of the text that a wrong unit makes wrong: sums and rates over them say nothing more. */
export function unitSlips(context: ReviewContext): ReadonlySet<Figure> {
  return new Set(findTies(context).ties.flatMap((t) => (t.relation === 'unit' ? [t.figure] : [])));
}

function unitSlip(tie: TextTie): Observation {
  const copy = tie.copies[0]!;
  const stated = tie.figure.place.quote.trim();
  const proposed = /万\s*元$/.test(stated) ? stated.replace(/万\s*元$/, '元') : stated.replace(/元$/, '万元');
  return {
    rule: tie.rule,
    places: [tie.place, copy.place],
    stated,
    expected: proposed,
    title: { zh: `${stated} 应为 ${proposed}`, en: `${stated} should read ${proposed}` },
    message: {
      zh: `正文“${tie.figure.rowLabel}”印为 ${stated}，表中为 ${printedIn(copy)}：数字相同，单位应为 ${proposed}。`,
      en: `The text prints ${stated} for “${tie.figure.rowLabel}”, the table ${printedIn(copy)}: the digits are the same, the unit should be ${proposed}.`,
    },
    figures: [tie.figure],
    suspect: { place: tie.place, stated, proposed },
  };
}

function* drafts(tie: TextTie): Generator<CheckDraft> {
  for (const copy of tie.copies) {
    // A blank cell stands first, as the figure that is missing.
    const [left, right] = copy.state === 'printed' ? [tie.figure, copy] : [copy, tie.figure];
    yield {
      rule: tie.rule,
      comparison: 'copy',
      terms: [
        { figure: left, sign: -1 },
        { figure: right, sign: 1 },
      ],
    };
  }
}

// --------------------------------------------------------------------------------------------------------------- concepts

const RULE_OF: Partial<Record<Concept, string>> = {
  income: 'text-income-total',
  'grant-income': 'text-income-total',
  'business-income': 'text-income-total',
  'operating-income': 'text-income-total',
  'special-account-income': 'text-income-total',
  'superior-income': 'text-income-total',
  'affiliated-income': 'text-income-total',
  'other-income': 'text-income-total',
  expenditure: 'text-expense-total',
  'income-and-expenditure': 'text-expense-total',
  'grant-expenditure': 'text-expense-total',
  'grant-income-and-expenditure': 'text-expense-total',
  basic: 'text-basic-project',
  personnel: 'text-basic-project',
  public: 'text-basic-project',
  project: 'text-basic-project',
  'grant-basic': 'text-basic-project',
  'general-basic': 'text-basic-project',
  'general-project': 'text-basic-project',
  'general-income': 'text-fund-kinds',
  'general-grant': 'text-fund-kinds',
  'fund-grant': 'text-fund-kinds',
  'capital-grant': 'text-fund-kinds',
  opening: 'text-income-total',
  'fund-income': 'text-fund-kinds',
  'capital-income': 'text-fund-kinds',
  'general-expenditure': 'text-fund-kinds',
  'fund-expenditure': 'text-fund-kinds',
  'capital-expenditure': 'text-fund-kinds',
  'three-public': 'text-three-public',
  abroad: 'text-three-public',
  vehicle: 'text-three-public',
  'vehicle-purchase': 'text-three-public',
  'vehicle-running': 'text-three-public',
  reception: 'text-three-public',
  conference: 'text-three-public',
  training: 'text-three-public',
  'operating-cost': 'text-op-cost',
  procurement: 'text-procurement',
  assets: 'text-assets',
};

/** Things whose table figure need not be the same fact: they are tied where they agree or differ by a slip only. */
const WEAK: ReadonlySet<Concept> = new Set([
  'procurement',
  'assets',
  'operating-cost',
  'personnel',
  'public',
  'opening',
  'closing',
]);

/** Parts that a whole may have, so that a part's words mean a part of the whole document and of nothing smaller. */
const WHOLES: ReadonlySet<Concept> = new Set([
  'income',
  'expenditure',
  'income-and-expenditure',
  'grant-income',
  'grant-expenditure',
  'grant-income-and-expenditure',
  'basic',
  'grant-basic',
  'general-basic',
  'general-expenditure',
  'general-income',
  'general-grant',
  'three-public',
  'vehicle',
  'operating-cost',
]);

function tieConcept(
  context: ReviewContext,
  reading: Reading,
  passage: Passage,
  scope: Scope,
  statement: Statement,
): TextTie | undefined {
  const { value } = statement;
  if (!value || statement.approximate) return undefined;
  const { year, kind } = context.identity;
  if (kind === 'performance-target' || kind === 'unknown') return undefined;
  if (statement.year !== null && statement.year !== year) return undefined;
  if (scope.paths.some((p) => p.start < statement.end)) return undefined;
  if (passage.block.role === 'note') return undefined;
  const concept = subjectToConcept(statement.subject, context.identity);
  if (!concept || statement.continues) return undefined;
  // A sum of money in the words of an outturn is none of a budget's figures, and the reverse.
  // Behind the budget where the sentence gives both: 年初预算为 22.00 万元，支出决算为 8.77 万元.
  const { budget } = statement;
  const from =
    budget && budget.offset < value.offset ? budget.offset + budget.quote.length : statement.start - 2;
  const before = passage.block.text.slice(Math.max(0, from), value.offset);
  if (kind === 'budget' && /决算|执行数|完成数/.test(before)) return undefined;
  if (kind === 'final-accounts' && /(?:年初|全年|调整)预算|预算数/.test(before)) return undefined;
  if (!standsAlone(context, { ...scope, unknown: false }, statement)) return undefined;
  const alternatives = tableFigures(context).concept(concept);
  const figure = reading.figure(passage, value, statement.subject);
  const certain = isCertain(context, concept);
  // A table that has a cell for this very thing and leaves it blank is not excused by another table that has the amount.
  const left = certain && alternatives[0]?.every((f) => f.state !== 'printed');
  const weak = (WEAK.has(concept) && !certain) || (scope.unknown && statement.parent === null);
  const tied = choose(figure, left ? alternatives.slice(0, 1) : alternatives, weak);
  if (!tied) return undefined;
  return {
    rule: RULE_OF[concept] ?? 'text-expense-total',
    figure,
    concept,
    ...tied,
    place: statementPlace(passage, statement),
  };
}

/** “三公”经费支出预算为 12.50 万元，支出决算为 11.20 万元: the budget stands in the table's own 预算数 column. */
function tieBudget(
  context: ReviewContext,
  reading: Reading,
  passage: Passage,
  scope: Scope,
  statement: Statement,
): TextTie | undefined {
  const { budget } = statement;
  const { year, kind } = context.identity;
  if (!budget || kind !== 'final-accounts' || statement.approximate || passage.block.role === 'note')
    return undefined;
  if (statement.year !== null && statement.year !== year) return undefined;
  if (scope.paths.some((p) => p.start < statement.end)) return undefined;
  const concept = subjectToConcept(statement.subject, context.identity);
  if (!concept || !standsAlone(context, { ...scope, unknown: false }, statement)) return undefined;
  const figure = reading.figure(passage, budget, `${statement.subject}预算数`);
  const tied = choose(figure, tableFigures(context).budget(concept), false);
  return tied && { rule: 'text-three-public', figure, ...tied, place: statementPlace(passage, statement) };
}

/** 工资福利支出 905.71 万元: the class of the basic expenditure, tied where it is that amount or a slip of it. */
function tieEconomic(
  context: ReviewContext,
  reading: Reading,
  passage: Passage,
  scope: Scope,
  statement: Statement,
): TextTie | undefined {
  const { value } = statement;
  const { year, kind } = context.identity;
  if (!value || statement.approximate || passage.block.role === 'note') return undefined;
  if (kind !== 'budget' && kind !== 'final-accounts') return undefined;
  if (statement.year !== null && statement.year !== year) return undefined;
  if (scope.paths.some((p) => p.start < statement.end)) return undefined;
  const name = (readOrdinal(statement.subject)?.rest ?? statement.subject).replace(
    /(?:预算|决算)?(?:数|金额)?$/,
    '',
  );
  if (!/^(?:工资福利支出|商品和服务支出|对个人和家庭的?补助(?:支出)?|资本性支出)$/.test(name))
    return undefined;
  const copies = tableFigures(context).economic(
    name.replace(/家庭补助/, '家庭的补助').replace(/补助支出$/, '补助'),
  );
  if (copies.length === 0) return undefined;
  const figure = reading.figure(passage, value, statement.subject);
  const tied = choose(figure, [copies], true);
  return tied && { rule: 'text-basic-project', figure, ...tied, place: statementPlace(passage, statement) };
}

/** Whether nothing above the statement makes it a part of something smaller than the document. */
function standsAlone(context: ReviewContext, scope: Scope, statement: Statement): boolean {
  if (scope.unknown) return false;
  const above = statement.parent ?? scope.intro?.statement ?? null;
  if (!above) return true;
  const concept = subjectToConcept(above.subject, context.identity);
  if (!concept || !WHOLES.has(concept)) return false;
  return above.parent === null || standsAlone(context, { ...scope, intro: null }, above);
}

/** The operating cost has a figure of its own only where a table prints one. */
function isCertain(context: ReviewContext, concept: Concept): boolean {
  if (concept !== 'operating-cost') return false;
  const first = tableFigures(context).concept(concept)[0]?.[0];
  return first !== undefined && /运行经费/.test(fold(first.columnLabel + first.rowLabel));
}

/** Which reading of the words the amount is to be compared with; undefined where that is not certain. */
function choose(
  figure: Figure,
  alternatives: readonly Copies[],
  weak: boolean,
): Pick<TextTie, 'copies' | 'relation'> | undefined {
  const comparable = alternatives.filter((c) => c.length > 0);
  if (comparable.length === 0) return undefined;
  const matching = comparable.filter((copies) => copies.some((f) => isSame(relate(figure, f))));
  if (matching.length > 0) return { copies: unique(matching.flat()), relation: 'same' };
  const all = unique(comparable.flat());
  const agreed = agreeAmongThemselves(all);
  const near = all.filter((f) => relate(figure, f) === 'last-digit');
  if (near.length > 0) return { copies: near, relation: 'last-digit' };
  if (agreed && !weak) return { copies: all, relation: 'differs' };
  const slips = unique(comparable.filter((copies) => copies.every((f) => isSlip(figure, f))).flat());
  if (slips.length > 0 && agreeAmongThemselves(slips)) return { copies: slips, relation: 'differs' };
  return undefined;
}

const unique = (figures: readonly Figure[]): Figure[] => [...new Set(figures)];

function agreeAmongThemselves(figures: readonly Figure[]): boolean {
  return figures.every((f) => isSame(relate(figures[0]!, f)) || relate(figures[0]!, f) === 'last-digit');
}

// ------------------------------------------------------------------------------------------------------------------- items

interface ItemAmount {
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

function tieItem(
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
function* observeNames(context: ReviewContext, items: readonly ItemAmount[]): Generator<Observation> {
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

// ---------------------------------------------------------------------------------------------------- items as a whole list

/** The items that the text explains, where they are all of one level and table: they add up to the total. */
function itemLists(
  context: ReviewContext,
): { facts: CodeFacts; items: Map<string, Figure>; level: number }[] {
  const { ties } = findTies(context);
  const lists: { facts: CodeFacts; items: Map<string, Figure>; level: number }[] = [];
  for (const facts of tableFigures(context).functional) {
    for (const level of [3, 7]) {
      const items = new Map<string, Figure>();
      let doubled = false;
      for (const tie of ties) {
        if (tie.relation === 'unit' || tie.code?.length !== level || !facts.codes.has(tie.code)) continue;
        if (!tie.copies.some((c) => c.place.kind === 'cell' && c.place.table === facts.structure.table.id))
          continue;
        if (items.has(tie.code)) doubled = true;
        else items.set(tie.code, tie.figure);
      }
      if (!doubled && items.size >= 2) lists.push({ facts, items, level });
    }
  }
  return lists;
}

function* proposeItemSums(context: ReviewContext): Generator<CheckDraft> {
  for (const { facts, items, level } of itemLists(context)) {
    const total = facts.total('total');
    const codes = [...facts.codes.keys()].filter((c) => c.length === level && hasMoney(facts, c));
    if (!total || codes.length !== items.size || !codes.every((c) => items.has(c))) continue;
    yield {
      rule: 'text-class-items',
      comparison: 'sum',
      terms: [
        { figure: total, sign: -1 },
        ...[...items.values()].map((figure) => ({ figure, sign: 1 as const })),
      ],
    };
    return;
  }
}

/** An item with an amount of its own, or whose amount is left out while its parts have theirs. */
const hasMoney = (facts: CodeFacts, code: string): boolean =>
  isNotZero(facts.code(code, 'total')) ||
  (facts.code(code, 'total')?.state === 'blank' &&
    [...facts.codes.keys()].some(
      (c) => c.startsWith(code) && c !== code && isNotZero(facts.code(c, 'total')),
    ));

/** Codes of all items that the text names, with an amount or without. */
function namedCodes(context: ReviewContext): string[] {
  const { functional } = tableFigures(context);
  return [...passagesToScopes(readText(context)).values()].flatMap(({ paths }) =>
    paths.flatMap((path) => functional.flatMap((facts) => pathToCodes(path, facts))),
  );
}

/** Most items of a level are explained and the rest are not: said only where what is missing is missing from their sum too. */
function* observeComplete(context: ReviewContext, items: readonly ItemAmount[]): Generator<Observation> {
  const said = new Set([...items.flatMap((i) => i.codes), ...namedCodes(context)]);
  for (const facts of tableFigures(context).functional) {
    for (const level of [3, 7]) {
      // What is all of one table (the general budget, say) leaves nothing out, whatever a larger table adds.
      const isWhole = tableFigures(context).functional.some((f) => {
        const own = [...f.codes.keys()].filter((c) => c.length === level && hasMoney(f, c));
        const told = [...said].filter((c) => c.length === level).length;
        return own.length * 2 >= told && own.length > 0 && own.every((c) => said.has(c));
      });
      if (isWhole) continue;
      const own = items.filter((i) => i.codes[0]?.length === level && facts.codes.has(i.codes[0]));
      const explained = new Set([...said].filter((c) => c.length === level && facts.codes.has(c)));
      if (items.some((i) => i.codes.length === 0)) continue;
      const codes = [...facts.codes.keys()].filter((c) => c.length === level && hasMoney(facts, c));
      const missing = codes.filter((c) => !explained.has(c));
      if (own.length === 0 || explained.size < 4 || missing.length === 0 || missing.length * 4 > codes.length)
        continue;
      const agrees = own.every((i) => isSame(relate(i.figure, facts.code(i.codes[0]!, 'total') ?? i.figure)));
      const places = new Set(own.map((i) => i.codes[0]));
      if (!agrees || places.size !== own.length) continue;
      const names = missing.map((c) => `${c} ${facts.codes.get(c)!.row.label.trim()}`);
      yield {
        rule: 'text-class-complete',
        places: [
          statementPlace(own.at(-1)!.passage, own.at(-1)!.statement),
          ...missing.slice(0, 3).map((c) => facts.code(c, 'total')!.place),
        ],
        title: {
          zh: `正文没有说明 ${names.length} 个有数的科目`,
          en: `${names.length} items with money are not explained`,
        },
        message: {
          zh: `正文逐项说明了 ${explained.size} 个科目，表中还有 ${names.join('、')} 有数而未说明。`,
          en: `The text explains ${explained.size} items one by one; the table also prints money for ${names.join(', ')}.`,
        },
      };
      return;
    }
  }
}

// ----------------------------------------------------------------------------------------------------------- observations

/** A figure as printed with the unit of its table. */
const printedIn = (figure: Figure): string =>
  `${figure.place.quote.trim()} ${figure.unit?.label ?? ''}`.trim();

function roundTruncated(tie: TextTie): Observation {
  const copy = tie.copies[0]!;
  return {
    rule: 'round-truncated',
    places: [tie.place, copy.place],
    stated: tie.figure.place.quote,
    title: {
      zh: `${tie.figure.place.quote} 与表中 ${printedIn(copy)} 末位不合`,
      en: `${tie.figure.place.quote} and the table’s ${printedIn(copy)} differ in the last place`,
    },
    message: {
      zh: `正文“${tie.figure.rowLabel}”印为 ${tie.figure.place.quote}，表中为 ${printedIn(copy)}：只差末位，可能是截尾或凑数。`,
      en: `The text prints ${tie.figure.place.quote} for “${tie.figure.rowLabel}”, the table ${printedIn(copy)}: only the last place differs, cut off or fitted.`,
    },
  };
}

/** One indicator in one unit, printed with decimals here and without there. */
function* precisionMixed(tie: TextTie): Generator<Observation> {
  const copy = tie.copies.find(
    (c) =>
      c.state === 'printed' &&
      c.exponent === tie.figure.exponent &&
      c.amount.scale < tie.figure.amount.scale &&
      relate(tie.figure, c) === 'rounded',
  );
  if (!copy) return;
  yield {
    rule: 'unit-precision-mixed',
    severity: 'info',
    places: [copy.place, tie.place],
    stated: copy.place.quote.trim(),
    title: {
      zh: `表中 ${printedIn(copy)}，正文 ${tie.figure.place.quote}：精度不一`,
      en: `${printedIn(copy)} in the table, ${tie.figure.place.quote} in the text: mixed precision`,
    },
    message: {
      zh: `“${tie.figure.rowLabel}”表中印为 ${printedIn(copy)}，正文印为 ${tie.figure.place.quote}，四舍五入后相同，但小数位不一致。`,
      en: `“${tie.figure.rowLabel}” is printed as ${printedIn(copy)} in the table and ${tie.figure.place.quote} in the text: equal after rounding, but with different decimals.`,
    },
  };
}

// ------------------------------------------------------------------------------------------------------------- performance

interface PerformanceClaim {
  readonly passage: Passage;
  readonly amount: TextAmount;
  readonly place: Place;
}

/** 编报绩效目标的项目 7 个，涉及项目预算资金 14,398.32 万元. */
function performanceClaims(context: ReviewContext): PerformanceClaim[] {
  if (context.identity.kind !== 'budget') return [];
  const claims: PerformanceClaim[] = [];
  for (const passage of readText(context).passages) {
    const t = passage.block.text;
    for (const statement of passage.statements) {
      if (!statement.value || !/涉及/.test(statement.subject)) continue;
      const before = t.slice(0, statement.value.offset);
      const m = /[^，。；,;]*项目[^，。；]{0,4}\d+\s*个[^。；]*$/.exec(before);
      if (!m || !/绩效目标/.test(before)) continue;
      const start = m.index;
      const end = statement.value.offset + statement.value.quote.length;
      claims.push({
        passage,
        amount: statement.value,
        place: textPlace(passage.block, start, t.slice(start, end)),
      });
    }
  }
  return claims.length === 1 ? claims : [];
}

function projectTotal(context: ReviewContext): Figure | undefined {
  return tableFigures(context).concept('project')[0]?.[0];
}

function* proposePerformance(context: ReviewContext): Generator<CheckDraft> {
  const project = projectTotal(context);
  for (const { passage, amount } of performanceClaims(context)) {
    const figure = readText(context).figure(passage, amount, '编报绩效目标的项目资金');
    if (project?.state !== 'printed') continue;
    const relation = relate(figure, project);
    if (relation === 'last-digit') continue;
    const comparison = isSame(relation) ? 'copy' : 'at-most';
    yield {
      rule: 'text-performance-amount',
      comparison,
      terms: [
        { figure: comparison === 'copy' ? figure : project, sign: -1 },
        { figure: comparison === 'copy' ? project : figure, sign: 1 },
      ],
    };
  }
}

function* observePerformance(context: ReviewContext): Generator<Observation> {
  const project = projectTotal(context);
  if (project?.state !== 'printed') return;
  for (const { amount, place } of performanceClaims(context)) {
    const side = { amount: amount.amount, exponent: amount.unit.exponent };
    if (relate(side, project) !== 'differs') continue;
    const { residual } = sumTerms([
      { sign: 1, amount: project.amount, exponent: project.exponent, exact: true },
      { sign: -1, amount: amount.amount, exponent: amount.unit.exponent, exact: true },
    ]);
    if (residual <= 0n) continue;
    yield {
      rule: 'text-performance-amount',
      severity: 'info',
      places: [place, project.place],
      stated: amount.quote,
      title: {
        zh: `绩效目标涉及资金 ${amount.quote}，少于项目支出 ${printedIn(project)}`,
        en: `Performance targets cover ${amount.quote} of ${printedIn(project)} of project money`,
      },
      message: {
        zh: `编报绩效目标的项目资金为 ${amount.quote}，项目支出合计为 ${printedIn(project)}：有一部分项目支出没有编报绩效目标。`,
        en: `Projects with performance targets take ${amount.quote}; project expenditure is ${printedIn(project)}: part of it has no target.`,
      },
    };
  }
}

// ------------------------------------------------------------------------------------------------------------ claims of none

const CLAIM =
  /(?:无|没有|未安排)(?:使用|安排)?(政府性?基金|国有资本经营)[^，。；]{0,24}(?:支出|收入|预算|安排|拨款|数据)/;

/** “无政府性基金预算…故本表无数据” under a table that prints figures. A form's standing note (如此表为空表) claims nothing. */
function* observeEmptyClaims(context: ReviewContext): Generator<Observation> {
  for (const block of context.document.blocks) {
    if (block.role !== 'note' && block.role !== 'paragraph') continue;
    const m = CLAIM.exec(block.text.replace(/\s+/g, ''));
    if (!m || /如(?:果|此|本)?(?:此|本)?表|则表示|若/.test(block.text)) continue;
    const kind = /基金/.test(m[1]!) ? 'government-fund' : 'state-capital';
    const structures = context.structures.filter((s) => s.kind === kind);
    if (structures.length !== 1) continue;
    const printed = structures[0]!.panels
      .flatMap((p) =>
        p.rows.flatMap((r) => p.amountColumns.map((c) => context.figures.cell(structures[0]!, r, c))),
      )
      .find(
        (f) =>
          f?.state === 'printed' && f.amount.digits !== 0n && readAmount(f.place.quote).kind === 'amount',
      );
    if (!printed) continue;
    yield {
      rule: 'text-empty-claim',
      places: [textPlace(block, 0, block.text.trim()), printed.place],
      title: { zh: '说明无数据，表中却有数', en: 'Said to be empty, but the table prints figures' },
      message: {
        zh: `“${block.text.trim()}”，而《${structures[0]!.table.title ?? ''}》印有 ${printed.place.quote.trim()}。`,
        en: `“${block.text.trim()}”, yet the table prints ${printed.place.quote.trim()}.`,
      },
    };
  }
}

// ------------------------------------------------------------------------------------------------------------------- order

const ORDERED_MIN = 4;
/** More items than any classification has at one body; the search is quadratic. */
const ORDERED_MAX = 500;

/** Items explained one after the other stand in the order of the table; a text with an order of its own is left alone. */
function* observeClassOrder(context: ReviewContext): Generator<Observation> {
  for (const { facts, items } of itemLists(context)) {
    const rows = [...items].map(([code, figure]) => ({
      code,
      figure,
      row: facts.codes.get(code)!.row.row,
    }));
    if (rows.length < ORDERED_MIN || rows.length > ORDERED_MAX) continue;
    const astray = outOfOrder(rows.map((r) => r.row));
    if (astray.length === 0 || astray.length * 4 > rows.length) continue;
    const [first] = astray;
    const { code, figure } = rows[first!]!;
    const name = facts.codes.get(code)!.row.label.trim();
    yield {
      rule: 'text-class-order',
      places: astray.map((i) => rows[i]!.figure.place),
      stated: code,
      title: { zh: `说明中“${name}”的次序与表不同`, en: `“${name}” is explained out of order` },
      message: {
        zh: `说明逐条列示的次序与《${facts.structure.table.title ?? ''}》不同：${code} ${name}（${figure.place.quote.trim()}）不在表中的位置上。`,
        en: `The explanation follows the table’s order but for ${code} ${name} (${figure.place.quote.trim()}).`,
      },
    };
    return;
  }
}

/** Indices outside the longest ascending run of picks: the fewest whose removal leaves the rest in order. */
export function outOfOrder(rows: readonly number[]): number[] {
  const length: number[] = [];
  const before: number[] = [];
  rows.forEach((row, i) => {
    length[i] = 1;
    before[i] = -1;
    for (let k = 0; k < i; k++) {
      if (rows[k]! > row || length[k]! + 1 <= length[i]!) continue;
      length[i] = length[k]! + 1;
      before[i] = k;
    }
  });
  const kept = new Set<number>();
  for (let i = length.indexOf(greatest(length)); i >= 0; i = before[i]!) kept.add(i);
  return rows.map((_, i) => i).filter((i) => !kept.has(i));
}

// ------------------------------------------------------------------------------------------------------------ organisation

/** 包括本部以及下属 5 家预算单位。…行政单位 1 家，参公单位 1 家，事业单位 4 家: the kinds add up to one more than the subordinates. */
function* observeOrganisations(context: ReviewContext): Generator<Observation> {
  for (const { block } of readText(context).passages) {
    const t = block.text.replace(/\s+/g, '');
    const below = /(?:本部|本级|机关)(?:以?及|和)(?:下属|所属)(\d+)(?:家|个)/.exec(t);
    if (!below) continue;
    const kinds = [
      ...t.matchAll(
        /(行政|参公|参照公务员法管理(?:的)?事业|全额拨款事业|差额拨款事业|事业|企业)单位(\d+)(?:家|个)/g,
      ),
    ];
    if (kinds.length < 2) continue;
    const total = kinds.reduce((n, k) => n + Number(k[2]), 0);
    const expected = Number(below[1]) + 1;
    if (total === expected || total === expected - 1) continue;
    yield {
      rule: 'text-org-count',
      places: [textPlace(block, 0, block.text.trim().slice(0, 160))],
      stated: String(total),
      expected: String(expected),
      title: {
        zh: `各类单位共 ${total} 家，与本部加下属 ${below[1]} 家不符`,
        en: `${total} bodies by kind, but the head office and ${below[1]} subordinates`,
      },
      message: {
        zh: `正文称本部以及下属 ${below[1]} 家单位，即 ${expected} 家；分类列举为 ${kinds.map((k) => k[0]).join('、')}，共 ${total} 家。`,
        en: `The text speaks of the head office and ${below[1]} subordinate bodies, ${expected} in all; by kind they are ${total}.`,
      },
    };
  }
}
