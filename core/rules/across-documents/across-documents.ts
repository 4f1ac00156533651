import { formatDecimal, lastPlace, pow10, roundTo } from '../../figures/arithmetic.ts';
import { readAmount } from '../../figures/read-amount.ts';
import type { Document } from '../../model/document.ts';
import type { Figure } from '../../model/figure.ts';
import type { TextPlace } from '../../model/place.ts';
import type { ReviewFinding } from '../../model/review.ts';
import { documentToContext } from '../../reconcile/context.ts';
import { evaluate } from '../../reconcile/evaluate.ts';
import { FigureStore } from '../../reconcile/figure-store.ts';
import { toReviewPlace } from '../../reconcile/findings.ts';
import { anchorAt } from '../../structure/block-anchor.ts';
import type { CodeFacts } from '../../structure/table-facts.ts';
import { fold } from '../../structure/text.ts';
import { documentToForms, projectName } from '../forms/form-facts.ts';
import { readText, statementPlace } from '../narrative/reading.ts';
import type { ReviewContext } from '../rule.ts';
import { subjectToConcept } from '../text/concepts.ts';
import { findTies } from '../text/find-ties.ts';
import { pathText, pathToCodes } from '../text/item-paths.ts';
import { knownValue } from '../text/known-value.ts';
import { isSame, relate } from '../text/relate.ts';
import { passagesToScopes, statementPath } from '../text/scopes.ts';
import { tableFigures } from '../text/table-figures.ts';
import { isSameBody, levelOf, mentions } from './bodies.ts';
import { at, draft, finding, type Member } from './case-findings.ts';
import { compareDepartment } from './departments.ts';
import { compareItems } from './items.ts';
import { isOwnFault } from './own-faults.ts';
import { comparePriorColumns } from './prior-columns.ts';

/**
 * G12: what the documents of one case say of the same thing. Which documents belong together is read from body, year and kind
 * of each; documents of strangers are never compared.
 */
export function reviewCase(documents: readonly Document[]): ReviewFinding[] {
  if (documents.length < 2) return [];
  const members = documents.map((document) => ({ document, context: documentToContext(document) }));
  const findings: ReviewFinding[] = [];
  for (const a of members) {
    const own = levelOf(a.document) === 'department' ? compareDepartment(a, members) : undefined;
    for (const b of members) {
      if (a === b) continue;
      findings.push(...compare(a, b, own?.codes));
    }
    findings.push(...(own?.findings ?? []));
  }
  const seen = new Set<string>();
  return findings.filter((f) => !seen.has(f.id) && seen.add(f.id));
}

function* compare(a: Member, b: Member, summed?: ReadonlySet<string>): Generator<ReviewFinding> {
  const [x, y] = [a.context.identity, b.context.identity];
  if (x.year === null || y.year === null) return;
  const sameBody = isSameBody(a.context, b.context);
  const [upper, lower] = [levelOf(a.document), levelOf(b.document)];
  const nested = upper === 'department' && lower === 'unit';
  if (x.year === y.year && x.kind === y.kind && nested) {
    if (sameBody || (y.entity !== null && mentions(a.context, y.entity))) yield* compareUnit(a, b, summed);
    return;
  }
  if (!sameBody || (upper !== null && lower !== null && upper !== lower)) return;
  if (x.year === y.year && y.kind === 'performance-target' && x.kind === 'budget') yield* compareForms(a, b);
  if (x.year === y.year && x.kind === y.kind && x.kind !== 'performance-target') {
    if (isTextOnly(a.context) && !isTextOnly(b.context)) yield* compareTextTables(a, b);
    else if (a.document.sha256 < b.document.sha256) yield* compareVersions(a, b);
  }
  if (x.year === y.year + 1 && x.kind === y.kind && x.kind !== 'performance-target') {
    yield* comparePrior(a, b);
    yield* comparePriorItems(a, b);
    yield* comparePriorColumns(a, b);
    yield* compareItems(a, b);
    if (x.kind === 'final-accounts') yield* compareCarryOver(a, b);
  }
  if (x.year === y.year && x.kind === 'final-accounts' && y.kind === 'budget') {
    yield* compareBudget(a, b);
    yield* compareThreePublic(a, b);
  }
}

/** A publication whose tables stand in another file. */
const isTextOnly = (context: ReviewContext): boolean =>
  !context.structures.some((s) => s.kind !== 'other' && s.panels.some((p) => p.amountColumns.length > 0));

// ----------------------------------------------------------------------------------------------------------- text and tables

function* compareTextTables(text: Member, tables: Member): Generator<ReviewFinding> {
  const merged: ReviewContext = {
    ...tables.context,
    document: text.document,
    identity: {
      ...text.context.identity,
      entity: text.context.identity.entity ?? tables.context.identity.entity,
    },
    figures: new FigureStore(),
  };
  for (const tie of findTies(merged).ties) {
    if (tie.relation !== 'differs' && tie.relation !== 'unit') continue;
    const copy = tie.copies[0]!;
    yield finding({
      rule: 'xdoc-text-tables',
      key: tie.code ?? tie.concept ?? '',
      places: [at(text, tie.place), at(tables, copy.place)],
      stated: tie.figure.place.quote,
      expected: copy.place.quote.trim(),
      ...(copy.unit ? { unit: copy.unit.label } : {}),
      title: {
        zh: `说明 ${tie.figure.place.quote}，表格文件为 ${copy.place.quote.trim() || '空白'}`,
        en: `${tie.figure.place.quote} in the text, ${copy.place.quote.trim() || 'blank'} in the tables’ file`,
      },
      message: {
        zh: `说明文件“${tie.figure.rowLabel}”为 ${tie.figure.place.quote}，表格文件“${[copy.rowLabel, copy.columnLabel].filter(Boolean).join(' ')}”为 ${copy.place.quote.trim() || '空白'}${copy.unit?.label ?? ''}。`,
        en: `The text gives ${tie.figure.place.quote} for “${tie.figure.rowLabel}”; the file with the tables prints ${copy.place.quote.trim() || 'nothing'}.`,
      },
    });
  }
}

// ---------------------------------------------------------------------------------------------------------------- two versions

const DIFFERENCES_MAX = 6;

/** Two versions of one publication: the same tables, row for row. A document that shares few figures is no version. */
function* compareVersions(a: Member, b: Member): Generator<ReviewFinding> {
  const [left, right] = [cellsByKey(a.context), cellsByKey(b.context)];
  let same = 0;
  const differing: { readonly key: string; readonly x: Figure; readonly y: Figure }[] = [];
  for (const [key, x] of left) {
    const y = right.get(key);
    if (!x || !y) continue;
    if (x.state === y.state && isSame(relate(x, y))) same++;
    else if (x.state === 'printed' && y.state === 'printed') differing.push({ key, x, y });
  }
  if (differing.length === 0 || same < 20 || same < differing.length * 4) return;
  for (const { key, x, y } of differing.slice(0, DIFFERENCES_MAX)) {
    yield finding({
      rule: 'xdoc-republish',
      key,
      places: [at(a, x.place), at(b, y.place)],
      stated: x.place.quote.trim(),
      expected: y.place.quote.trim(),
      title: {
        zh: `两个版本不同：${x.place.quote.trim()} 与 ${y.place.quote.trim()}`,
        en: `The two versions differ: ${x.place.quote.trim()} and ${y.place.quote.trim()}`,
      },
      message: {
        zh: `“${[x.rowLabel, x.columnLabel].filter(Boolean).join(' ')}”在一个版本中为 ${x.place.quote.trim()}，在另一个版本中为 ${y.place.quote.trim()}；其余 ${same} 个数相同。`,
        en: `“${[x.rowLabel, x.columnLabel].filter(Boolean).join(' ')}” is ${x.place.quote.trim()} in one version and ${y.place.quote.trim()} in the other; ${same} other figures agree.`,
      },
    });
  }
}

/** Figures by table kind, row and column; a key that stands twice speaks for none. */
function cellsByKey(context: ReviewContext): Map<string, Figure | undefined> {
  const found = new Map<string, Figure | undefined>();
  for (const structure of context.structures) {
    if (structure.kind === 'other') continue;
    for (const panel of structure.panels) {
      for (const row of panel.rows) {
        for (const column of panel.amountColumns) {
          const key = [structure.kind, row.code ?? '', fold(row.label), fold(column.path.join('/'))].join(
            '|',
          );
          found.set(key, found.has(key) ? undefined : context.figures.cell(structure, row, column));
        }
      }
    }
  }
  return found;
}

// -------------------------------------------------------------------------------------------------------- department and unit

/** Per code no unit is above its department. Told at the lowest code only, and once however many tables print it. */
function* compareUnit(
  department: Member,
  unit: Member,
  summed?: ReadonlySet<string>,
): Generator<ReviewFinding> {
  const [above, below] = [tableFigures(department.context).functional, tableFigures(unit.context).functional];
  const told = new Set<string>(summed);
  for (const facts of below) {
    const whole = above.find((f) => f.structure.kind === facts.structure.kind);
    if (!whole) continue;
    const exceeding = ['', ...facts.codes.keys()].filter((code) => exceeds(facts, whole, code));
    for (const code of exceeding) {
      if (told.has(code) || exceeding.some((c) => c.length > code.length && c.startsWith(code))) continue;
      told.add(code);
      const isOwn = (member: Member, { structure }: CodeFacts) =>
        isOwnFault({ member, table: structure.table.id, code });
      if (isOwn(unit, facts) || isOwn(department, whole)) continue;
      yield unitFinding(department, unit, facts, whole, code);
    }
  }
}

function exceeds(facts: CodeFacts, whole: CodeFacts, code: string): boolean {
  const part = figureOf(facts, code);
  const total = figureOf(whole, code);
  if (part?.state !== 'printed' || part.amount.digits <= 0n || total?.state === 'unreadable') return false;
  return total?.state === 'printed' ? isAbove(part, total) : true;
}

function unitFinding(
  department: Member,
  unit: Member,
  facts: CodeFacts,
  whole: CodeFacts,
  code: string,
): ReviewFinding {
  const part = figureOf(facts, code)!;
  const total = figureOf(whole, code);
  const name = code === '' ? '合计' : `${code} ${facts.codes.get(code)!.row.label.trim()}`;
  const stated = part.place.quote.trim();
  const printed = total?.place.quote.trim();
  return finding({
    rule: 'xdoc-dept-superset',
    key: `${facts.structure.kind}|${code}`,
    places: [at(unit, part.place), ...(total ? [at(department, total.place)] : [])],
    stated,
    ...(part.unit ? { unit: part.unit.label } : {}),
    title: {
      zh: `${name}：单位 ${stated}，部门 ${printed || '没有'}`,
      en: `${name}: ${stated} at the unit, ${printed || 'none'} at its department`,
    },
    message: {
      zh: `《${facts.structure.table.title ?? ''}》“${name}”，所属单位${unit.context.identity.entity ?? ''}为 ${stated}${part.unit?.label ?? ''}，部门同科目${printed ? `为 ${printed}${total?.unit?.label ?? ''}` : '空白或没有该行'}：部门包括其所属单位，应不小于该数。`,
      en: `${unit.context.identity.entity ?? 'The unit'} prints ${stated} for “${name}”, its department ${printed || 'nothing'}: a department includes its units and is not below one of them.`,
    },
  });
}

const figureOf = (facts: CodeFacts, code: string): Figure | undefined =>
  code === '' ? facts.total('total') : facts.code(code, 'total');

function isAbove(a: Figure, b: Figure): boolean {
  const check = evaluate(draft('at-most', b, [{ figure: a, sign: 1 }]), 'x');
  return check?.outcome === 'differs';
}

// ---------------------------------------------------------------------------------------------------------------------- forms

/** The same project in the publication and in a file of forms. */
function* compareForms(publication: Member, forms: Member): Generator<ReviewFinding> {
  const inside = documentToForms(publication.context.structures);
  const apart = documentToForms(forms.context.structures);
  for (const form of inside) {
    const name = projectName(form);
    const twins = apart.filter((f) => projectName(f) === name);
    if (name === '' || twins.length !== 1 || inside.filter((f) => projectName(f) === name).length !== 1)
      continue;
    const [twin] = twins;
    for (const key of ['annual', 'total'] as const) {
      const [p, q] = [form.money[key], twin!.money[key]];
      const [x, y] = [readAmount(p?.value.text ?? ''), readAmount(q?.value.text ?? '')];
      if (!p || !q || x.kind !== 'amount' || y.kind !== 'amount') continue;
      const exponents = [form.unit?.exponent, twin!.unit?.exponent];
      if (exponents[0] === undefined || exponents[1] === undefined) continue;
      const relation = relate(
        { amount: x.amount, exponent: exponents[0] },
        { amount: y.amount, exponent: exponents[1] },
      );
      if (relation !== 'differs') continue;
      yield finding({
        rule: 'xdoc-forms',
        key: `${name}|${key}`,
        places: [
          {
            ...toReviewPlace({
              kind: 'cell',
              table: form.table.id,
              row: p.value.row,
              col: p.value.col,
              anchor: p.value.anchor,
              quote: p.value.text,
            }),
            document: publication.document.sha256,
          },
          {
            ...toReviewPlace({
              kind: 'cell',
              table: twin!.table.id,
              row: q.value.row,
              col: q.value.col,
              anchor: q.value.anchor,
              quote: q.value.text,
            }),
            document: forms.document.sha256,
          },
        ],
        stated: p.value.text.trim(),
        expected: q.value.text.trim(),
        title: {
          zh: `${name}：${p.value.text.trim()} 与 ${q.value.text.trim()}`,
          en: `${name}: ${p.value.text.trim()} and ${q.value.text.trim()}`,
        },
        message: {
          zh: `项目“${name}”在部门文件中为 ${p.value.text.trim()}，在绩效表文件中为 ${q.value.text.trim()}。`,
          en: `Project “${name}” has ${p.value.text.trim()} in the publication and ${q.value.text.trim()} in the file of forms.`,
        },
      });
      break;
    }
  }
}

// ----------------------------------------------------------------------------------------------------------------- prior year

/** This year minus its change is what was published last year. Changes against an outturn are none of a budget's. */
function* comparePrior(current: Member, prior: Member): Generator<ReviewFinding> {
  const final = current.context.identity.kind === 'final-accounts';
  const reading = readText(current.context);
  const scopes = passagesToScopes(reading);
  const told = new Set<string>();
  for (const passage of reading.passages) {
    const scope = scopes.get(passage)!;
    for (const s of passage.statements) {
      if (s.approximate || (!s.change && !s.flat && !s.base)) continue;
      if (s.year !== null && s.year !== current.context.identity.year) continue;
      const known = knownValue(current.context, passage, s);
      if (!known) continue;
      const between = passage.block.text.slice(s.value?.offset ?? s.start, s.end);
      if (/执行|完成|实际/.test(between) || (!final && /决算/.test(between))) continue;
      const concept = subjectToConcept(s.subject, current.context.identity);
      if (!concept || s.continues || scope.paths.length > 0 || told.has(concept)) continue;
      const before = tableFigures(prior.context)
        .concept(concept)
        .flat()
        .filter((f) => f.state === 'printed');
      if (before.length === 0) continue;
      // Last year's amount as printed, or this year's less its change.
      const base = s.base && reading.figure(passage, s.base, s.subject);
      const value = base ?? reading.figure(known.passage, known.value, s.subject);
      const change = s.change && !base ? reading.figure(passage, s.change, s.subject) : undefined;
      const fits = before.some((f) => {
        const check = evaluate(
          draft('sum', f, [
            { figure: value, sign: 1 },
            ...(change ? [{ figure: change, sign: (s.change!.sign > 0 ? -1 : 1) as 1 | -1 }] : []),
          ]),
          'x',
        );
        return check?.outcome !== 'differs';
      });
      const agreed = before.every((f) => isSame(relate(before[0]!, f)));
      told.add(concept);
      if (fits || !agreed) continue;
      const implied = impliedText(value, change, s.change?.sign ?? 1);
      // Total, grant and general budget are often one amount: one difference, told once.
      const pair = `${implied}|${before[0]!.amount.digits}|${before[0]!.amount.scale}`;
      if (told.has(pair)) continue;
      told.add(pair);
      const quote = passage.block.text.slice(s.start, s.end).replace(/^[\s，、；：]+/, '');
      yield finding({
        rule: final ? 'xdoc-final-prior' : 'xdoc-prior-budget',
        key: concept,
        places: [
          {
            ...toReviewPlace({
              kind: 'text',
              block: passage.block.index,
              offset: s.start,
              anchor: anchorAt(passage.block, s.start),
              quote,
            }),
            document: current.document.sha256,
          },
          at(prior, before[0]!.place),
        ],
        stated: implied,
        expected: before[0]!.place.quote.trim(),
        ...(before[0]!.unit ? { unit: before[0]!.unit.label } : {}),
        title: {
          zh: `上年数应为 ${implied}，上年公开为 ${before[0]!.place.quote.trim()}`,
          en: `Last year by this text ${implied}, as published ${before[0]!.place.quote.trim()}`,
        },
        message: {
          zh: `“${quote}”，由此上年为 ${implied}；上年公开文件中为 ${before[0]!.place.quote.trim()}${before[0]!.unit?.label ?? ''}。`,
          en: `“${quote}” makes last year ${implied}; last year’s publication prints ${before[0]!.place.quote.trim()}.`,
        },
      });
    }
  }
}

function impliedText(value: Figure, change: Figure | undefined, sign: 1 | -1): string {
  if (!change) return value.place.quote;
  const place = Math.min(lastPlace(value.amount, value.exponent), lastPlace(change.amount, change.exponent));
  const of = (f: Figure) => f.amount.digits * pow10(lastPlace(f.amount, f.exponent) - place);
  const digits = roundTo(of(value) - BigInt(sign) * of(change), place, value.exponent, value.amount.scale);
  return `${formatDecimal(digits, value.amount.scale, true)}${value.unit?.label ?? ''}`;
}

/** …（项）2023年预算数为 x，比2022年预算数增加 y: last year's item is the item of last year's publication. */
function* comparePriorItems(current: Member, prior: Member): Generator<ReviewFinding> {
  const final = current.context.identity.kind === 'final-accounts';
  const reading = readText(current.context);
  const scopes = passagesToScopes(reading);
  const tables = tableFigures(prior.context).functional;
  const general = tables.filter((f) => f.structure.kind === 'general-budget-expenditure');
  const differing: { place: TextPlace; published: Figure; name: string; implied: string }[] = [];
  let same = 0;
  for (const passage of reading.passages) {
    const scope = scopes.get(passage)!;
    for (const s of passage.statements) {
      if (s.approximate || !s.value || s.budget || (!s.base && !s.change && !s.flat)) continue;
      if (s.year !== null && s.year !== current.context.identity.year) continue;
      const words = passage.block.text.slice(s.value.offset, s.change?.offset ?? s.end);
      const before = s.base
        ? passage.block.text.slice(Math.max(0, s.base.offset - 16), s.base.offset)
        : words;
      if (/执行|完成|实际/.test(before) || (final ? /预算/.test(before) : /决算/.test(before))) continue;
      const path = statementPath(scope, s);
      if (!path) continue;
      const published = (general.length > 0 ? general : tables).flatMap((facts) => {
        const codes = pathToCodes(path, facts);
        const figure = codes.length === 1 ? facts.code(codes[0]!, 'total') : undefined;
        return figure?.state === 'printed' ? [figure] : [];
      });
      if (published.length === 0) continue;
      const value = reading.figure(passage, s.base ?? s.value, pathText(path));
      const change = s.base || !s.change ? undefined : reading.figure(passage, s.change, pathText(path));
      const sign = s.change?.sign ?? 1;
      const fits = published.some((f) => {
        const less = change ? [{ figure: change, sign: (sign > 0 ? -1 : 1) as 1 | -1 }] : [];
        return evaluate(draft('sum', f, [{ figure: value, sign: 1 }, ...less]), 'x')?.outcome !== 'differs';
      });
      if (fits) same++;
      else
        differing.push({
          place: statementPlace(passage, s),
          published: published[0]!,
          name: pathText(path),
          implied: impliedText(value, change, sign),
        });
    }
  }
  // Amounts that differ throughout are of another kind (outturns, restated years) than those published.
  if (differing.length === 0 || same < differing.length) return;
  for (const { place, published, name, implied } of differing) {
    const expected = published.place.quote.trim();
    yield finding({
      rule: final ? 'xdoc-final-prior' : 'xdoc-prior-budget',
      key: name,
      places: [at(current, place), at(prior, published.place)],
      stated: implied,
      expected,
      ...(published.unit ? { unit: published.unit.label } : {}),
      title: {
        zh: `上年数应为 ${implied}，上年公开为 ${expected}`,
        en: `Last year by this text ${implied}, as published ${expected}`,
      },
      message: {
        zh: `“${name}”：由本文件上年为 ${implied}；上年公开文件中为 ${expected}${published.unit?.label ?? ''}。`,
        en: `“${name}”: by this text last year was ${implied}; last year’s publication prints ${expected}.`,
      },
    });
  }
}

/** What the final accounts bring forward is what the accounts of the year before carried forward. */
function* compareCarryOver(current: Member, prior: Member): Generator<ReviewFinding> {
  const [now, before] = [tableFigures(current.context), tableFigures(prior.context)];
  for (const kind of ['income-expenditure-summary', 'grant-summary'] as const) {
    const inTable = (context: ReviewContext, figures: readonly Figure[]) => {
      const tables = context.structures.filter((s) => s.kind === kind).map((s) => s.table.id);
      const hits = figures.filter((f) => f.place.kind === 'cell' && tables.includes(f.place.table));
      return hits.length === 1 ? hits[0] : undefined;
    };
    const opening = inTable(current.context, now.concept('opening').flat());
    const closing = inTable(prior.context, before.concept('closing').flat());
    if (opening?.state !== 'printed' || closing?.state !== 'printed') continue;
    if (relate(opening, closing) !== 'differs') continue;
    const [stated, expected] = [opening.place.quote.trim(), closing.place.quote.trim()];
    yield finding({
      rule: 'tie-final-carry',
      key: kind,
      places: [at(current, opening.place), at(prior, closing.place)],
      stated,
      expected,
      ...(opening.unit ? { unit: opening.unit.label } : {}),
      title: {
        zh: `年初结转 ${stated}，上年年末结转 ${expected}`,
        en: `Brought forward ${stated}, carried forward last year ${expected}`,
      },
      message: {
        zh: `“${opening.rowLabel}”为 ${stated}${opening.unit?.label ?? ''}，上年决算“${closing.rowLabel}”为 ${expected}${closing.unit?.label ?? ''}；如有账务调整应予说明。`,
        en: `“${opening.rowLabel}” is ${stated}, but last year’s accounts carried forward ${expected} as “${closing.rowLabel}”; an adjustment would have to be explained.`,
      },
    });
  }
}

// ----------------------------------------------------------------------------------------------------------- budget and final

const THREE_PUBLIC = [
  'three-public',
  'abroad',
  'vehicle-purchase',
  'vehicle-running',
  'vehicle',
  'reception',
] as const;

/** The 预算数 column of the 三公 table is the published budget, unless it says that it is the adjusted one. */
function* compareThreePublic(final: Member, budget: Member): Generator<ReviewFinding> {
  const table = final.context.structures.find((s) => s.kind === 'three-public')?.table;
  if (!table) return;
  const around = [
    ...final.document.blocks.filter((b) => b.table === table.id || /三公/.test(b.text)).map((b) => b.text),
    ...table.cells.filter((c) => c.header || c.row < 4).map((c) => c.text),
  ].join('');
  if (/全年预算|调整后|调整预算/.test(around)) return;
  const differing = THREE_PUBLIC.flatMap((concept) => {
    const [stated] = tableFigures(final.context).budget(concept).flat();
    const [published] = tableFigures(budget.context).concept(concept).flat();
    if (stated?.state !== 'printed' || published?.state !== 'printed') return [];
    return relate(stated, published) === 'differs' ? [{ concept, stated, published }] : [];
  });
  // The item is told, and the totals only where no item differs.
  const items = differing.filter(({ concept }) => concept !== 'three-public' && concept !== 'vehicle');
  for (const { concept, stated, published } of items.length > 0 ? items : differing.slice(0, 1)) {
    const [printed, expected] = [stated.place.quote.trim(), published.place.quote.trim()];
    const name = [stated.rowLabel, stated.columnLabel].filter(Boolean).join(' ');
    yield finding({
      rule: 'xdoc-budget-final',
      key: concept,
      places: [at(final, stated.place), at(budget, published.place)],
      stated: printed,
      expected,
      ...(stated.unit ? { unit: stated.unit.label } : {}),
      title: {
        zh: `“三公”预算数 ${printed}，公开的预算为 ${expected}`,
        en: `Three-public budget ${printed} in the accounts, ${expected} as published`,
      },
      message: {
        zh: `决算表“${name}”为 ${printed}${stated.unit?.label ?? ''}，公开的预算为 ${expected}${published.unit?.label ?? ''}。`,
        en: `The final accounts print ${printed} for “${name}”; the published budget prints ${expected}.`,
      },
    });
  }
}

/** 年初预算 of an item in the final accounts is the item's figure in the published budget. */
function* compareBudget(final: Member, budget: Member): Generator<ReviewFinding> {
  const reading = readText(final.context);
  const scopes = passagesToScopes(reading);
  const tables = tableFigures(budget.context);
  for (const passage of reading.passages) {
    const scope = scopes.get(passage)!;
    for (const s of passage.statements) {
      if (!s.budget || s.approximate) continue;
      const path = statementPath(scope, s);
      const concept = path ? undefined : subjectToConcept(s.subject, final.context.identity);
      const general = tables.functional.filter((f) => f.structure.kind === 'general-budget-expenditure');
      const published = path
        ? (general.length > 0 ? general : tables.functional).flatMap((facts) => {
            const codes = pathToCodes(path, facts);
            const figure = codes.length === 1 ? facts.code(codes[0]!, 'total') : undefined;
            return figure?.state === 'printed' ? [figure] : [];
          })
        : concept
          ? tables
              .concept(concept)
              .flat()
              .filter((f) => f.state === 'printed')
          : [];
      if (published.length === 0) continue;
      const stated = reading.figure(passage, s.budget, s.subject || (path ? pathText(path) : ''));
      if (published.some((f) => relate(stated, f) !== 'differs')) continue;
      if (!published.every((f) => isSame(relate(published[0]!, f)))) continue;
      const name = path ? pathText(path) : s.subject;
      yield finding({
        rule: 'xdoc-budget-final',
        key: name,
        places: [at(final, stated.place), at(budget, published[0]!.place)],
        stated: s.budget.quote,
        expected: published[0]!.place.quote.trim(),
        ...(published[0]!.unit ? { unit: published[0]!.unit.label } : {}),
        title: {
          zh: `年初预算 ${s.budget.quote}，公开的预算为 ${published[0]!.place.quote.trim()}`,
          en: `Budget ${s.budget.quote} in the accounts, ${published[0]!.place.quote.trim()} as published`,
        },
        message: {
          zh: `决算说明“${name}”年初预算为 ${s.budget.quote}，公开的预算为 ${published[0]!.place.quote.trim()}${published[0]!.unit?.label ?? ''}。`,
          en: `The final accounts give a budget of ${s.budget.quote} for “${name}”; the published budget prints ${published[0]!.place.quote.trim()}.`,
        },
      });
    }
  }
}
