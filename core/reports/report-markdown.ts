import type { Arithmetic } from './arithmetic.ts';
import type { Language } from './language.ts';
import { correctionSentence, layOutReport, type ReportFinding } from './lay-out-report.ts';
import type { CaseReport } from './report.ts';
import { STATE_WORDS } from './words.ts';

/** The report as Markdown, for an issue, a note or a chat. */
export function reportToMarkdown(report: CaseReport): string {
  const model = layOutReport(report);
  const { language } = model;
  const isChinese = language === 'zh';
  const { counts } = model;
  const lines = [
    `# ${toInert(model.title)}`,
    '',
    ...model.documents.flatMap((document) => [
      `- **${toInert(document.heading)}**${bracket(`${toInert(document.name)}${isChinese ? '，' : ', '}${toInert(document.description)}`, isChinese)}`,
      `  SHA-256 \`${document.sha256}\``,
    ]),
    '',
    ...model.conclusion.map(toInert),
    '',
    `| ${STATE_WORDS.tied[language]} | ${STATE_WORDS['within-rounding'][language]} | ${STATE_WORDS.differs[language]} | ${STATE_WORDS['not-checked'][language]} |`,
    '| ---: | ---: | ---: | ---: |',
    `| ${counts.tied} | ${counts.withinRounding} | ${counts.differing} | ${counts.notChecked} |`,
    ...model.sections.flatMap(({ label, findings }) => [
      '',
      `## ${label} ${findings.length}`,
      ...findings.flatMap((finding) => findingLines(finding, language)),
    ]),
    ...(model.dismissed.length === 0
      ? []
      : [
          '',
          `## ${isChinese ? '已排除' : 'Dismissed'}`,
          ...model.dismissed.flatMap((f) => findingLines(f, language)),
        ]),
    ...(counts.notChecked === 0
      ? []
      : [
          '',
          `## ${STATE_WORDS['not-checked'][language]} ${counts.notChecked}`,
          '',
          ...model.unchecked.map(({ reason, count, tables }) => {
            const places = tables.map(({ place, amounts }) => `${place} ${amounts.length}`);
            return `- ${toInert(`${count} × ${reason}${bracket(places.join(isChinese ? '，' : '; '), isChinese)}`)}`;
          }),
        ]),
    ...(model.corrections.length === 0
      ? []
      : [
          '',
          `## ${isChinese ? '更正的读数' : 'Corrected readings'}`,
          '',
          ...model.corrections.map((one) => `- ${toInert(correctionSentence(one, language))}`),
        ]),
    ...model.failures.map(
      ({ name, sentence, code }) =>
        `\n**${toInert(name)}**${isChinese ? '：' : ': '}${toInert(sentence)} (\`${code}\`)`,
    ),
    ...model.notes.map(({ text }) => `\n> ${toInert(text).replaceAll('\n', '\n> ')}`),
  ];
  return `${lines.join('\n')}\n`;
}

function findingLines(finding: ReportFinding, language: Language): string[] {
  const isChinese = language === 'zh';
  const facts = [
    finding.stated === '' ? '' : `${isChinese ? '印为' : 'printed'} ${finding.stated}`,
    finding.expected === '' ? '' : `${isChinese ? '应为' : 'should be'} ${finding.expected}`,
    finding.difference === '' ? '' : `${isChinese ? '差额' : 'difference'} ${finding.difference}`,
    finding.unit,
  ].filter((fact) => fact !== '');
  return [
    '',
    `### ${finding.ordinal}. ${toInert(finding.title)}`,
    '',
    toInert([finding.document, finding.place, ...facts].filter((part) => part !== '').join(' · ')),
    '',
    toInert(finding.message),
    ...(finding.arithmetic === undefined ? [] : ['', ...columnLines(finding.arithmetic)]),
    ...(finding.alsoAt.length === 0
      ? []
      : [
          '',
          `${isChinese ? '同样印错：' : 'Same error at: '}${toInert(finding.alsoAt.join(isChinese ? '，' : '; '))}`,
        ]),
    ...finding.corrections.map(
      (one) =>
        `\n${isChinese ? '已更正读数：' : 'Corrected reading: '}${toInert(correctionSentence(one, language))}`,
    ),
    ...finding.decisions.map(
      ({ label, reason, by }) => `\n**${label}** ${toInert([reason, by].filter(Boolean).join(' · '))}`,
    ),
    ...finding.notes.map(({ text }) => `\n> ${toInert(text).replaceAll('\n', '\n> ')}`),
    '',
    `*${isChinese ? '依据：' : 'Basis: '}${toInert(finding.basis)} · ${finding.rule}*`,
  ];
}

function columnLines({ rows }: Arithmetic): string[] {
  return [
    '| | | |',
    '| --- | --- | ---: |',
    ...rows.map(
      ({ sign, label, amount, unit }) =>
        `| ${toInert(sign)} | ${toInert(label)} | ${toInert(amount)}${unit === undefined ? '' : ` ${toInert(unit)}`} |`,
    ),
  ];
}

const bracket = (text: string, isChinese: boolean) => (isChinese ? `（${text}）` : ` (${text})`);

/** What a document says is text here, never markup: no link, no image, no HTML, no heading comes of it. */
function toInert(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~!&]/g, (character) => `\\${character}`).replace(/\s*\n\s*/g, ' ');
}
