import type { Publication, ReviewFinding, ReviewPlace, Severity } from '../model/review.ts';
import type { RuleInfo } from '../rules/rule.ts';
import type { Language } from './language.ts';
import { correctionSentence, layOutReport } from './lay-out-report.ts';
import type { CaseReport } from './report.ts';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** A review as SARIF 2.1.0, for tools that show results of checks beside files. */
export function reportToSarif(report: CaseReport): string {
  const { review, language, rules = [] } = report;
  const { publications } = review;
  const found = [
    ...publications.flatMap((publication) =>
      publication.findings.map((finding) => ({ finding, publication })),
    ),
    ...review.case.findings.map((finding) => ({ finding, publication: undefined })),
  ];
  const ruleIds = [...new Set(found.map(({ finding }) => finding.rule))].toSorted();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Tieout',
            rules: ruleIds.map((id) =>
              describeRule(
                id,
                rules.find((rule) => rule.id === id),
                language,
              ),
            ),
          },
        },
        language: language === 'zh' ? 'zh-CN' : 'en',
        artifacts: publications.map(({ document }) => ({
          location: { uri: encodeURI(document.name) },
          mimeType: document.mediaType,
          hashes: { 'sha-256': document.sha256 },
        })),
        results: found.map(({ finding, publication }) => ({
          ruleId: finding.rule,
          ruleIndex: ruleIds.indexOf(finding.rule),
          level: LEVELS[finding.severity],
          message: { text: finding.message[language] },
          locations: finding.where.slice(0, 1).map((place) => toLocation(place, publication, publications)),
          relatedLocations: relatedPlaces(finding).map((place, id) => ({
            id,
            ...toLocation(place, publication, publications),
          })),
          partialFingerprints: { 'tieout/v1': finding.id },
          properties: {
            ...(finding.stated === undefined ? {} : { stated: finding.stated }),
            ...(finding.expected === undefined ? {} : { expected: finding.expected }),
            ...(finding.difference === undefined ? {} : { difference: finding.difference }),
            ...(finding.unit === undefined ? {} : { unit: finding.unit }),
            basis: finding.basis,
          },
        })),
        invocations: [
          {
            executionSuccessful: review.failures.length === 0,
            toolExecutionNotifications: [
              ...review.failures.map(({ name, code, message }) => ({
                level: 'error',
                descriptor: { id: code },
                message: { text: `${name}: ${message[language]}` },
              })),
              // Results rest on what a reviewer read otherwise: a tool that shows them can say so.
              ...layOutReport(report).corrections.map((correction) => ({
                level: 'note',
                descriptor: { id: 'corrected-reading' },
                message: { text: correctionSentence(correction, language) },
              })),
            ],
          },
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describeRule(id: string, rule: RuleInfo | undefined, language: Language) {
  if (rule === undefined) return { id };
  return {
    id,
    shortDescription: { text: rule.title[language] },
    fullDescription: { text: rule.formula },
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: { basis: rule.basis },
  };
}

function relatedPlaces({ where, alsoAt = [] }: ReviewFinding): readonly ReviewPlace[] {
  return [...where.slice(1), ...alsoAt];
}

function toLocation(place: ReviewPlace, own: Publication | undefined, all: readonly Publication[]) {
  const publication = own ?? all.find(({ document }) => document.sha256 === place.document);
  const uri = encodeURI(publication?.document.name ?? '');
  const { table, row, col, block, selector, sheet, cell, page, rect } = place;
  const parts = [
    table,
    row === undefined || col === undefined ? undefined : `r${row}c${col}`,
    block === undefined ? undefined : `block ${block}`,
    page === undefined ? undefined : `page ${page}`,
    sheet === undefined ? undefined : `${sheet}!${cell ?? ''}`,
    selector,
  ].filter((part) => part !== undefined);
  return {
    physicalLocation: {
      artifactLocation: { uri },
      // SARIF has regions of text and of bytes only: the page is given as a line, its box beside it.
      ...(page === undefined ? {} : { region: { startLine: page, snippet: { text: place.quote } } }),
    },
    logicalLocations: [{ fullyQualifiedName: parts.join(' ') }],
    ...(rect === undefined ? {} : { properties: { page, rect } }),
  };
}
