import {
  type Publication,
  type ReviewCheck,
  type ReviewCorrection,
  type ReviewFinding,
  type ReviewLedgerEntry,
  type ReviewPlace,
  SEVERITIES,
  type Severity,
} from '../model/review.ts';
import type { Message, WarningCode } from '../model/source.ts';
import { type Arithmetic, chooseCheck, setArithmetic } from './arithmetic.ts';
import type { Language } from './language.ts';
import { describePlace, describeTable, indexPublications, type PublicationsByHash } from './places.ts';
import type { CaseReport, DecisionState, ReportCapture, ReportDecision, ReportNote } from './report.ts';
import { DECISION_WORDS, describeMedia, KIND_WORDS, SEVERITY_WORDS } from './words.ts';

/** A report in one language, laid out: what every form of it (terminal, page, working paper) sets in its own way. */
export interface ReportModel {
  readonly language: Language;
  readonly title: string;
  /** Body, year and kind of the one publication; or how many documents the case has. */
  readonly subtitle: string;
  readonly number?: string;
  readonly generatedAt?: string;
  readonly documents: readonly ReportDocument[];
  readonly counts: FigureCounts;
  /** Sentences: what was checked, what came of it, what was not checked. */
  readonly conclusion: readonly string[];
  /** Severities that have findings, errors first; what a reviewer dismissed is not in them. */
  readonly sections: readonly ReportSection[];
  readonly dismissed: readonly ReportFinding[];
  /** What holds, by rule. */
  readonly holding: readonly HoldingRule[];
  readonly unchecked: readonly UncheckedGroup[];
  /** Cells that the reviewer read otherwise than the program did. */
  readonly corrections: readonly ReportCorrection[];
  readonly impossibleChecks: readonly ImpossibleChecks[];
  readonly failures: readonly { readonly name: string; readonly sentence: string; readonly code: string }[];
  /** Notes on documents and on the case as a whole. */
  readonly notes: readonly ReportNoteLine[];
  readonly preparedBy: string;
  readonly reviewedBy: string;
}

export interface FigureCounts {
  readonly total: number;
  readonly tied: number;
  readonly withinRounding: number;
  readonly differing: number;
  readonly notChecked: number;
}

export interface ReportDocument {
  readonly name: string;
  readonly sha256: string;
  /** `上海市某局 2024 年预算`, or the name where nothing was recognised. */
  readonly heading: string;
  /** PDF，22 页，9 张表 */
  readonly description: string;
  readonly counts: FigureCounts;
  readonly warnings: readonly { readonly code: WarningCode; readonly sentence: string }[];
  readonly capture?: ReportCapture;
}

export interface ReportSection {
  readonly severity: Severity;
  readonly label: string;
  readonly findings: readonly ReportFinding[];
}

export interface ReportFinding {
  /** From 1, through the whole report. */
  readonly ordinal: number;
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  /** Name of the document; empty where the report is on one document alone. */
  readonly document: string;
  readonly place: string;
  /** The text at the faulty place, where it is not `stated` alone. */
  readonly quote: string;
  /** As printed; 空白 for a blank; empty where the finding is not about an amount. */
  readonly stated: string;
  readonly expected: string;
  readonly difference: string;
  readonly unit: string;
  readonly arithmetic?: Arithmetic;
  /** 同样印错 */
  readonly alsoAt: readonly string[];
  readonly basis: string;
  /** Corrected readings among the figures that it rests on. */
  readonly corrections: readonly ReportCorrection[];
  readonly decisions: readonly ReportDecisionLine[];
  readonly notes: readonly ReportNoteLine[];
}

/** A reading that was corrected: the document itself says what it says. */
export interface ReportCorrection {
  /** Name of the document; empty where the report is on one document alone. */
  readonly document: string;
  readonly place: string;
  /** As it was read, and as it was corrected; 空白 for a blank. */
  readonly read: string;
  readonly corrected: string;
  /** False where the cell reads otherwise by now, so that the correction was not used. */
  readonly used: boolean;
}

export interface ReportDecisionLine {
  readonly state: DecisionState;
  readonly label: string;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

export interface ReportNoteLine {
  readonly text: string;
  readonly by: string;
  readonly at: string;
  /** Name of the document it hangs on; empty for the case. */
  readonly document: string;
}

export interface HoldingRule {
  readonly rule: string;
  /** In the report's language; the id where the catalogue is not given. */
  readonly title: string;
  readonly agrees: number;
  readonly withinRounding: number;
  readonly differs: number;
}

export interface UncheckedGroup {
  readonly reason: string;
  readonly count: number;
  readonly tables: readonly {
    readonly place: string;
    readonly amounts: readonly string[];
  }[];
}

export interface ImpossibleChecks {
  readonly rule: string;
  readonly title: string;
  readonly reason: string;
  readonly count: number;
}

export interface LayOutOptions {
  /** Columns of arithmetic with more addends are folded. */
  readonly addendsMax?: number;
}

/** Case → report model. Needs a review with checks (`withChecks`) to show arithmetic and reasons. */
export function layOutReport(report: CaseReport, options: LayOutOptions = {}): ReportModel {
  const { review, language } = report;
  const { publications } = review;
  const scene: Scene = {
    language,
    publications: indexPublications(publications),
    checks: indexChecks(publications),
    isSingle: publications.length === 1,
    decisions: Map.groupBy(report.decisions ?? [], ({ finding }) => finding),
    notes: Map.groupBy(report.notes ?? [], ({ finding }) => finding ?? ''),
    addendsMax: options.addendsMax ?? 8,
  };
  const all = [
    ...publications.flatMap((publication) =>
      publication.findings.map((finding) => ({
        finding,
        publication: publication as Publication | undefined,
      })),
    ),
    ...review.case.findings.map((finding) => ({ finding, publication: undefined })),
  ].toSorted((a, b) => SEVERITIES.indexOf(a.finding.severity) - SEVERITIES.indexOf(b.finding.severity));
  const findings = all.map(({ finding, publication }, i) =>
    layOutFinding(finding, publication, i + 1, scene),
  );
  const standing = findings.filter((finding) => !isDismissed(finding));
  const titles = new Map((report.rules ?? []).map(({ id, title }) => [id, title[language]]));
  const titleOf = (rule: string) => titles.get(rule) ?? rule;
  const counts = addCounts(publications);
  const unchecked = groupUnchecked(publications, language);
  return {
    language,
    title: report.title ?? (language === 'zh' ? '预算公开勾稽核对报告' : 'Tie-out report'),
    subtitle: describeCase(report),
    ...(report.number === undefined ? {} : { number: report.number }),
    ...(report.generatedAt === undefined ? {} : { generatedAt: report.generatedAt }),
    documents: publications.map((publication) => layOutDocument(publication, report)),
    counts,
    conclusion: conclude(counts, standing, language),
    sections: SEVERITIES.map((severity) => ({
      severity,
      label: SEVERITY_WORDS[severity][language],
      findings: standing.filter((finding) => finding.severity === severity),
    })).filter((section) => section.findings.length > 0),
    dismissed: findings.filter(isDismissed),
    holding: groupHolding(publications, titleOf),
    unchecked,
    corrections: publications.flatMap((publication) =>
      (publication.corrections ?? []).map((one) => layOutCorrection(one, publication, scene)),
    ),
    impossibleChecks: groupImpossible(publications, language, titleOf),
    failures: review.failures.map(({ name, code, message }) => ({ name, code, sentence: message[language] })),
    notes: (scene.notes.get('') ?? []).map((note) => layOutNote(note, scene)),
    preparedBy: report.preparedBy ?? '',
    reviewedBy: report.reviewedBy ?? '',
  };
}

interface Scene {
  readonly language: Language;
  readonly publications: PublicationsByHash;
  readonly checks: ReadonlyMap<string, ReviewCheck>;
  readonly isSingle: boolean;
  readonly decisions: ReadonlyMap<string, readonly ReportDecision[]>;
  readonly notes: ReadonlyMap<string, readonly ReportNote[]>;
  readonly addendsMax: number;
}

function layOutFinding(
  finding: ReviewFinding,
  own: Publication | undefined,
  ordinal: number,
  scene: Scene,
): ReportFinding {
  const { language } = scene;
  const [faulty] = finding.where;
  const publicationOf = (place: ReviewPlace | undefined) =>
    own ?? (place?.document === undefined ? undefined : scene.publications.get(place.document));
  const where = (place: ReviewPlace) =>
    describeWhere(place, publicationOf(place), own === undefined, language);
  const checks = own === undefined ? scene.checks : indexChecks([own]);
  const check = chooseCheck(finding, checks);
  const arithmetic =
    check === undefined ? undefined : setArithmetic(check, { language, addendsMax: scene.addendsMax });
  return {
    ordinal,
    id: finding.id,
    rule: finding.rule,
    severity: finding.severity,
    title: finding.title[language],
    message: finding.message[language],
    document: scene.isSingle ? '' : (publicationOf(faulty)?.document.name ?? ''),
    place: faulty === undefined ? '' : where(faulty),
    quote: faulty === undefined || faulty.quote === finding.stated ? '' : faulty.quote,
    stated: finding.stated === '' ? blank(language) : (finding.stated ?? ''),
    expected: finding.expected ?? '',
    difference: (finding.difference ?? '').replace(/^-/, '−'),
    unit: finding.unit ?? '',
    ...(arithmetic === undefined ? {} : { arithmetic }),
    alsoAt: [...new Set((finding.alsoAt ?? []).map(where))],
    basis: finding.basis,
    corrections: correctionsOf(finding, arithmetic, publicationOf(faulty), scene),
    decisions: (scene.decisions.get(finding.id) ?? []).map((decision) => layOutDecision(decision, language)),
    notes: (scene.notes.get(finding.id) ?? []).map((note) => layOutNote(note, scene)),
  };
}

function correctionsOf(
  finding: ReviewFinding,
  arithmetic: Arithmetic | undefined,
  publication: Publication | undefined,
  scene: Scene,
): ReportCorrection[] {
  const places = [
    ...finding.where,
    ...(finding.alsoAt ?? []),
    ...(arithmetic?.rows ?? []).flatMap(({ place }) => place ?? []),
  ];
  return (publication?.corrections ?? [])
    .filter(
      ({ where, used }) =>
        used && places.some((at) => at.table === where.table && at.row === where.row && at.col === where.col),
    )
    .map((one) => layOutCorrection(one, publication!, scene));
}

function layOutCorrection(
  { where, corrected, used }: ReviewCorrection,
  publication: Publication,
  { isSingle, language }: Scene,
): ReportCorrection {
  // Rows and columns as well: two cells of one page are told apart.
  const { page: _page, sheet: _sheet, ...cell } = where;
  const inTable = describePlace(cell, publication, language);
  const page = where.page === undefined ? '' : language === 'zh' ? `·${where.page}页` : `, p. ${where.page}`;
  return {
    document: isSingle ? '' : publication.document.name,
    place: where.sheet === undefined ? `${inTable}${page}` : describePlace(where, publication, language),
    read: where.quote.trim() === '' ? blank(language) : where.quote,
    corrected: corrected === '' ? blank(language) : corrected,
    used,
  };
}

/** 读作 12,760,000，更正为 12,750,000 */
export function correctionSentence(
  { document, place, read, corrected, used }: ReportCorrection,
  language: Language,
): string {
  const at = [document, place].filter((part) => part !== '').join(' · ');
  if (language === 'zh')
    return `${at}：读作 ${read}，更正为 ${corrected}${used ? '' : '（现在读法不同，未沿用）'}`;
  return `${at}: read as ${read}, corrected to ${corrected}${used ? '' : ' (reads otherwise by now; not used)'}`;
}

function describeWhere(
  place: ReviewPlace,
  publication: Publication | undefined,
  withName: boolean,
  language: Language,
): string {
  const where = describePlace(place, publication, language);
  return withName && publication !== undefined ? `${publication.document.name}：${where}` : where;
}

function layOutDecision(decision: ReportDecision, language: Language): ReportDecisionLine {
  const { state, reason = '', by = '', at = '' } = decision;
  return { state, label: DECISION_WORDS[state][language], reason, by, at };
}

function layOutNote({ text, by = '', at = '', document }: ReportNote, scene: Scene): ReportNoteLine {
  const name = document === undefined ? '' : (scene.publications.get(document)?.document.name ?? '');
  return { text, by, at, document: name };
}

/** Dismissed by everyone who decided on it. */
function isDismissed({ decisions }: ReportFinding): boolean {
  return decisions.length > 0 && decisions.every(({ state }) => state === 'dismissed');
}

function layOutDocument(publication: Publication, report: CaseReport): ReportDocument {
  const { document, tables, figures, warnings } = publication;
  const { language } = report;
  const media = describeMedia(document.mediaType)[language];
  const parts =
    language === 'zh'
      ? [media, document.pages === undefined ? '' : `${document.pages} 页`, `${tables.length} 张表`]
      : [
          media,
          document.pages === undefined ? '' : plural(document.pages, 'page'),
          plural(tables.length, 'table'),
        ];
  const capture = report.captures?.find((capture) => capture.document === document.sha256);
  return {
    name: document.name,
    sha256: document.sha256,
    heading: describePublication(publication, language),
    description: parts.filter((part) => part !== '').join(language === 'zh' ? '，' : ', '),
    counts: figures,
    warnings: warnings.map(({ code, message }) => ({ code, sentence: message[language] })),
    ...(capture === undefined ? {} : { capture }),
  };
}

/** `上海市某局　2024 年预算`; the file's name where nothing was recognised. */
function describePublication({ entity, year, kind, document }: Publication, language: Language): string {
  if (entity === null && year === null) return document.name;
  const what = KIND_WORDS[kind][language];
  const dated = year === null ? what : language === 'zh' ? `${year} 年${what}` : `${what} ${year}`;
  return [entity, dated].filter((part) => part !== null).join(language === 'zh' ? '　' : ', ');
}

function describeCase({ review, language }: CaseReport): string {
  const [first, ...others] = review.publications;
  if (first === undefined) return '';
  if (others.length === 0) return describePublication(first, language);
  const count = review.publications.length;
  return language === 'zh' ? `${count} 份文件` : plural(count, 'document');
}

/** The sentences that a reader remembers. There is no "all clear": what was not checked is always said. */
function conclude(counts: FigureCounts, findings: readonly ReportFinding[], language: Language): string[] {
  const { total, tied, withinRounding, differing, notChecked } = counts;
  const checked = total - notChecked;
  const bySeverity = SEVERITIES.map((severity) => findings.filter((f) => f.severity === severity).length);
  const [errors = 0, warnings = 0, infos = 0] = bySeverity;
  if (language === 'zh') {
    if (total === 0) return ['没有读出任何金额，什么也没有核对。这不等于没有问题。'];
    return [
      `文件印有金额 ${total} 个，${checked} 个参与了核对：${tied + withinRounding} 个相符或在舍入范围内，` +
        (differing === 0 ? '没有不符。' : `${differing} 个不符。`),
      findings.length === 0
        ? '没有疑点。'
        : `共有疑点 ${findings.length} 处：错误 ${errors}，存疑 ${warnings}，提示 ${infos}。`,
      notChecked === 0 ? '' : `另有 ${notChecked} 个金额没有核对，原因另列。`,
    ].filter((sentence) => sentence !== '');
  }
  if (total === 0) return ['No amount was read, so nothing was checked. That does not mean it is right.'];
  return [
    `The documents print ${plural(total, 'amount')}; ${checked} took part in a check: ${tied + withinRounding} tie or are within rounding, ` +
      (differing === 0 ? 'none differs.' : `${differing} ${differing === 1 ? 'differs' : 'differ'}.`),
    findings.length === 0
      ? 'There are no findings.'
      : `${plural(findings.length, 'finding')}: ${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${plural(infos, 'note')}.`,
    notChecked === 0
      ? ''
      : `${plural(notChecked, 'amount')} ${notChecked === 1 ? 'was' : 'were'} not checked; the reasons are listed.`,
  ].filter((sentence) => sentence !== '');
}

function addCounts(publications: readonly Publication[]): FigureCounts {
  const sum = (count: (figures: FigureCounts) => number) =>
    publications.reduce((total, { figures }) => total + count(figures), 0);
  return {
    total: sum((f) => f.total),
    tied: sum((f) => f.tied),
    withinRounding: sum((f) => f.withinRounding),
    differing: sum((f) => f.differing),
    notChecked: sum((f) => f.notChecked),
  };
}

function indexChecks(publications: readonly Publication[]): ReadonlyMap<string, ReviewCheck> {
  return new Map(
    publications.flatMap(({ checkList = [] }) => checkList.map((check) => [check.id, check] as const)),
  );
}

type TitleOf = (rule: string) => string;

function groupHolding(publications: readonly Publication[], titleOf: TitleOf): HoldingRule[] {
  const checks = publications.flatMap(({ checkList = [] }) => checkList);
  const groups = Map.groupBy(checks, ({ rule }) => rule);
  return [...groups]
    .map(([rule, list]) => {
      const count = (outcome: ReviewCheck['outcome']) =>
        list.filter((check) => check.outcome === outcome).length;
      return {
        rule,
        title: titleOf(rule),
        agrees: count('agrees'),
        withinRounding: count('agrees-within-rounding'),
        differs: count('differs'),
      };
    })
    .filter(({ agrees, withinRounding, differs }) => agrees + withinRounding + differs > 0)
    .toSorted((a, b) => compare(a.rule, b.rule));
}

function groupUnchecked(publications: readonly Publication[], language: Language): UncheckedGroup[] {
  const entries = publications.flatMap((publication) =>
    (publication.ledger ?? [])
      .filter(({ state }) => state === 'not-checked')
      .map((entry) => ({ entry, publication })),
  );
  const groups = Map.groupBy(entries, ({ entry }) => sentenceOf(entry.reason, language));
  const several = publications.length > 1;
  return [...groups]
    .map(([reason, list]) => ({
      reason,
      count: list.length,
      tables: [
        ...Map.groupBy(list, ({ entry, publication }) => containerOf(entry, publication, several, language)),
      ].map(([place, members]) => ({ place, amounts: members.map(({ entry }) => entry.stated) })),
    }))
    .toSorted((a, b) => b.count - a.count || compare(a.reason, b.reason));
}

function containerOf(
  { place }: ReviewLedgerEntry,
  publication: Publication,
  withName: boolean,
  language: Language,
): string {
  const { row: _row, col: _col, sheet: _sheet, cell: _cell, ...container } = place;
  const table = publication.tables.find(({ id }) => id === place.table);
  const where =
    place.table !== undefined && place.page === undefined
      ? describeTable(table, place.table, language)
      : describePlace(container, publication, language);
  return withName ? `${publication.document.name}：${where}` : where;
}

function groupImpossible(
  publications: readonly Publication[],
  language: Language,
  titleOf: TitleOf,
): ImpossibleChecks[] {
  const checks = publications.flatMap(({ checkList = [] }) => checkList);
  const groups = Map.groupBy(
    checks.filter(({ outcome }) => outcome === 'not-checked'),
    ({ rule, reason }) => JSON.stringify([rule, sentenceOf(reason, language)]),
  );
  return [...groups]
    .map(([, list]) => ({
      rule: list[0]?.rule ?? '',
      title: titleOf(list[0]?.rule ?? ''),
      reason: sentenceOf(list[0]?.reason, language),
      count: list.length,
    }))
    .toSorted((a, b) => compare(a.rule, b.rule) || b.count - a.count);
}

function sentenceOf(reason: Message | undefined, language: Language): string {
  return reason?.[language] ?? (language === 'zh' ? '没有可资核对的依据' : 'nothing to check it against');
}

export function blank(language: Language): string {
  return language === 'zh' ? '空白' : 'blank';
}

export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** Order by code units: the same on every machine, whatever its locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
