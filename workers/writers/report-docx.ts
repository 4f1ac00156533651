import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  type IBorderOptions,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { type Arithmetic, differingDigits } from '../../core/reports/arithmetic.ts';
import type { Language } from '../../core/reports/language.ts';
import {
  correctionSentence,
  layOutReport,
  type ReportFinding,
  type ReportModel,
} from '../../core/reports/lay-out-report.ts';
import { toPrintable } from '../../core/reports/printable.ts';
import type { CaseReport } from '../../core/reports/report.ts';
import { formatTime } from '../../core/reports/report-html.ts';
import { STATE_SIGNS, STATE_WORDS } from '../../core/reports/words.ts';

/** Twentieths of a point. A4, with margins that leave room for a binding. */
const A4 = { width: 11_906, height: 16_838 };
const MARGIN = 1_134;
const TEXT_WIDTH = A4.width - 2 * MARGIN;
const RED = 'B3261E';
const GREY = '656B74';
const FONT = {
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  eastAsia: 'SimSun',
  cs: 'Times New Roman',
};

/** Half points. */
const TABLE_SIZE = 18;

type Say = (zh: string, en: string) => string;

/** The report as a Word document, to be sent or filed. */
export async function reportToDocx(report: CaseReport): Promise<Uint8Array<ArrayBuffer>> {
  const model = layOutReport(report, { addendsMax: 24 });
  const say: Say = (zh, en) => (report.language === 'zh' ? zh : en);
  const document = new Document({
    creator: 'Tieout',
    title: toPrintable(`${model.title} ${model.subtitle}`),
    styles: { default: { document: { run: { font: FONT, size: 21 } } } },
    sections: [
      {
        properties: {
          page: { size: A4, margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN } },
        },
        footers: { default: pageFooter() },
        children: [
          ...head(model, say),
          ...conclusion(model, say),
          ...model.sections.flatMap(({ label, findings }) => [
            heading(`${label} ${findings.length}`),
            findingTable(findings, say),
            ...findings.flatMap((finding) => findingDetail(finding, report.language, say)),
          ]),
          ...(model.dismissed.length === 0
            ? []
            : [
                heading(say('已排除', 'Dismissed')),
                findingTable(model.dismissed, say),
                ...model.dismissed.flatMap((finding) => findingDetail(finding, report.language, say)),
              ]),
          ...unchecked(model, say),
          ...corrections(model, say),
          ...model.notes.map(({ text }) => paragraph(text)),
          ...signatures(model, say),
        ],
      },
    ],
  });
  const blob = await Packer.toBlob(document);
  return new Uint8Array(await blob.arrayBuffer());
}

function head(model: ReportModel, say: Say) {
  return [
    paragraph(
      [`${say('编号', 'No.')} ${model.number ?? '____________'}`, timeOf(model.generatedAt)]
        .filter(Boolean)
        .join('　　'),
      { color: GREY },
    ),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 200, after: 60 },
      heading: HeadingLevel.TITLE,
      children: [run(model.title, { bold: true, size: 36, color: '000000' })],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 240 },
      children: [run(model.subtitle, { size: 24 })],
    }),
    ...model.documents.map((document) =>
      grid(
        [
          [
            say('被核对文件', 'Document'),
            document.heading === document.name
              ? `${document.name}${say('，', ', ')}${document.description}`
              : `${document.heading}${say(`（${document.name}），`, ` (${document.name}), `)}${document.description}`,
          ],
          ['SHA-256', (document.sha256.match(/.{1,8}/g) ?? []).join(' ')],
          ...(document.capture === undefined
            ? []
            : [
                [
                  say('取得方式', 'Obtained'),
                  [
                    document.capture.method,
                    bytesOf(document.capture.size, say),
                    timeOf(document.capture.at),
                    document.capture.address,
                  ]
                    .filter(Boolean)
                    .join(say('，', ', ')),
                ],
              ]),
          ...document.warnings.map(({ sentence }) => [say('注意', 'Note'), sentence]),
        ],
        [18, 82],
      ),
    ),
  ];
}

function conclusion({ conclusion, counts, failures, language }: ReportModel, say: Say) {
  const states = [
    ['tied', counts.tied],
    ['within-rounding', counts.withinRounding],
    ['differs', counts.differing],
    ['not-checked', counts.notChecked],
  ] as const;
  return [
    heading(say('结论', 'Conclusion')),
    ...conclusion.map((sentence) => paragraph(sentence)),
    grid(
      [states.map(([state, count]) => `${STATE_SIGNS[state]} ${STATE_WORDS[state][language]} ${count}`)],
      [25, 25, 25, 25],
    ),
    ...failures.map(({ name, sentence }) =>
      paragraph(`${name}${say('：', ': ')}${sentence}`, { color: RED }),
    ),
  ];
}

function findingTable(findings: readonly ReportFinding[], say: Say): Table {
  const headings = [
    say('序', 'No.'),
    say('位置', 'Place'),
    say('事项', 'Finding'),
    say('印为', 'Printed'),
    say('应为', 'Should be'),
    say('差额', 'Difference'),
  ];
  const rows = findings.map(({ ordinal, document, place, title, stated, expected, difference }) => [
    String(ordinal),
    [document, place].filter((part) => part !== '').join('·'),
    title,
    stated,
    expected,
    difference,
  ]);
  return grid([headings, ...rows], [7, 20, 25, 16, 16, 16], { headingRows: 1, rightFrom: 3 });
}

function findingDetail(finding: ReportFinding, language: Language, say: Say) {
  const { alsoAt, arithmetic, basis, decisions, notes, rule } = finding;
  return [
    new Paragraph({
      spacing: { before: 240, after: 60 },
      keepNext: true,
      children: [run(`${finding.ordinal}　${finding.title}`, { bold: true })],
    }),
    paragraph(
      [finding.document, finding.place].filter((part) => part !== '').join(' · '),
      {
        color: GREY,
        size: TABLE_SIZE,
      },
      true,
    ),
    paragraph(finding.message, {}, arithmetic !== undefined),
    ...(arithmetic === undefined ? [] : [column(arithmetic, say), paragraph('')]),
    ...(finding.quote === '' ? [] : [paragraph(`${say('原文：', 'Quoted: ')}“${finding.quote}”`)]),
    ...(alsoAt.length === 0
      ? []
      : [paragraph(`${say('同样印错：', 'Same error at: ')}${alsoAt.join(say('，', '; '))}`)]),
    ...finding.corrections.map((one) =>
      paragraph(`${say('已更正读数：', 'Corrected reading: ')}${correctionSentence(one, language)}`),
    ),
    paragraph(`${say('依据：', 'Basis: ')}${basis}${say(`（${rule}）`, ` (${rule})`)}`, {
      color: GREY,
      size: TABLE_SIZE,
    }),
    ...(decisions.length === 0
      ? [paragraph(say('未经复核确认', 'not yet confirmed by a reviewer'), { color: GREY })]
      : decisions.map(({ label, reason, by, at }) =>
          paragraph([label, reason, by, timeOf(at) ?? ''].filter((part) => part !== '').join(' · '), {
            bold: true,
          }),
        )),
    ...notes.map(({ text }) => paragraph(text)),
  ];
}

const LINE: IBorderOptions = { style: BorderStyle.SINGLE, size: 4, color: '4A5059' };
const DOUBLE: IBorderOptions = { style: BorderStyle.DOUBLE, size: 4, color: RED };
const NONE: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' };

/** The auditor's column; digits in which the sum and the printed figure differ are underlined in both. */
function column({ rows, unit, tolerance }: Arithmetic, say: Say): Table {
  const digits = differingDigits(rows);
  const foot = [
    unit === null ? '' : say(`单位：${unit}`, `unit: ${unit}`),
    tolerance === null ? '' : say(`舍入允许 ±${tolerance}`, `rounding allows ±${tolerance}`),
  ].filter((part) => part !== '');
  const widths = [6, 54, 40].map((share) => Math.round((TEXT_WIDTH * 0.7 * share) / 100));
  return new Table({
    width: { size: widths.reduce((a, b) => a + b, 0), type: WidthType.DXA },
    columnWidths: widths,
    borders: {
      top: NONE,
      bottom: NONE,
      left: NONE,
      right: NONE,
      insideHorizontal: NONE,
      insideVertical: NONE,
    },
    rows: [
      ...rows.map((row, index) => {
        const { kind, sign, label, amount, unit } = row;
        const isRed = kind === 'printed' || kind === 'difference';
        const border = {
          ...(kind === 'sum' || kind === 'difference' ? { top: LINE } : {}),
          ...(kind === 'difference' ? { bottom: DOUBLE } : {}),
        };
        const style = isRed ? { color: RED } : {};
        const segments = digits.get(row) ?? [{ text: amount, differs: false }];
        const amounts = [
          ...segments.map(({ text, differs }) =>
            run(text, { ...style, ...(differs ? { underline: {} } : {}) }),
          ),
          ...(unit === undefined ? [] : [run(` ${unit}`)]),
        ];
        return new TableRow({
          cantSplit: true,
          children: [[run(sign)], [run(label)], amounts].map(
            (runs, i) =>
              new TableCell({
                width: { size: widths[i] ?? 0, type: WidthType.DXA },
                borders: border,
                children: [
                  new Paragraph({
                    alignment: i === 2 ? AlignmentType.RIGHT : AlignmentType.LEFT,
                    // A column of figures is not torn apart by the end of a page.
                    keepNext: index < rows.length - 1 || foot.length > 0,
                    children: runs,
                  }),
                ],
              }),
          ),
        });
      }),
      ...(foot.length === 0
        ? []
        : [
            new TableRow({
              cantSplit: true,
              children: [
                new TableCell({
                  columnSpan: 3,
                  children: [
                    new Paragraph({
                      alignment: AlignmentType.RIGHT,
                      children: [run(foot.join('　'), { color: GREY, size: TABLE_SIZE })],
                    }),
                  ],
                }),
              ],
            }),
          ]),
    ],
  });
}

/** Of the reading alone: what the document prints stays as it is. */
function corrections({ corrections }: ReportModel, say: Say) {
  if (corrections.length === 0) return [];
  return [
    heading(say('更正的读数', 'Corrected readings')),
    paragraph(
      say(
        '以下各格由核对人更正了读数，核对按更正后的数进行；文件本身未动。',
        'The reviewer corrected how these cells were read, and the checks rest on the corrected figures; the document itself is unchanged.',
      ),
    ),
    grid(
      [
        [say('位置', 'Place'), say('读作', 'Read as'), say('更正为', 'Corrected to')],
        ...corrections.map(({ document, place, read, corrected, used }) => [
          [document, place, used ? '' : say('现在读法不同，未沿用', 'reads otherwise by now; not used')]
            .filter((part) => part !== '')
            .join(' · '),
          read,
          corrected,
        ]),
      ],
      [50, 25, 25],
      { headingRows: 1, rightFrom: 1 },
    ),
  ];
}

function bytesOf(size: number | undefined, say: Say): string | undefined {
  if (size === undefined) return undefined;
  const grouped = String(size).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return say(`${grouped} 字节`, `${grouped} bytes`);
}

function timeOf(time: string | undefined): string | undefined {
  return time === undefined || time === '' ? undefined : formatTime(time);
}

function unchecked({ unchecked, counts }: ReportModel, say: Say) {
  return [
    heading(say('未核对的金额', 'Amounts that were not checked')),
    ...(counts.notChecked === 0
      ? [paragraph(say('印出的金额都参与了核对。', 'Every amount printed took part in a check.'))]
      : unchecked.flatMap(({ reason, count, tables }) => [
          paragraph(say(`${reason}（${count}）`, `${reason} (${count})`), { bold: true }),
          ...tables.map(({ place, amounts }) => paragraph(`${place}${say('：', ': ')}${amounts.join('　')}`)),
        ])),
  ];
}

function signatures(model: ReportModel, say: Say) {
  const line = '______________';
  const text = [
    `${say('编制', 'Prepared')} ${model.preparedBy || line}`,
    `${say('日期', 'Date')} ${line}`,
    `${say('复核', 'Reviewed')} ${model.reviewedBy || line}`,
    `${say('日期', 'Date')} ${line}`,
  ].join('　');
  return [new Paragraph({ spacing: { before: 600 }, children: [run(text)] })];
}

function pageFooter(): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        children: [
          new TextRun({
            children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES],
            color: GREY,
            size: 18,
          }),
        ],
      }),
    ],
  });
}

/** A ruled table of texts; `widths` are shares of the text's width in percent. */
function grid(
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  options: { readonly headingRows?: number; readonly rightFrom?: number } = {},
): Table {
  const { headingRows = 0, rightFrom = Number.POSITIVE_INFINITY } = options;
  const columnWidths = widths.map((share) => Math.round((TEXT_WIDTH * share) / 100));
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths,
    rows: rows.map(
      (row, r) =>
        new TableRow({
          cantSplit: true,
          tableHeader: r < headingRows,
          children: row.map(
            (text, i) =>
              new TableCell({
                width: { size: columnWidths[i] ?? 0, type: WidthType.DXA },
                margins: { top: 40, bottom: 40, left: 80, right: 80 },
                children: [
                  new Paragraph({
                    alignment: i >= rightFrom ? AlignmentType.RIGHT : AlignmentType.LEFT,
                    children: [run(text, { size: TABLE_SIZE, bold: r < headingRows })],
                  }),
                ],
              }),
          ),
        }),
    ),
  });
}

function heading(text: string): Paragraph {
  return new Paragraph({
    heading: HeadingLevel.HEADING_1,
    spacing: { before: 320, after: 120 },
    keepNext: true,
    children: [run(text, { bold: true, size: 26, color: '000000' })],
  });
}

interface RunStyle {
  readonly bold?: boolean;
  readonly underline?: Record<string, never>;
  readonly size?: number;
  readonly color?: string;
}

function paragraph(text: string, style: RunStyle = {}, keepNext = false): Paragraph {
  return new Paragraph({ spacing: { after: 60 }, keepNext, children: [run(text, style)] });
}

function run(text: string, style: RunStyle = {}): TextRun {
  return new TextRun({ text: toPrintable(text), font: FONT, ...style });
}
