import type { Arithmetic, ArithmeticRow } from './arithmetic.ts';
import type { Language } from './language.ts';
import {
  correctionSentence,
  layOutReport,
  type ReportDocument,
  type ReportFinding,
  type ReportModel,
} from './lay-out-report.ts';
import type { CaseReport } from './report.ts';
import { STATE_SIGNS, STATE_WORDS } from './words.ts';

export interface TextOptions {
  /** Marks for a terminal that shows colours. */
  readonly colour?: boolean;
}

const INDENT = '    ';
const EXAMPLES_MAX = 3;

/** The report for a terminal: what, where, the arithmetic, the four counts, and what was not checked and why. */
export function reportToText(report: CaseReport, options: TextOptions = {}): string {
  const model = layOutReport(report);
  const paint = options.colour ? paintAnsi : (_style: Style, text: string) => text;
  const lines = [
    ...model.documents.flatMap((document) => documentLines(document, model, paint)),
    ...model.sections.flatMap(({ severity, label, findings }) => [
      '',
      paint(severity === 'error' ? 'error' : 'strong', `${label} ${findings.length}`),
      ...findings.flatMap((finding) => ['', ...findingLines(finding, model.language, paint)]),
    ]),
    ...dismissedLines(model),
    '',
    ...uncheckedLines(model, paint),
    ...correctionLines(model, paint),
    ...failureLines(model, paint),
    '',
    ...model.conclusion,
  ];
  return `${lines
    .join('\n')
    .replace(/^\n+/, '')
    .replace(/\n{3,}/g, '\n\n')}\n`;
}

function documentLines(document: ReportDocument, { language }: ReportModel, paint: Paint): string[] {
  const { tied, withinRounding, differing, notChecked, total } = document.counts;
  const count = (state: keyof typeof STATE_WORDS, number: number) =>
    `${STATE_SIGNS[state]} ${STATE_WORDS[state][language]} ${number}`;
  const counts = [
    count('tied', tied),
    count('within-rounding', withinRounding),
    paint(differing > 0 ? 'error' : 'plain', count('differs', differing)),
    count('not-checked', notChecked),
  ].join('   ');
  const printed = language === 'zh' ? `印有金额 ${total} 个` : `${total} amounts printed`;
  const name = document.heading === document.name ? '' : `${document.name} · `;
  return [
    '',
    paint('strong', document.heading),
    paint('faint', `${name}${document.description} · SHA-256 ${document.sha256.slice(0, 16)}…`),
    `${printed}:   ${counts}`.replace('个:', '个：'),
    ...document.warnings.map(({ sentence, code }) => `! ${sentence} ${paint('faint', `(${code})`)}`),
  ];
}

function findingLines(finding: ReportFinding, language: Language, paint: Paint): string[] {
  const isChinese = language === 'zh';
  const place = [finding.document, finding.place].filter((part) => part !== '').join(' · ');
  const quote = finding.stated === '' && finding.quote !== '' ? [`“${clip(finding.quote, 90)}”`] : [];
  const also =
    finding.alsoAt.length === 0
      ? []
      : [`${isChinese ? '同样印错：' : 'same error at: '}${finding.alsoAt.join(isChinese ? '，' : '; ')}`];
  const decisions = finding.decisions.map(({ label, reason, by }) =>
    [label, reason, by].filter((part) => part !== '').join(' · '),
  );
  return [
    `${String(finding.ordinal).padStart(3)} ${paint('strong', finding.title)}`,
    `${INDENT}${paint('faint', place)}${amountsOf(finding, isChinese)}`,
    ...quote.map((line) => INDENT + line),
    ...wrap(finding.message, 92).map((line) => INDENT + line),
    ...(finding.arithmetic === undefined ? [] : columnLines(finding.arithmetic, language, paint)),
    ...also.map((line) => INDENT + line),
    ...finding.corrections.map(
      (one) =>
        `${INDENT}${isChinese ? '已更正读数：' : 'corrected reading: '}${correctionSentence(one, language)}`,
    ),
    ...decisions.map((line) => `${INDENT}→ ${line}`),
    ...finding.notes.map(({ text }) => `${INDENT}※ ${text}`),
    `${INDENT}${paint('faint', [isChinese ? '依据' : 'basis', finding.basis, `[${finding.rule}]`].join(' '))}`,
  ];
}

function amountsOf({ stated, expected, difference, unit }: ReportFinding, isChinese: boolean): string {
  const parts = [
    stated === '' ? '' : `${isChinese ? '印为' : 'printed'} ${stated}`,
    expected === '' ? '' : `${isChinese ? '应为' : 'should be'} ${expected}`,
    difference === '' ? '' : `${isChinese ? '差额' : 'difference'} ${difference}`,
  ].filter((part) => part !== '');
  return parts.length === 0
    ? ''
    : `   ${parts.join('   ')}${unit === '' || difference + expected + stated === '' ? '' : ` ${unit}`}`;
}

/** An auditor's column: addends, rule, sum, printed figure, rule, difference, double rule. */
function columnLines({ rows, unit, tolerance }: Arithmetic, language: Language, paint: Paint): string[] {
  const labelWidth = Math.min(44, Math.max(...rows.map(({ label }) => widthOf(label))));
  const amounts = rows.map(({ amount, unit }) => (unit === undefined ? amount : `${amount} ${unit}`));
  const amountWidth = Math.max(...amounts.map(widthOf));
  const rule = (mark: string) => `${INDENT}${INDENT}${' '.repeat(labelWidth + 4)}${mark.repeat(amountWidth)}`;
  const lines = rows.flatMap((row, i) => {
    const text = `${INDENT}${INDENT}${row.sign || ' '} ${padEnd(clip(row.label, labelWidth), labelWidth)}  ${padStart(amounts[i] ?? '', amountWidth)}`;
    const painted = row.kind === 'printed' || row.kind === 'difference' ? paint('error', text) : text;
    return [...(startsBlock(row, rows[i - 1]) ? [rule('─')] : []), painted];
  });
  const unitLine =
    unit === null ? [] : [`${INDENT}${INDENT}${language === 'zh' ? `单位：${unit}` : `unit: ${unit}`}`];
  const window =
    tolerance === null
      ? []
      : [
          `${INDENT}${INDENT}${language === 'zh' ? `舍入允许 ±${tolerance}` : `rounding allows ±${tolerance}`}`,
        ];
  return [...lines, rule('═'), ...unitLine, ...window];
}

function startsBlock(row: ArithmeticRow, before: ArithmeticRow | undefined): boolean {
  if (before === undefined) return false;
  return row.kind === 'sum' || row.kind === 'difference';
}

function dismissedLines({ dismissed, language }: ReportModel): string[] {
  if (dismissed.length === 0) return [];
  const heading = language === 'zh' ? `已排除 ${dismissed.length}` : `Dismissed ${dismissed.length}`;
  return [
    '',
    heading,
    ...dismissed.map(
      ({ ordinal, title, decisions }) =>
        `${String(ordinal).padStart(3)} ${title}：${decisions.map(({ reason }) => reason).join('；')}`,
    ),
  ];
}

function uncheckedLines({ unchecked, counts, language }: ReportModel, paint: Paint): string[] {
  if (counts.notChecked === 0) return [];
  const isChinese = language === 'zh';
  return [
    paint('strong', isChinese ? `未核 ${counts.notChecked}` : `Not checked ${counts.notChecked}`),
    ...unchecked.map(({ reason, count, tables }) => {
      const examples = tables
        .slice(0, EXAMPLES_MAX)
        .map(({ place, amounts }) =>
          isChinese ? `${place}（${amounts.length}）` : `${place} (${amounts.length})`,
        );
      const rest = tables.length > EXAMPLES_MAX ? (isChinese ? ' 等' : ' …') : '';
      return `${INDENT}${count} × ${reason}${isChinese ? '：' : ': '}${paint('faint', examples.join(isChinese ? '，' : ', ') + rest)}`;
    }),
  ];
}

function correctionLines({ corrections, language }: ReportModel, paint: Paint): string[] {
  if (corrections.length === 0) return [];
  const heading = language === 'zh' ? '更正的读数' : 'Corrected readings';
  return [
    '',
    paint('strong', `${heading} ${corrections.length}`),
    ...corrections.map((one) => INDENT + correctionSentence(one, language)),
  ];
}

function failureLines({ failures, language }: ReportModel, paint: Paint): string[] {
  if (failures.length === 0) return [];
  return [
    '',
    paint(
      'error',
      language === 'zh'
        ? `读不了的文件 ${failures.length}`
        : `Files that could not be read ${failures.length}`,
    ),
    ...failures.map(
      ({ name, sentence, code }) => `${INDENT}${name}${language === 'zh' ? '：' : ': '}${sentence} (${code})`,
    ),
  ];
}

type Style = 'plain' | 'strong' | 'faint' | 'error';
type Paint = (style: Style, text: string) => string;

const ANSI: Readonly<Record<Style, readonly [string, string]>> = {
  plain: ['', ''],
  strong: ['\x1b[1m', '\x1b[22m'],
  faint: ['\x1b[2m', '\x1b[22m'],
  error: ['\x1b[31m', '\x1b[39m'],
};

function paintAnsi(style: Style, text: string): string {
  const [on, off] = ANSI[style];
  return text === '' ? '' : `${on}${text}${off}`;
}

/** Columns of a terminal: a Chinese character and its punctuation take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
  return width;
}

function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}

const padEnd = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - widthOf(text)));
const padStart = (text: string, width: number) => ' '.repeat(Math.max(0, width - widthOf(text))) + text;

function clip(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (widthOf(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Breaks at spaces and between Chinese characters, but not before closing nor after opening punctuation. */
function wrap(text: string, width: number): string[] {
  const pieces = text.split(
    /(?<=\s)|(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])(?<![（《“‘])(?![，。；：、！？）》”’])/u,
  );
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && widthOf(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}
