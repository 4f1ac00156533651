import writeXlsxFile, { type Feature, type Row, type Sheet } from 'write-excel-file/universal';
import type { Publication, ReviewPlace } from '../../core/model/review.ts';
import { layOutReport, type ReportModel } from '../../core/reports/lay-out-report.ts';
import { describePlace, indexPublications } from '../../core/reports/places.ts';
import { toPrintable } from '../../core/reports/printable.ts';
import type { CaseReport } from '../../core/reports/report.ts';
import { findingRows } from '../../core/reports/report-csv.ts';
import { formatTime } from '../../core/reports/report-html.ts';
import { widthOf } from '../../core/reports/report-text.ts';
import { STATE_WORDS } from '../../core/reports/words.ts';

/** Excel holds no longer text in a cell. */
const CELL_CHARACTERS_MAX = 32_767;
/** Printed, expected, difference. */
const FINDING_AMOUNTS = [5, 6, 7];
const FINDING_WIDTHS = [5, 7, 14, 18, 26, 14, 14, 14, 6, 38, 20, 16, 18, 14, 8, 16, 16, 13, 20];

const RED = '#B3261E';
const GREY = '#656B74';
const HEAD = '#E7EEF6';
const HAIR = '#C9C4B8';
/** Points of a line of text of ten points, and the most that Excel allows for a row. */
const LINE_HEIGHT = 14;
const ROW_HEIGHT_MAX = 409;

/**
 * The report as a workbook: summary, findings, arithmetic, evidence, and what was not checked. Every cell is text: nothing runs.
 * Rows are given their height, because not every program works it out for wrapped text.
 */
export async function reportToXlsx(report: CaseReport): Promise<Uint8Array<ArrayBuffer>> {
  const model = layOutReport(report, { addendsMax: Number.POSITIVE_INFINITY });
  const say = (zh: string, en: string) => (report.language === 'zh' ? zh : en);
  const sheets = [
    sheet(say('摘要', 'Summary'), [18, 100], summaryRows(model)),
    sheet(say('疑点', 'Findings'), FINDING_WIDTHS, withHeading(findingRows(report), FINDING_AMOUNTS), 1),
    sheet(say('算式', 'Arithmetic'), [6, 4, 48, 20, 8, 40], arithmeticRows(model, report), 1),
    sheet(say('证据', 'Evidence'), [6, 24, 30, 36, 14, 11, 18, 40], withHeading(evidenceRows(model), [5]), 1),
    ...(model.corrections.length === 0
      ? []
      : [
          sheet(
            say('更正的读数', 'Corrected readings'),
            [30, 44, 20, 20, 30],
            withHeading(correctionRows(model), [2, 3]),
            1,
          ),
        ]),
    sheet(say('未核', 'Not checked'), [60, 48, 20], withHeading(uncheckedRows(model), [2]), 1),
  ];
  const style = { fontFamily: 'Microsoft YaHei', fontSize: 10, features: [FIT_TO_WIDTH] };
  const blob = await writeXlsxFile(sheets, style).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

function sheet(
  name: string,
  widths: readonly number[],
  rows: readonly Row[],
  stickyRowsCount = 0,
): Sheet<Blob> {
  return {
    sheet: name,
    data: rows.length === 0 ? [[text('')]] : rows.map((row) => withHeight(row, widths)),
    columns: widths.map((width) => ({ width })),
    stickyRowsCount,
    orientation: 'landscape',
    showGridLines: false,
  };
}

/** Printed, each sheet is as wide as the paper and as many pages long as it takes. */
const FIT_TO_WIDTH: Feature<Blob> = {
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform: (xml: string) =>
          xml
            .replace(/<worksheet[^>]*>/, '$&<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
            .replace(/<pageSetup /, '<pageSetup fitToWidth="1" fitToHeight="0" '),
      },
    },
  },
};

type StyledCell = Extract<NonNullable<Row[number]>, object> & { readonly columnSpan?: number };
type Cell = NonNullable<Row[number]>;

/** A text cell, whatever the text looks like: `=1+1` stays three characters. */
function text(value: string, style: Partial<StyledCell> = {}): Cell {
  const clean = toPrintable(value).slice(0, CELL_CHARACTERS_MAX);
  return { value: clean, type: String, wrap: true, alignVertical: 'top', ...style } as Cell;
}

/** The height that a row's longest cell needs at its column's width: a Chinese character takes two digits' room. */
function withHeight(row: Row, widths: readonly number[]): Row {
  const lines = row.map((cell, column) => {
    const { value, columnSpan = 1 } = (cell ?? {}) as {
      readonly value?: unknown;
      readonly columnSpan?: number;
    };
    const room = widths.slice(column, column + columnSpan).reduce((sum, width) => sum + width, 0) - 1.5;
    const length = String(value ?? '')
      .split('\n')
      .map((line) => Math.max(1, Math.ceil((widthOf(line) * 1.06) / Math.max(1, room))));
    return length.reduce((sum, count) => sum + count, 0);
  });
  const height = Math.min(ROW_HEIGHT_MAX, Math.max(1, ...lines) * LINE_HEIGHT + 4);
  return row.map((cell, column) => (column === 0 ? ({ ...(cell as object), height } as Cell) : cell));
}

/** Rows under a bold heading; amounts flush right, so that their digits stand under one another. */
function withHeading(rows: readonly (readonly string[])[], amountColumns: readonly number[]): Row[] {
  return rows.map((row, i) =>
    row.map((value, column) =>
      text(value, {
        bottomBorderStyle: 'thin',
        bottomBorderColor: HAIR,
        ...(i === 0 ? { fontWeight: 'bold' as const, backgroundColor: HEAD } : {}),
        ...(amountColumns.includes(column) ? { align: 'right' as const } : {}),
      }),
    ),
  );
}

function summaryRows(model: ReportModel): Row[] {
  const { counts, language } = model;
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const fact = (name: string, value: string, style: Partial<StyledCell> = {}): Row => [
    text(name, { fontWeight: 'bold' }),
    text(value, style),
  ];
  const heading = (words: string): Row => [
    text(words, { fontWeight: 'bold', backgroundColor: HEAD, columnSpan: 2 } as Partial<StyledCell>),
    null,
  ];
  return [
    [text(model.title, { fontWeight: 'bold', fontSize: 16, columnSpan: 2 } as Partial<StyledCell>), null],
    [text(model.subtitle, { fontSize: 12, columnSpan: 2 } as Partial<StyledCell>), null],
    ...(model.generatedAt === undefined ? [] : [fact(say('时间', 'Time'), formatTime(model.generatedAt))]),
    heading(say('被核对文件', 'Documents')),
    ...model.documents.flatMap((document) => [
      fact(
        document.name,
        document.heading === document.name
          ? document.description
          : `${document.heading}${say('，', ', ')}${document.description}`,
      ),
      ...document.warnings.map(({ sentence }) => fact(say('注意', 'Note'), sentence)),
    ]),
    ...model.failures.map(({ name, sentence }) => fact(name, sentence, { textColor: RED })),
    heading(say('结论', 'Conclusion')),
    ...model.conclusion.map((sentence) => fact('', sentence)),
    fact(`✓ ${STATE_WORDS.tied[language]}`, String(counts.tied)),
    fact(`≈ ${STATE_WORDS['within-rounding'][language]}`, String(counts.withinRounding)),
    fact(`≠ ${STATE_WORDS.differs[language]}`, String(counts.differing), {
      textColor: RED,
      fontWeight: 'bold',
    }),
    fact(`□ ${STATE_WORDS['not-checked'][language]}`, String(counts.notChecked)),
    ...(model.notes.length === 0 ? [] : [heading(say('笔记', 'Notes'))]),
    ...model.notes.map(({ text: words, document }) => fact(document, words)),
    heading(say('签署', 'Signed')),
    fact(say('编制', 'Prepared'), model.preparedBy),
    fact(say('复核', 'Reviewed'), model.reviewedBy),
  ];
}

function arithmeticRows({ sections, dismissed, language }: ReportModel, report: CaseReport): Row[] {
  const findings = [...sections.flatMap(({ findings }) => findings), ...dismissed];
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const publications = indexPublications(report.review.publications);
  const placeOf = (place: ReviewPlace | undefined, of: Publication | undefined) =>
    place === undefined ? '' : describePlace(place, publications.get(place.document ?? '') ?? of, language);
  const heading = [
    say('序', 'No.'),
    '',
    say('项目', 'Item'),
    say('金额', 'Amount'),
    say('单位', 'Unit'),
    say('位置', 'Place'),
  ];
  return [
    ...withHeading([heading], [3]),
    ...findings.flatMap(({ ordinal, id, title, arithmetic }) => {
      if (arithmetic === undefined) return [];
      const own = report.review.publications.find(({ findings }) => findings.some((one) => one.id === id));
      return [
        [
          text(String(ordinal), { fontWeight: 'bold' }),
          text(''),
          text(title, { fontWeight: 'bold', columnSpan: 4 } as Partial<StyledCell>),
          null,
          null,
          null,
        ],
        ...arithmetic.rows.map(({ kind, sign, label, amount, unit, place }) => {
          const style: Partial<StyledCell> = {
            ...(kind === 'printed' || kind === 'difference' ? { textColor: RED } : {}),
            ...(kind === 'sum' || kind === 'difference' ? { topBorderStyle: 'thin' as const } : {}),
            ...(kind === 'difference' ? { bottomBorderStyle: 'double' as const } : {}),
          };
          return [
            text(''),
            text(sign),
            text(label),
            text(amount, { align: 'right', ...style }),
            text(unit ?? arithmetic.unit ?? ''),
            text(placeOf(place, own), { textColor: GREY }),
          ];
        }),
        [text('')],
      ];
    }),
  ];
}

/** Where each document came from, and the hash by which anyone can see that it is the same file. */
function evidenceRows({ documents, failures, language }: ReportModel): string[][] {
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const headings = [
    say('证据', 'Id'),
    say('文件', 'Document'),
    say('认出的是', 'Recognised as'),
    'SHA-256',
    say('取得方式', 'Obtained'),
    say('字节', 'Bytes'),
    say('取得时间', 'Time'),
    say('网址', 'Address'),
  ];
  return [
    headings,
    ...documents.map(({ name, heading, sha256, capture }, index) => [
      `E${index + 1}`,
      name,
      heading === name ? '' : heading,
      sha256,
      capture?.method ?? '',
      capture?.size === undefined ? '' : String(capture.size),
      capture?.at === undefined ? '' : formatTime(capture.at),
      capture?.address ?? '',
    ]),
    ...failures.map(({ name, sentence }) => ['', name, sentence, '', '', '', '', '']),
  ];
}

function correctionRows({ corrections, documents, language }: ReportModel): string[][] {
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  return [
    [
      say('文件', 'Document'),
      say('位置', 'Place'),
      say('读作', 'Read as'),
      say('更正为', 'Corrected to'),
      say('备注', 'Note'),
    ],
    ...corrections.map(({ document, place, read, corrected, used }) => [
      document || (documents[0]?.name ?? ''),
      place,
      read,
      corrected,
      used ? '' : say('现在读法不同，未沿用', 'reads otherwise by now; not used'),
    ]),
  ];
}

function uncheckedRows({ unchecked, language }: ReportModel): string[][] {
  const headings = language === 'zh' ? ['原因', '位置', '印为'] : ['Reason', 'Place', 'Printed'];
  const rows = unchecked.flatMap(({ reason, tables }) =>
    tables.flatMap(({ place, amounts }) => amounts.map((amount) => [reason, place, amount])),
  );
  return [headings, ...rows];
}
