/**
 * A review as the overlay draws it: which figure gets which mark, and what a popover says. All comparing, adding and wording
 * is done here; the content script gets plain text.
 */
import {
  type Publication,
  type ReviewCheck,
  type ReviewFinding,
  type ReviewLedgerEntry,
  type ReviewPlace,
  SEVERITIES,
} from '../../core/model/review.ts';
import { isSamePlace } from '../../core/reports/arithmetic.ts';
import { alignDigits } from '../../core/reports/digits.ts';
import {
  type Arithmetic,
  arithmeticOf,
  explainFinding,
  foldAddends,
  implicationOf,
  minus,
  splitLabel,
} from '../../core/reports/explain-finding.ts';
import { type Mark, markOfFigure, markOfRule } from '../../pwa/components/marks.ts';
import { nameTables, placeLabel, type TableNames } from '../../pwa/components/places.ts';
import { type Language, messagesOf, say } from '../../pwa/i18n/language.ts';
import type { Messages } from '../../pwa/i18n/zh.ts';
import type { Decision } from '../../pwa/storage/event.ts';
import type {
  ArithmeticLine,
  Explanation,
  FigureMark,
  FindingMark,
  OverlayModel,
  Segment,
  Spot,
} from '../messages.ts';

/** A reviewed page in the form in which its popovers are worded. */
export interface ReviewedPage {
  readonly publication: Publication;
  readonly checks: ReadonlyMap<string, ReviewCheck>;
  readonly tableNames: TableNames;
  readonly language: Language;
}

export function reviewedPage(publication: Publication, language: Language): ReviewedPage {
  return {
    publication,
    checks: new Map((publication.checkList ?? []).map((check) => [check.id, check])),
    tableNames: nameTables(publication.tables, messagesOf(language)),
    language,
  };
}

type Decided = (finding: string) => Decision;

export function overlayModelOf(page: ReviewedPage, decided: Decided): OverlayModel {
  const { publication, language } = page;
  const { tied, withinRounding, differing, notChecked } = publication.figures;
  return {
    lang: language,
    counts: { tied, withinRounding, differs: differing, notChecked },
    findingCount: publication.findings.length,
    figures: figureMarks(page),
    // In the order of the panel's list, so that 3 / 11 means the same on both sides.
    findings: publication.findings
      .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
      .flatMap((finding) => findingMark(finding, page, decided) ?? []),
  };
}

const SIGNS: Readonly<Partial<Record<Mark, FigureMark['tick']>>> = {
  agreed: '✓',
  footed: '∧',
  'cross-footed': '<',
  table: 'T',
  text: '≡',
  recomputed: '↻',
  prior: '⊐',
  rounding: '≈',
};

/** The marks are in the order of the ledger: `explain-figure` asks by that index, so entries without a place keep theirs. */
function figureMarks({ publication, checks }: ReviewedPage): FigureMark[] {
  const seen = new Map<string, number>();
  return (publication.ledger ?? []).map((entry): FigureMark => {
    const { selector = 'tieout-nowhere', quote } = entry.place;
    // The same amount may stand twice in one paragraph: they are told by their order.
    const key = `${selector}\n${quote}`;
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    const mark = markOfFigure(entry, checks);
    return { selector, quote, occurrence, state: entry.state, tick: (mark && SIGNS[mark]) ?? '' };
  });
}

function findingMark(finding: ReviewFinding, page: ReviewedPage, decided: Decided): FindingMark | undefined {
  const text = messagesOf(page.language);
  const place = finding.where[0];
  const spot = place && spotOf(place);
  if (!place || !spot) return undefined;
  const isBlank = place.row !== undefined && place.quote.trim() === '';
  return {
    id: finding.id,
    severity: finding.severity,
    name: nameOf(finding, place, page, text),
    ...spot,
    ...(isBlank ? { blank: finding.expected ? text.blankFill(finding.expected) : text.blank } : {}),
    also: (finding.alsoAt ?? []).flatMap((other) => spotOf(other) ?? []),
    decision: decided(finding.id),
  };
}

/** 18,003,263，不符，应为 25,453,263，少 7,450,000，表3 */
function nameOf(finding: ReviewFinding, place: ReviewPlace, page: ReviewedPage, text: Messages): string {
  const { stated, expected, difference } = finding;
  const comma = page.language === 'zh' ? '，' : ', ';
  const amount = difference?.replace(/^[-−+]/, '');
  const isShort = difference !== undefined && /^[-−]/.test(difference);
  return [
    stated || place.quote || text.blank,
    text.differs,
    ...(expected ? [`${text.shouldBe} ${expected}`] : []),
    ...(amount ? [`${isShort ? text.short : text.over} ${amount}`] : []),
    placeLabel(place, page.tableNames, text),
  ].join(comma);
}

/** The place on the live page; a whole table is its element, without a text to look for. */
export function spotOf(place: ReviewPlace): Spot | undefined {
  if (place.selector === undefined) return undefined;
  const isWholeTable = place.table !== undefined && place.row === undefined;
  return { selector: place.selector, quote: isWholeTable ? '' : place.quote };
}

// ---- popovers ------------------------------------------------------------------------------------------------------------

export function explanationOfFinding(
  id: string,
  page: ReviewedPage,
  decided: Decided,
): Explanation | undefined {
  const finding = page.publication.findings.find((one) => one.id === id);
  if (!finding) return undefined;
  const text = messagesOf(page.language);
  const { main, others } = explainFinding(finding, page.checks);
  const { stated, expected } = finding;
  const pair = expected === undefined ? undefined : alignDigits(minus(stated || text.blank), minus(expected));
  return {
    title: say(finding.title, page.language),
    severity: finding.severity,
    ...(pair ? { stated: [...pair[0]], expected: [...pair[1]] } : {}),
    // With the column set out, the sentence would say the same again.
    ...(main ? {} : { sentence: say(finding.message, page.language) }),
    columns: main ? [{ caption: unitCaption(main, text), lines: linesOf(main, text) }] : [],
    corroborations: corroborationsOf(finding, others, page, text),
    basis: `${text.basis}${page.language === 'zh' ? '：' : ': '}${finding.basis}`,
    path: main ? pathOf(main, finding.where[0], page, text) : [],
    decision: decided(id),
  };
}

export function explanationOfFigure(index: number, page: ReviewedPage): Explanation | undefined {
  const entry = page.publication.ledger?.[index];
  if (!entry) return undefined;
  const text = messagesOf(page.language);
  const checks = entry.checks.flatMap((id) => page.checks.get(id) ?? []);
  const ranked = checks.toSorted((a, b) => strength(b, entry) - strength(a, entry));
  const shown = ranked.find((check) => arithmeticOf(check, entry.place) !== undefined);
  const main = shown && arithmeticOf(shown, entry.place);
  const others = ranked.filter((check) => check !== shown);
  return {
    title: titleOf(entry, checks, page, text),
    severity: null,
    ...(sentenceOf(entry, shown, page, text) ?? {}),
    columns: main ? [{ caption: captionOf(shown, main, text), lines: linesOf(main, text) }] : [],
    corroborations: summarise(others, text),
    path: main ? pathOf(main, entry.place, page, text) : [],
  };
}

/** A check of which the figure is the total says most; then sums; then plain comparisons. */
function strength(check: ReviewCheck, entry: ReviewLedgerEntry): number {
  const isTotal = check.terms.some(({ sign, place }) => sign === -1 && isSamePlace(place, entry.place));
  const differs = check.outcome === 'differs' ? 8 : 0;
  return (
    differs +
    (check.terms.length > 2 ? 2 : 0) +
    (isTotal ? 4 : 0) -
    (check.outcome === 'not-checked' ? 16 : 0)
  );
}

function titleOf(
  entry: ReviewLedgerEntry,
  checks: readonly ReviewCheck[],
  page: ReviewedPage,
  text: Messages,
): string {
  const term = checks.flatMap(({ terms }) => terms).find(({ place }) => isSamePlace(place, entry.place));
  const place = placeLabel(entry.place, page.tableNames, text);
  return term?.label ? `${term.label}${text.dot}${place}` : `${entry.stated}${text.dot}${place}`;
}

function sentenceOf(
  entry: ReviewLedgerEntry,
  shown: ReviewCheck | undefined,
  page: ReviewedPage,
  text: Messages,
) {
  if (entry.state === 'not-checked') {
    const reason = entry.reason ? say(entry.reason, page.language) : text.noReason;
    return { sentence: `${text.notChecked}${page.language === 'zh' ? '：' : ': '}${reason}` };
  }
  if (shown?.outcome === 'agrees-within-rounding' && shown.residual && shown.tolerance) {
    return {
      sentence: `${text.withinRounding}${text.dot}${text.withinWindow(shown.residual, shown.tolerance)}`,
    };
  }
  return undefined;
}

function captionOf(check: ReviewCheck | undefined, main: Arithmetic, text: Messages): string {
  const mark = check ? text.marks[markOfRule(check.rule)] : '';
  const unit = unitCaption(main, text);
  return [mark, unit].filter(Boolean).join(text.dot);
}

function unitCaption(main: Arithmetic, text: Messages): string {
  return main.commonUnit ? text.unitLine(main.commonUnit) : '';
}

/** Other holding checks by family: 表间 ×3·纵加. */
function summarise(checks: readonly ReviewCheck[], text: Messages): string[] {
  const counts = new Map<string, number>();
  for (const { rule, outcome } of checks) {
    if (outcome !== 'agrees' && outcome !== 'agrees-within-rounding') continue;
    const name = text.marks[markOfRule(rule)];
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count > 1 ? `${name} ×${count}` : name));
}

const CORROBORATIONS_MAX = 3;

/** What the other failing checks say of the same figure: another print of it, or another sum that gives it. */
function corroborationsOf(
  finding: ReviewFinding,
  others: readonly ReviewCheck[],
  page: ReviewedPage,
  text: Messages,
): string[] {
  const place = finding.where[0];
  const lines = others.flatMap((check): string[] => {
    const rest = place ? check.terms.filter((term) => !isSamePlace(term.place, place)) : check.terms;
    const [only] = rest;
    if (!only || rest.length === check.terms.length) return [];
    const where = placeLabel(only.place, page.tableNames, text);
    if (rest.length === 1) {
      // With its unit where that is another one than the figure's.
      const amount = place && implicationOf(check, [place])?.amount;
      return [text.alsoGives(`${where} ${only.label}`, amount || only.stated || text.blank)];
    }
    return finding.expected ? [text.sumGives(rest.length, finding.expected)] : [];
  });
  const unique = [...new Set(lines)];
  const shown = unique.slice(0, CORROBORATIONS_MAX);
  return unique.length > shown.length ? [...shown, text.more(unique.length - shown.length)] : shown;
}

/** The auditor's column: addends, single rule, their sum, the printed figure, single rule, the difference over a double rule. */
function linesOf(main: Arithmetic, text: Messages): ArithmeticLine[] {
  const { head, hidden, hiddenSum, tail } = foldAddends(main.addends);
  const addend = ({ sign, label, amount }: Arithmetic['total']): ArithmeticLine => ({
    sign,
    ...splitLabel(label),
    amount: plain(amount || text.blank),
    tone: 'plain',
    rule: 'none',
  });
  const left = main.sum ?? main.addends[0]?.amount ?? '';
  const differs = main.difference.kind !== 'none';
  const [sum, total] = differs
    ? alignDigits(left, main.total.amount)
    : [plain(left), plain(main.total.amount || text.blank)];
  const lines: ArithmeticLine[] = [...head.map(addend)];
  if (hidden.length > 0) {
    lines.push({
      sign: '+',
      label: text.folded(hidden.length, ''),
      amount: plain(hiddenSum),
      tone: 'plain',
      rule: 'none',
    });
  }
  lines.push(...tail.map(addend));
  if (main.sum !== undefined) {
    lines.push({
      sign: '=',
      label: text.sumOf(main.addends.length),
      amount: [...sum],
      tone: 'plain',
      rule: 'above',
    });
  }
  lines.push({
    sign: '−',
    label: differs || main.total.suspect ? `${text.printed} ${main.total.label}` : main.total.label,
    amount: total.length > 0 && main.total.amount !== '' ? [...total] : plain(text.blank),
    tone: differs ? 'differs' : 'plain',
    rule: 'none',
  });
  lines.push({
    sign: '',
    label: { short: text.short, over: text.over, none: text.noDifference }[main.difference.kind],
    amount: plain(main.difference.amount),
    tone: differs ? 'differs' : 'plain',
    rule: 'double-below',
  });
  return lines;
}

const plain = (text: string): Segment[] => [{ text }];

function pathOf(
  main: Arithmetic,
  figure: ReviewPlace | undefined,
  page: ReviewedPage,
  text: Messages,
): Explanation['path'] {
  const lines = [...main.addends, main.total].filter(({ place }) => !figure || !isSamePlace(place, figure));
  return lines.map(({ place, label, amount }) => {
    const spot = spotOf(place);
    const where = placeLabel(place, page.tableNames, text);
    return {
      ...(spot ? { spot } : {}),
      label: [label, amount || text.blank, where].filter(Boolean).join('  '),
    };
  });
}
