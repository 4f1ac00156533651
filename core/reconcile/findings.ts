import { formatDecimal, pow10, roundTo } from '../figures/arithmetic.ts';
import { inStyle, type NumberStyle, styleOf } from '../figures/number-style.ts';
import { statedOf } from '../figures/stated.ts';
import type { Check } from '../model/check.ts';
import type { Figure } from '../model/figure.ts';
import type { Place } from '../model/place.ts';
import {
  type ReviewFinding,
  type ReviewPlace,
  type ReviewSuspect,
  SEVERITIES,
  type Severity,
} from '../model/review.ts';
import type { Message } from '../model/source.ts';
import { ruleInfo } from '../rules/catalogue.ts';
import { documentToForms } from '../rules/forms/form-facts.ts';
import { tableName } from '../rules/places.ts';
import type { Observation, ReviewContext } from '../rules/rule.ts';
import { fold } from '../structure/text.ts';
import type { ExchangeFault, Fault, FigureFault, RowFault } from './diagnose.ts';
import { stableHash } from './hash.ts';
import type { HeadingFault } from './headings.ts';
import { type MissingRow, missingRow } from './missing-row.ts';
import {
  type Cause,
  copyMessage,
  copyTitle,
  figureMessage,
  figureTitle,
  headingWords,
  nameTable,
  type PrintedRow,
  pairMessage,
  pairTitle,
  quoted,
  rowMessage,
  rowTitle,
  type ShortColumn,
  sumMessage,
  type Words,
} from './wording.ts';

/**
 * Folded letters of a quote that an id rests on: quotes are cut to a length that blanks count in, and formats differ in blanks.
 */
const QUOTE_LENGTH_MAX = 24;

/** Turns what was found into what a reviewer reads; the order is that of the document. */
export class FindingWriter {
  readonly #context: ReviewContext;
  readonly #ordinals = new Map<string, number>();

  constructor(context: ReviewContext) {
    this.#context = context;
  }

  fault(fault: Fault): ReviewFinding {
    if (fault.kind === 'exchange') {
      return fault.exchange.kind === 'columns' ? this.#columnsExchanged(fault) : this.#cellsExchanged(fault);
    }
    if (fault.kind === 'row') return this.#rowFault(fault);
    if (fault.kind === 'heading') return this.#headingFault(fault);
    return fault.ambiguous ? this.#undecided(fault) : this.#figureFault(fault);
  }

  #figureFault(fault: FigureFault): ReviewFinding {
    const culprit = fault.figures[0]!;
    const check = leadingCheck(fault.checks, culprit);
    const rule =
      culprit.state !== 'printed' && check.rule.startsWith('foot-') && isTotalOf(check, culprit)
        ? 'foot-missing-parent-cell'
        : check.rule;
    const form = printedForm(culprit, check);
    const expected = correct(culprit, fault.delta, fault.place, form);
    const stated = statedOf(culprit);
    const difference = negate(deltaText(fault.delta, fault.place, form));
    const certainty = confidence(fault);
    const words = this.#words(culprit, stated, expected, difference);
    const cause = causeOf(culprit, stated, expected) ?? leftOutAddend(fault, check, culprit);
    const copies = fault.figures.slice(1);
    return {
      ...this.#head(rule, fault.checks, culprit, stated),
      ...(isLastDigitOfFinalAccounts(fault) ? { severity: 'info' as const } : {}),
      title: figureTitle(words),
      message: figureMessage(words, rule, check, copies, fault.checks.length, cause),
      stated,
      expected,
      difference,
      ...unitOf(culprit),
      where: [culprit, ...copies].slice(0, 4).map((f) => toReviewPlace(f.place)),
      suspects: [suspect(culprit, stated, expected, certainty), ...this.#rivals(fault, check, certainty)],
      checks: fault.checks.map((c) => c.id),
      ...(copies.length > 0 ? { alsoAt: copies.map((f) => toReviewPlace(f.place)) } : {}),
      ...(cause ? { cause: cause.name } : {}),
      basis: ruleInfo(rule).basis,
    };
  }

  #cellsExchanged(fault: ExchangeFault): ReviewFinding {
    const [a, b] = fault.exchange.pairs[0]!;
    const [first, second] = isNothing(a) ? [b, a] : [a, b];
    const check = leadingCheck(fault.checks, first);
    const stated = statedOf(first);
    const other = statedOf(second);
    const moved = isNothing(second);
    const { rival } = fault.exchange;
    const pair = {
      first,
      second,
      ...(rival ? { rival: rival[0] } : {}),
      stated,
      other,
      moved,
      alone: this.#isOnlyRow(first),
      mended: fault.checks.length,
    };
    return {
      ...this.#head(check.rule, fault.checks, first, stated),
      title: pairTitle(pair),
      message: pairMessage(pair, this.#nameOf),
      stated,
      expected: other,
      ...unitOf(first),
      where: [first, second, ...(rival ?? [])].map((f) => toReviewPlace(f.place)),
      suspects: [first, second, ...(rival ?? [])].map((f, i, all) => {
        const partner = all[i % 2 === 0 ? i + 1 : i - 1]!;
        return suspect(f, statedOf(f), statedOf(partner), rival ? 0.45 : 0.9);
      }),
      checks: fault.checks.map((c) => c.id),
      cause: moved ? 'wrong-cell' : 'cells-exchanged',
      basis: ruleInfo(check.rule).basis,
    };
  }

  /** True where no other row of the figure's table prints any amount. */
  #isOnlyRow({ place }: Figure): boolean {
    if (place.kind !== 'cell') return false;
    const structure = this.#context.structures.find((s) => s.table.id === place.table);
    const filled = new Set(
      structure?.panels.flatMap((p) =>
        p.rows.flatMap((r) =>
          p.amountColumns.some((c) => this.#context.figures.cell(structure, r, c)?.state === 'printed')
            ? [r.row]
            : [],
        ),
      ),
    );
    return filled.size === 1;
  }

  #columnsExchanged(fault: ExchangeFault): ReviewFinding {
    const [a, b] = fault.exchange.pairs[0]!;
    const headers = [a, b].map((f) => this.#headerPlace(f));
    const names = [a, b].map((f) => f.columnLabel.split(' / ').at(-1) ?? '');
    const table = this.#nameOf(a);
    const count = fault.checks.length;
    return {
      ...this.#head('tie-columns-exchanged', fault.checks, a, names.join('|')),
      title: {
        zh: `${quoted(names[0]!)}与${quoted(names[1]!)}两列互换`,
        en: `Columns ${quoted(names[0]!)} and ${quoted(names[1]!)} are exchanged`,
      },
      message: {
        zh: `${table.zh}中${quoted(names[0]!)}与${quoted(names[1]!)}两列的表头似乎互换：对调后，原来不成立的 ${count} 项核对均成立，请核对。`,
        en: `In ${table.en} the headings ${quoted(names[0]!)} and ${quoted(names[1]!)} seem to be exchanged: with the columns in each other’s place ${count === 1 ? 'the failing check holds' : count === 2 ? 'both failing checks hold' : `all ${count} failing checks hold`}; please check.`,
      },
      where: headers.map(toReviewPlace),
      suspects: headers.map((place, i) => ({
        where: toReviewPlace(place),
        stated: names[i]!,
        proposed: names[1 - i]!,
        confidence: 0.9,
      })),
      checks: fault.checks.map((c) => c.id),
      cause: 'columns-exchanged',
      basis: ruleInfo('tie-columns-exchanged').basis,
    };
  }

  #headingFault({ total, rows, of, checks }: HeadingFault): ReviewFinding {
    const check = checks[0]!;
    const header = this.#headerPlace(total);
    const words = headingWords({ total, rows, of, check, nameOf: this.#nameOf });
    return {
      ...this.#head(check.rule, checks, total, header.quote),
      ...words,
      where: [header, ...checks.slice(0, 3).map((c) => c.terms[0]!.figure.place)].map(toReviewPlace),
      suspects: [],
      checks: checks.map((c) => c.id),
      cause: 'heading',
      basis: ruleInfo(check.rule).basis,
    };
  }

  /** The lowest header cell over a figure; the figure's own place where there is none. */
  #headerPlace(figure: Figure): Place {
    if (figure.place.kind !== 'cell') return figure.place;
    const { table, col } = figure.place;
    const structure = this.#context.structures.find((s) => s.table.id === table);
    const header = structure?.columns[col]?.headers.at(-1);
    if (!header) return figure.place;
    return {
      kind: 'cell',
      table,
      row: header.row,
      col: header.col,
      anchor: header.anchor,
      quote: header.text,
    };
  }

  #rivals(fault: FigureFault, check: Check, certainty: number): ReviewSuspect[] {
    return fault.rivals.map((rival) => {
      const figure = rival.figures[0]!;
      return suspect(
        figure,
        statedOf(figure),
        correct(figure, rival.delta, rival.place, printedForm(figure, check)),
        certainty / 2,
      );
    });
  }

  #rowFault(fault: RowFault): ReviewFinding {
    const check = fault.checks[0]!;
    const form = printedForm(fault.total, check);
    const difference = negate(deltaText(check.residual, check.place, form));
    const surplus = !fault.over ? 'short' : fault.twice ? 'twice' : fault.extra ? 'extra' : 'over';
    const columns = this.#shortColumns(fault.checks);
    const missing = missingRow(this.#context, fault);
    return {
      ...this.#head(check.rule, fault.checks, fault.total, fault.total.place.quote),
      title: rowTitle(columns, surplus, missing && printedRow(missing).label),
      message: rowMessage(
        columns,
        surplus,
        check.rule,
        this.#nameOf,
        missing ? printedRow(missing) : fault.extra && { label: fault.extra.rowLabel, table: '' },
      ),
      stated: statedOf(fault.total),
      expected: deltaText(amountAt(fault.total, check.place) + check.residual, check.place, form),
      difference,
      ...unitOf(fault.total),
      where: [
        ...columns.slice(0, 3).map((c) => c.total),
        ...(fault.extra ? [fault.extra] : columns.slice(3, 4).map((c) => c.total)),
      ].map((f) => toReviewPlace(f.place)),
      suspects: [],
      checks: fault.checks.map((c) => c.id),
      ...(surplus === 'over' ? {} : { cause: CAUSES[surplus] }),
      basis: ruleInfo(check.rule).basis,
    };
  }

  /** Each total that its rows do not make up, once: the first check of it is the one over its own rows. */
  #shortColumns(checks: readonly Check[]): ShortColumn[] {
    const columns = new Map<number, ShortColumn>();
    for (const { terms, residual, place } of checks) {
      const total = terms[0]!.figure;
      if (columns.has(total.id)) continue;
      const form = printedForm(total, { terms });
      columns.set(total.id, {
        total,
        stated: statedOf(total),
        sum: deltaText(amountAt(total, place) + residual, place, form),
        size: deltaText(residual < 0n ? -residual : residual, place, form),
      });
    }
    return [...columns.values()];
  }

  /** Checks that do not hold, where several figures could be the wrong one: the sum or the pair is told, the likely ones named. */
  #undecided(fault: FigureFault): ReviewFinding {
    const check = fault.checks.toSorted((a, b) => a.terms.length - b.terms.length)[0]!;
    const certainty = 1 / (fault.rivals.length + 2);
    const likely = [{ figures: fault.figures, delta: fault.delta, place: fault.place }, ...fault.rivals];
    const finding = this.unexplained([check, ...fault.checks.filter((c) => c !== check)]);
    return {
      ...finding,
      ...(isLastDigitOfFinalAccounts(fault) ? { severity: 'info' as const } : {}),
      where: distinct([
        ...finding.where.slice(0, 1),
        ...likely.map((l) => toReviewPlace(l.figures[0]!.place)),
      ]),
      suspects: likely.map(({ figures, delta, place }) => {
        const figure = figures[0]!;
        return suspect(
          figure,
          statedOf(figure),
          correct(figure, delta, place, printedForm(figure, check)),
          certainty,
        );
      }),
    };
  }

  /** Failing checks that nothing single explains: what is printed and what it should be, all sides named. */
  unexplained(checks: readonly Check[]): ReviewFinding {
    const check = checks[0]!;
    const total = check.terms[0]!.figure;
    const form = printedForm(total, check);
    const stated = statedOf(total);
    const expected = deltaText(amountAt(total, check.place) + check.residual, check.place, form);
    const difference = negate(deltaText(check.residual, check.place, form));
    const words = this.#words(total, stated, expected, difference);
    const pair = check.comparison === 'copy' && check.terms.length === 2 ? check.terms[1]!.figure : undefined;
    return {
      ...this.#head(check.rule, checks, total, stated),
      title: pair ? copyTitle(words, pair) : figureTitle(words),
      message:
        check.comparison === 'at-most'
          ? figureMessage(words, check.rule, check, [], checks.length)
          : pair
            ? copyMessage(words, pair, check, checks.length)
            : sumMessage(words, check, checks.length),
      stated,
      expected,
      difference,
      ...unitOf(total),
      where: check.terms
        .filter((t) => t.figure.state === 'printed' || t === check.terms[0])
        .slice(0, 4)
        .map((t) => toReviewPlace(t.figure.place)),
      suspects: [suspect(total, stated, expected, 0.3)],
      checks: checks.map((c) => c.id),
      basis: ruleInfo(check.rule).basis,
    };
  }

  observation(observation: Observation): ReviewFinding {
    const info = ruleInfo(observation.rule);
    const first = observation.places[0]!;
    return {
      id: this.#id(
        observation.rule,
        first,
        observation.key ?? observation.stated ?? fold(first.quote).slice(0, QUOTE_LENGTH_MAX),
      ),
      rule: observation.rule,
      severity:
        this.#context.settings.rules?.[observation.rule]?.severity ?? observation.severity ?? info.severity,
      title: observation.title,
      message: observation.message,
      ...(observation.stated === undefined ? {} : { stated: observation.stated }),
      ...(observation.expected === undefined ? {} : { expected: observation.expected }),
      where: observation.places.map(toReviewPlace),
      suspects: observation.suspect
        ? [
            {
              where: toReviewPlace(observation.suspect.place),
              stated: observation.suspect.stated,
              proposed: observation.suspect.proposed,
              confidence: 0.8,
            },
          ]
        : [],
      checks: [],
      basis: info.basis,
    };
  }

  #head(
    rule: string,
    checks: readonly Check[],
    figure: Figure,
    stated: string,
  ): { id: string; rule: string; severity: Severity } {
    const severityOf = (id: string) => this.#context.settings.rules?.[id]?.severity ?? ruleInfo(id).severity;
    const severities = checks.map((c) => severityOf(c.rule));
    const severity = SEVERITIES.find((s) => severities.includes(s)) ?? severityOf(rule);
    return { id: this.#id(rule, figure.place, stated, figure), rule, severity };
  }

  /**
   * Rule, canonical kind of table, row, column and stated value: nothing that a new print of the file changes. A unit line or
   * title belongs to its table, whether the format has it inside the grid or above.
   */
  #id(rule: string, place: Place, stated: string, figure?: Figure): string {
    const table = place.kind === 'text' ? this.#context.document.blocks[place.block]?.table : place.table;
    const where = table === undefined ? 'text' : this.#tableKind(table);
    const row = figure ? fold(figure.rowLabel) : '';
    const column = figure ? fold(figure.columnLabel) : '';
    const key = [rule, where, row, column, fold(stated)].join('\u0001');
    const ordinal = this.#ordinals.get(key) ?? 0;
    this.#ordinals.set(key, ordinal + 1);
    return stableHash(`${key}\u0001${ordinal}`);
  }

  /** The kind of a table; its title where it has none. Indicators in a table of their own belong to the form above them. */
  #tableKind(id: string): string {
    const { structures } = this.#context;
    const structure = structures.find((s) => s.table.id === id);
    if (!structure) return '';
    const form = documentToForms(structures).find((f) => f.indicatorTable?.id === id);
    if (form) return form.structure.kind;
    return structure.kind === 'other' ? fold(structure.table.title ?? '') : structure.kind;
  }

  #words(figure: Figure, stated: string, expected: string, difference: string): Words {
    return { figure, stated, expected, difference, nameOf: this.#nameOf };
  }

  readonly #nameOf = (figure: Figure): Message => {
    const { place } = figure;
    const table =
      place.kind === 'cell' ? this.#context.document.tables.find((t) => t.id === place.table) : undefined;
    return nameTable(table, figure);
  };
}

const CAUSES = { short: 'row-missing', twice: 'row-doubled', extra: 'row-extra' } as const;

const printedRow = ({ structure, node }: MissingRow): PrintedRow => ({
  label: `${node.code} ${node.row.label.trim()}`,
  table: tableName(structure.table),
});

/** A blank, a dash or a printed zero. */
const isNothing = (figure: Figure): boolean => figure.state !== 'printed' || figure.amount.digits === 0n;

const distinct = (places: readonly ReviewPlace[]): ReviewPlace[] => [
  ...new Map(places.map((p) => [`${p.table}:${p.row}:${p.col}:${p.block}:${p.quote}`, p])).values(),
];

/**
 * Tables of final accounts are rounded apart from one another, so that copies may differ by one in the last printed place:
 * a note, where nothing but such ties fails.
 */
function isLastDigitOfFinalAccounts(fault: FigureFault): boolean {
  const byOne = fault.checks.every((c) => (c.residual === 1n || c.residual === -1n) && c.place > -2);
  const isCopy = (rule: string) => rule === 'tie-final-chain' || rule.startsWith('text-');
  return (
    byOne &&
    fault.checks.some((c) => c.rule === 'tie-final-chain') &&
    fault.checks.every((c) => isCopy(c.rule))
  );
}

/** The failing check that shows the fault best: footing before ties, short before long. */
function leadingCheck(checks: readonly Check[], culprit: Figure): Check {
  const rank = (c: Check) =>
    (c.rule === 'foot-total-leaf' ? 4 : c.rule.startsWith('foot-') ? 0 : c.rule.startsWith('cast-') ? 1 : 2) +
    (isTotalOf(c, culprit) ? 0 : 2.5) +
    (c.terms.some((t) => t.figure.id === culprit.id) ? 0 : 3) +
    Math.min(c.terms.length, 50) / 100;
  return [...checks].sort((a, b) => rank(a) - rank(b))[0]!;
}

const isTotalOf = (check: Check, figure: Figure): boolean => check.terms[0]!.figure.id === figure.id;

const unitOf = (figure: Figure): { unit?: string } => (figure.unit ? { unit: figure.unit.label } : {});

// -------------------------------------------------------------------------------------------------------------- amounts

interface Form {
  readonly exponent: number;
  readonly scale: number;
  readonly grouped: boolean;
  readonly style: NumberStyle;
}

/** How an amount in this place is printed: its own form, or for a blank the form of the figures it is compared with. */
function printedForm(figure: Figure, check: Pick<Check, 'terms'>): Form {
  const model =
    figure.state === 'printed'
      ? figure
      : (check.terms.find((t) => t.figure.state === 'printed')?.figure ?? figure);
  const exponent = figure.unit ? figure.exponent : model.exponent;
  const scale = Math.max(0, model.amount.scale - (model.exponent - exponent));
  const grouped =
    check.terms.some((t) => t.figure.place.quote.includes(',') || t.figure.place.quote.includes('，')) ||
    !/\d{4}/.test(model.place.quote);
  const style = styleOf(check.terms.map((t) => t.figure.place.quote));
  return { exponent, scale, grouped: grouped || style.group === ' ', style };
}

const amountAt = (figure: Figure, place: number): bigint =>
  figure.amount.digits * pow10(Math.max(0, figure.exponent - figure.amount.scale - place));

function correct(figure: Figure, delta: bigint, place: number, form: Form): string {
  return deltaText(amountAt(figure, place) + delta, place, form);
}

/** A difference keeps digits finer than the printed form rather than rounding itself away. */
function deltaText(value: bigint, place: number, form: Form): string {
  const rounded = roundTo(value, place, form.exponent, form.scale);
  return inStyle(formatDecimal(rounded, form.scale, form.grouped), form.style);
}

const negate = (text: string): string =>
  text.startsWith('-') ? text.slice(1) : /[1-9]/.test(text) ? `-${text}` : text;

function confidence(fault: FigureFault): number {
  if (fault.rivals.length > 0) return 0.55;
  const strength = fault.checks.length - fault.broken;
  return strength >= 3 ? 0.98 : strength === 2 ? 0.9 : 0.7;
}

const suspect = (figure: Figure, stated: string, proposed: string, certainty: number): ReviewSuspect => ({
  where: toReviewPlace(figure.place),
  stated,
  proposed,
  confidence: certainty,
});

/** Likely causes that the two figures themselves betray. */
function causeOf(figure: Figure, stated: string, expected: string): Cause | undefined {
  if (figure.state !== 'printed') return { name: 'blank' };
  const a = stated.replace(/[^\d]/g, '');
  const b = expected.replace(/[^\d]/g, '');
  if (a === b) return { name: /-/.test(stated) !== /-/.test(expected) ? 'sign' : 'decimal-point' };
  if (a.replace(/0+$/, '') === b.replace(/0+$/, ''))
    return { name: 'factor-of-ten', power: Math.abs(a.length - b.length) };
  if (a.length === b.length && [...a].sort().join('') === [...b].sort().join(''))
    return { name: 'digits-swapped' };
  return undefined;
}

/** A total that is off by just one of its addends was not updated for it, or takes it twice. */
function leftOutAddend(fault: FigureFault, check: Check, culprit: Figure): Cause | undefined {
  if (!isTotalOf(check, culprit) || check.comparison !== 'sum' || check.terms.length < 4) return undefined;
  const size = fault.delta < 0n ? -fault.delta : fault.delta;
  const hits = check.terms
    .slice(1)
    .filter(({ figure }) => figure.state === 'printed' && figure.amount.digits !== 0n)
    .filter(({ figure }) => amountAt(figure, fault.place) === size);
  if (hits.length !== 1) return undefined;
  return { name: fault.delta > 0n ? 'addend-left-out' : 'addend-counted-twice', addend: hits[0]!.figure };
}

export function toReviewPlace(place: Place): ReviewPlace {
  const at =
    place.anchor.kind === 'page'
      ? { page: place.anchor.page, rect: place.anchor.rect }
      : place.anchor.kind === 'element'
        ? { selector: place.anchor.selector }
        : place.anchor.kind === 'sheet'
          ? { sheet: place.anchor.sheet, cell: place.anchor.cell }
          : {};
  if (place.kind === 'cell')
    return { table: place.table, row: place.row, col: place.col, ...at, quote: place.quote };
  if (place.kind === 'text') return { block: place.block, ...at, quote: place.quote };
  return { table: place.table, ...at, quote: place.quote };
}
