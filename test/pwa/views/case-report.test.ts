import { describe, expect, it } from 'vitest';
import { reportToHtml } from '../../../core/reports/report-html.ts';
import type { WorkspaceEvent } from '../../../pwa/storage/event.ts';
import { projectWorkspace } from '../../../pwa/storage/project.ts';
import { caseReport } from '../../../pwa/views/report/case-report.ts';
import { finding, publication, review } from '../fixtures.ts';

const document = 'd'.repeat(64);
const head = (seq: number, deviceId = 'dev') => ({
  id: `${deviceId}${seq}`,
  deviceId,
  seq,
  at: `2026-11-20T08:00:0${seq}.000Z`,
  previousHash: '',
});
const events: WorkspaceEvent[] = [
  { ...head(1), kind: 'case-created', body: { case: 'c', title: 'Case' } },
  {
    ...head(2),
    kind: 'captured',
    body: { document, name: 'a.html', mediaType: 'text/html', size: 5, method: 'tab-bytes' },
  },
  { ...head(3), kind: 'document-added', body: { case: 'c', document } },
  { ...head(4), kind: 'decided', body: { case: 'c', finding: 'a', decision: 'confirmed', supersedes: [] } },
  {
    ...head(1, 'other'),
    kind: 'decided',
    body: { case: 'c', finding: 'a', decision: 'dismissed', reason: '另有文件', supersedes: [] },
  },
  { ...head(2, 'other'), kind: 'device-named', body: { name: '复核员' } },
  { ...head(5), kind: 'noted', body: { case: 'c', note: 'n', text: '=笔记', finding: 'a', supersedes: [] } },
];
const workspace = projectWorkspace(events);
const reviewed = review([publication(document, 'a.html', [finding('a'), finding('b')])]);
const choices = {
  language: 'zh',
  includeOpen: true,
  preparedBy: ' ',
  generatedAt: '2026-11-20T16:00:00+08:00',
} as const;
const reportOf = (more: Partial<Parameters<typeof caseReport>[3]> = {}) =>
  caseReport(workspace.cases.get('c')!, reviewed, workspace, { ...choices, ...more });

describe('caseReport', () => {
  it('prints both decisions of reviewers who disagree, with who decided', () => {
    expect(reportOf().decisions?.map(({ state, by, reason }) => [state, by, reason])).toEqual([
      ['dismissed', '复核员', '另有文件'],
      ['confirmed', undefined, undefined],
    ]);
  });

  it('tells how the bytes were obtained, in the report’s language', () => {
    expect(reportOf().captures).toEqual([
      { document, method: '标签页内原字节', size: 5, at: '2026-11-20T08:00:02.000Z' },
    ]);
    expect(reportOf({ language: 'en' }).captures?.[0]?.method).toBe('Bytes as shown in the tab');
  });

  it('leaves undecided findings out on request, and never the ledger', () => {
    const report = reportOf({ includeOpen: false });
    expect(report.review.publications[0]?.findings.map(({ id }) => id)).toEqual(['a']);
    expect(report.review.publications[0]?.figures.notChecked).toBe(1);
  });

  it('makes a page with decision and note in it', () => {
    const html = reportToHtml(reportOf());
    expect(html).toContain('=笔记');
    expect(html).toContain('另有文件');
  });
});
