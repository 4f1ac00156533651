import writeXlsxFile, { type Row, type Sheet } from 'write-excel-file/universal';
import { layOutReport, type ReportModel } from '../../core/reports/lay-out-report.ts';
import { toPrintable } from '../../core/reports/printable.ts';
import type { CaseReport } from '../../core/reports/report.ts';
import { findingRows } from '../../core/reports/report-csv.ts';
import { STATE_WORDS } from '../../core/reports/words.ts';

/** Excel holds no longer text in a cell. */
const CELL_CHARACTERS_MAX = 32_767;
/** Printed, expected, difference. */
const FINDING_AMOUNTS = [5, 6, 7];
const FINDING_WIDTHS = [5, 8, 24, 28, 40, 16, 16, 16, 8, 60, 30, 30, 30, 24, 10, 24, 24, 18];

/** The report as a workbook: summary, findings, arithmetic, and what was not checked. Every cell is text: nothing runs. */
export async function reportToXlsx(report: CaseReport): Promise<Uint8Array<ArrayBuffer>> {
  const model = layOutReport(report, { addendsMax: Number.POSITIVE_INFINITY });
  const say = (zh: string, en: string) => (report.language === 'zh' ? zh : en);
  const sheets = [
    sheet(say('摘要', 'Summary'), [28, 90], summaryRows(model)),
    sheet(say('疑点', 'Findings'), FINDING_WIDTHS, withHeading(findingRows(report), FINDING_AMOUNTS), 1),
    sheet(say('算式', 'Arithmetic'), [6, 6, 50, 20, 10], arithmeticRows(model)),
    sheet(say('未核', 'Not checked'), [60, 36, 20], withHeading(uncheckedRows(model), [2]), 1),
  ];
  const blob = await writeXlsxFile(sheets, { fontFamily: 'Microsoft YaHei', fontSize: 10 }).toBlob();
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
    data: rows.length === 0 ? [[text('')]] : [...rows],
    columns: widths.map((width) => ({ width })),
    stickyRowsCount,
    orientation: 'landscape',
  };
}

type Cell = NonNullable<Row[number]>;

/** A text cell, whatever the text looks like: `=1+1` stays three characters. */
function text(value: string, style: Partial<Extract<Cell, object>> = {}): Cell {
  const clean = toPrintable(value).slice(0, CELL_CHARACTERS_MAX);
  return { value: clean, type: String, wrap: true, alignVertical: 'top', ...style } as Cell;
}

/** Rows under a bold heading; amounts flush right, so that their digits stand under one another. */
function withHeading(rows: readonly (readonly string[])[], amountColumns: readonly number[]): Row[] {
  return rows.map((row, i) =>
    row.map((value, column) =>
      text(value, {
        ...(i === 0 ? { fontWeight: 'bold' as const } : {}),
        ...(amountColumns.includes(column) ? { align: 'right' as const } : {}),
      }),
    ),
  );
}

function summaryRows(model: ReportModel): Row[] {
  const { counts, language } = model;
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const fact = (name: string, value: string): Row => [text(name, { fontWeight: 'bold' }), text(value)];
  return [
    [text(model.title, { fontWeight: 'bold' })],
    [text(model.subtitle)],
    ...model.documents.flatMap((document) => [
      fact(say('被核对文件', 'Document'), `${document.heading}（${document.name}，${document.description}）`),
      fact('SHA-256', document.sha256),
      ...(document.capture === undefined ? [] : [fact(say('取得方式', 'Obtained'), document.capture.method)]),
      ...document.warnings.map(({ sentence }) => fact(say('注意', 'Note'), sentence)),
    ]),
    ...model.conclusion.map((sentence, i) => fact(i === 0 ? say('结论', 'Conclusion') : '', sentence)),
    fact(STATE_WORDS.tied[language], String(counts.tied)),
    fact(STATE_WORDS['within-rounding'][language], String(counts.withinRounding)),
    fact(STATE_WORDS.differs[language], String(counts.differing)),
    fact(STATE_WORDS['not-checked'][language], String(counts.notChecked)),
    ...model.failures.map(({ name, sentence }) =>
      fact(say('未能读取', 'Could not be read'), `${name}：${sentence}`),
    ),
    ...model.notes.map(({ text }) => fact(say('笔记', 'Note'), text)),
    fact(say('编制', 'Prepared'), model.preparedBy),
    fact(say('复核', 'Reviewed'), model.reviewedBy),
  ];
}

function arithmeticRows({ sections, dismissed }: ReportModel): Row[] {
  const findings = [...sections.flatMap(({ findings }) => findings), ...dismissed];
  return findings.flatMap(({ ordinal, title, arithmetic }) =>
    arithmetic === undefined
      ? []
      : [
          [text(String(ordinal), { fontWeight: 'bold' }), text(''), text(title, { fontWeight: 'bold' })],
          ...arithmetic.rows.map(({ kind, sign, label, amount, unit }) => [
            text(''),
            text(sign),
            text(label),
            text(amount, {
              align: 'right',
              ...(kind === 'sum' || kind === 'difference' ? { topBorderStyle: 'thin' as const } : {}),
            }),
            text(unit ?? arithmetic.unit ?? ''),
          ]),
          [text('')],
        ],
  );
}

function uncheckedRows({ unchecked, language }: ReportModel): string[][] {
  const headings = language === 'zh' ? ['原因', '位置', '印为'] : ['Reason', 'Place', 'Printed'];
  const rows = unchecked.flatMap(({ reason, tables }) =>
    tables.flatMap(({ place, amounts }) => amounts.map((amount) => [reason, place, amount])),
  );
  return [headings, ...rows];
}
