import type { CaseReport } from '../../core/reports/report.ts';
import { reportToCsv } from '../../core/reports/report-csv.ts';
import { reportToHtml } from '../../core/reports/report-html.ts';
import { reportToMarkdown } from '../../core/reports/report-markdown.ts';
import { reportToSarif } from '../../core/reports/report-sarif.ts';
import { reportToText } from '../../core/reports/report-text.ts';
import { reviewToJson } from '../../core/reports/review-json.ts';

export const REPORT_FORMS = ['text', 'json', 'csv', 'xlsx', 'docx', 'html', 'md', 'sarif'] as const;
export type ReportForm = (typeof REPORT_FORMS)[number];

/** A report in the form asked for: text, or the bytes of a file. The libraries of Word and Excel load only when used. */
export async function renderReport(
  report: CaseReport,
  form: ReportForm,
  options: { readonly colour?: boolean } = {},
): Promise<string | Uint8Array<ArrayBuffer>> {
  switch (form) {
    case 'text':
      return reportToText(report, options);
    case 'json':
      return reviewToJson(report.review);
    case 'csv':
      return reportToCsv(report);
    case 'html':
      return reportToHtml(report);
    case 'md':
      return reportToMarkdown(report);
    case 'sarif':
      return reportToSarif(report);
    case 'xlsx': {
      const { reportToXlsx } = await import('./report-xlsx.ts');
      return reportToXlsx(report);
    }
    case 'docx': {
      const { reportToDocx } = await import('./report-docx.ts');
      return reportToDocx(report);
    }
  }
}
