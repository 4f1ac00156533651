import { BYTE_ORDER_MARK, toCsv } from './csv.ts';
import type { Language } from './language.ts';
import { correctionSentence, layOutReport, type ReportFinding } from './lay-out-report.ts';
import type { CaseReport } from './report.ts';

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  zh: [
    '序',
    '程度',
    '文件',
    '位置',
    '事项',
    '印为',
    '应为',
    '差额',
    '单位',
    '说明',
    '原文',
    '同样印错',
    '依据',
    '规则',
    '决定',
    '理由',
    '笔记',
    '编号',
    '已更正读数',
  ],
  en: [
    'No.',
    'Severity',
    'Document',
    'Place',
    'Finding',
    'Printed',
    'Should be',
    'Difference',
    'Unit',
    'Message',
    'Quotation',
    'Same error at',
    'Basis',
    'Rule',
    'Decision',
    'Reason',
    'Notes',
    'Id',
    'Corrected reading',
  ],
};

/** The findings, one a row, for a spreadsheet. */
export function reportToCsv(report: CaseReport): string {
  return BYTE_ORDER_MARK + toCsv(findingRows(report));
}

/** Heading and one row a finding, dismissed ones at the end; the CSV and the working paper print the same. */
export function findingRows(report: CaseReport): string[][] {
  const model = layOutReport(report);
  const findings = model.sections.flatMap(({ label, findings }) =>
    findings.map((finding) => ({ label, finding })),
  );
  const dismissed = model.dismissed.map((finding) => ({ label: '', finding }));
  const names = model.documents.length === 1 ? (model.documents[0]?.name ?? '') : '';
  return [
    [...HEADINGS[report.language]],
    ...[...findings, ...dismissed].map(({ label, finding }) => toRow(label, finding, names, report.language)),
  ];
}

function toRow(label: string, finding: ReportFinding, onlyName: string, language: Language): string[] {
  const { decisions, notes } = finding;
  return [
    String(finding.ordinal),
    label,
    finding.document || onlyName,
    finding.place,
    finding.title,
    finding.stated,
    finding.expected,
    finding.difference,
    finding.unit,
    finding.message,
    finding.quote,
    finding.alsoAt.join('; '),
    finding.basis,
    finding.rule,
    decisions.map(({ label }) => label).join('; '),
    decisions
      .map(({ reason }) => reason)
      .filter((reason) => reason !== '')
      .join('; '),
    notes.map(({ text }) => text).join('; '),
    finding.id,
    finding.corrections.map((one) => correctionSentence(one, language)).join('; '),
  ];
}
