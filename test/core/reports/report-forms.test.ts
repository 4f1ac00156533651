import { describe, expect, it } from 'vitest';
import type { Publication, Review } from '../../../core/model/review.ts';
import { differingDigits } from '../../../core/reports/arithmetic.ts';
import { layOutReport } from '../../../core/reports/lay-out-report.ts';
import type { CaseReport } from '../../../core/reports/report.ts';
import { reportToCsv } from '../../../core/reports/report-csv.ts';
import { reportToHtml } from '../../../core/reports/report-html.ts';
import { reportToMarkdown } from '../../../core/reports/report-markdown.ts';
import { reportToSarif } from '../../../core/reports/report-sarif.ts';
import { reportToText } from '../../../core/reports/report-text.ts';
import { finding, publication, reviewOf } from './review-for-tests.ts';

const zh: CaseReport = { review: reviewOf(publication), language: 'zh' };
const en: CaseReport = { ...zh, language: 'en' };

/** One of the addends was misread: the finding rests on what the reviewer reads there. */
const corrected: CaseReport = {
  ...en,
  review: reviewOf({
    ...publication,
    corrections: [
      {
        where: { table: 't3', row: 10, col: 4, page: 10, quote: '12,760,000' },
        corrected: '12,750,000',
        used: true,
      },
    ],
  }),
};

const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'`=1+1\u0000';
const hostile: Review = reviewOf({
  ...publication,
  document: { ...publication.document, name: HOSTILE },
  entity: HOSTILE,
  tables: publication.tables.map((table) => ({ ...table, title: HOSTILE })),
  findings: [
    {
      ...finding,
      title: { zh: HOSTILE, en: HOSTILE },
      message: { zh: HOSTILE, en: HOSTILE },
      stated: HOSTILE,
      where: [{ ...finding.where[0]!, quote: `${HOSTILE} more` }],
      basis: HOSTILE,
      checks: [],
    },
  ],
});

describe('layOutReport', () => {
  it('puts errors first and numbers findings through', () => {
    const info = { ...finding, id: 'f0', severity: 'info' as const };
    const model = layOutReport({ ...zh, review: reviewOf({ ...publication, findings: [info, finding] }) });
    expect(
      model.sections.map(({ severity, findings }) => [
        severity,
        findings.map(({ ordinal, id }) => [ordinal, id]),
      ]),
    ).toEqual([
      ['error', [[1, 'f1']]],
      ['info', [[2, 'f0']]],
    ]);
  });

  it('sets a dismissed finding apart, but not one on which reviewers disagree', () => {
    const dismissed = { finding: 'f1', state: 'dismissed', reason: '列示口径不同' } as const;
    expect(layOutReport({ ...zh, decisions: [dismissed] }).sections).toEqual([]);
    expect(layOutReport({ ...zh, decisions: [dismissed] }).dismissed).toHaveLength(1);
    const disputed = layOutReport({ ...zh, decisions: [dismissed, { finding: 'f1', state: 'confirmed' }] });
    expect(disputed.dismissed).toEqual([]);
    expect(disputed.sections[0]?.findings[0]?.decisions.map(({ label }) => label)).toEqual(['排除', '属实']);
  });

  it('never says that all is well about a document in which nothing was read', () => {
    const none = { total: 0, tied: 0, withinRounding: 0, differing: 0, notChecked: 0 };
    const { conclusion } = layOutReport({
      ...zh,
      review: reviewOf({ ...publication, findings: [], figures: none }),
    });
    expect(conclusion).toEqual(['没有读出任何金额，什么也没有核对。这不等于没有问题。']);
  });

  it('adds up the amounts of several documents and names the document of each finding', () => {
    const other: Publication = {
      ...publication,
      document: { ...publication.document, name: 'b.pdf', sha256: 'f'.repeat(64) },
    };
    const model = layOutReport({ ...zh, review: reviewOf(publication, other) });
    expect(model.counts).toEqual({ total: 506, tied: 436, withinRounding: 18, differing: 8, notChecked: 44 });
    expect(model.sections[0]?.findings.map(({ document }) => document)).toEqual(['a.pdf', 'b.pdf']);
    expect(model.subtitle).toBe('2 份文件');
  });

  it('names the documents of a finding between documents', () => {
    const between = {
      ...finding,
      id: 'x',
      where: [{ ...finding.where[0]!, document: publication.document.sha256 }],
    };
    const other: Publication = {
      ...publication,
      findings: [],
      document: { ...publication.document, name: 'b.pdf', sha256: 'f'.repeat(64) },
    };
    const review = { ...reviewOf({ ...publication, findings: [] }, other), case: { findings: [between] } };
    expect(layOutReport({ ...zh, review }).sections[0]?.findings[0]?.place).toBe(
      'a.pdf：2023年支出预算总表·10页',
    );
  });
});

describe('reportToText', () => {
  it('says what, where, the arithmetic, the counts and what was not checked', () => {
    expect(reportToText(zh)).toMatchInlineSnapshot(`
      "某区医疗保险事务中心　2023 年预算
      a.pdf · PDF，22 页，2 张表 · SHA-256 0123456789abcdef…
      印有金额 253 个：   ✓ 相符 218   ≈ 舍入内 9   ≠ 不符 4   □ 未核 22

      错误 1

        1 类 210 卫生健康支出：合计少 7,450,000
          2023年支出预算总表·10页   印为 18,003,263   应为 25,453,263   差额 −7,450,000 元
          印为 18,003,263，各款之和为 25,453,263。
                21001 卫生健康管理事务  10,448,833
              + 21011 行政事业单位医疗   1,054,430
              + 21013 医疗救助          12,750,000
              + 21015 医疗保障管理事务   1,200,000
                                        ──────────
              = 相加得                  25,453,263
              − 印为 210 卫生健康支出   18,003,263
                                        ──────────
                少                       7,450,000
                                        ══════════
              单位：元
              舍入允许 ±2.5
          同样印错：2023年收入预算总表·8页
          依据 财预〔2016〕143号 [foot-code-kuan-lei]

      未核 22
          1 × 没有上年文件：正文·4页（1）

      文件印有金额 253 个，231 个参与了核对：227 个相符或在舍入范围内，4 个不符。
      共有疑点 1 处：错误 1，存疑 0，提示 0。
      另有 22 个金额没有核对，原因另列。
      "
    `);
  });

  it('speaks English, and leaves the document’s words as they are', () => {
    expect(reportToText(en)).toMatchInlineSnapshot(`
      "某区医疗保险事务中心, budget 2023
      a.pdf · PDF, 22 pages, 2 tables · SHA-256 0123456789abcdef…
      253 amounts printed:   ✓ tied 218   ≈ within rounding 9   ≠ differ 4   □ not checked 22

      Errors 1

        1 Class 210: total short by 7,450,000
          2023年支出预算总表, p. 10   printed 18,003,263   should be 25,453,263   difference −7,450,000 元
          It prints 18,003,263; its sections sum to 25,453,263.
                21001 卫生健康管理事务    10,448,833
              + 21011 行政事业单位医疗     1,054,430
              + 21013 医疗救助            12,750,000
              + 21015 医疗保障管理事务     1,200,000
                                          ──────────
              = sum                       25,453,263
              − printed 210 卫生健康支出  18,003,263
                                          ──────────
                short by                   7,450,000
                                          ══════════
              unit: 元
              rounding allows ±2.5
          same error at: 2023年收入预算总表, p. 8
          basis 财预〔2016〕143号 [foot-code-kuan-lei]

      Not checked 22
          1 × no document of the year before: text, p. 4 (1)

      The documents print 253 amounts; 231 took part in a check: 227 tie or are within rounding, 4 differ.
      1 finding: 1 error, 0 warnings, 0 notes.
      22 amounts were not checked; the reasons are listed.
      "
    `);
  });

  it('colours nothing unless asked', () => {
    expect(reportToText(zh)).not.toContain('\x1b');
    expect(reportToText(zh, { colour: true })).toContain('\x1b[31m');
  });
});

describe('reportToCsv', () => {
  it('starts with the mark by which Excel knows UTF-8, and has one row a finding', () => {
    const csv = reportToCsv(zh);
    expect(csv.startsWith('\ufeff序,程度,文件,位置')).toBe(true);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(2);
    expect(csv).toContain('"18,003,263","25,453,263","−7,450,000",元');
  });

  it('has no cell that a spreadsheet would run', () => {
    const review = reviewOf({
      ...publication,
      findings: [{ ...finding, title: { zh: '=HYPERLINK("x")', en: '' }, message: { zh: '@cmd', en: '' } }],
    });
    const csv = reportToCsv({ ...zh, review });
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv).toContain("'@cmd");
  });
});

describe('corrected readings', () => {
  it('stand in the row of the finding that rests on them', () => {
    const [heading = '', row = ''] = reportToCsv(corrected).split('\r\n');
    expect(heading).toMatch(/,Corrected reading$/);
    expect(row).toMatch(/"[^"]*read as 12,760,000, corrected to 12,750,000"$/);
  });

  it('are notes of the run in SARIF', () => {
    const { invocations } = JSON.parse(reportToSarif(corrected)).runs[0];
    expect(invocations[0].toolExecutionNotifications).toMatchObject([
      {
        level: 'note',
        descriptor: { id: 'corrected-reading' },
        message: { text: expect.stringContaining('corrected to 12,750,000') },
      },
    ]);
  });
});

describe('reportToHtml', () => {
  it('escapes every word of a document and allows no script', () => {
    const page = reportToHtml({
      review: hostile,
      language: 'zh',
      notes: [{ text: HOSTILE }],
      title: HOSTILE,
    });
    expect(page).not.toMatch(/<script|<img|onerror=alert\(1\)>[^&]/);
    expect(page).not.toContain('\u0000');
    expect(page).toContain("default-src 'none'");
  });

  it('loads nothing from anywhere', () => {
    expect(reportToHtml(zh)).not.toMatch(/(?:src|href)=|url\(|@import/);
  });

  it('prints the hash, the quotation, the counts, what was not checked, and who decided what', () => {
    const page = reportToHtml({
      ...zh,
      generatedAt: '2026-11-20T14:32:05+08:00',
      decisions: [{ finding: 'f1', state: 'confirmed', by: '张三', at: '2026-11-20T14:40:00+08:00' }],
      notes: [{ text: '已电话核实', finding: 'f1' }],
      preparedBy: '张三',
    });
    for (const text of [
      '01234567 89abcdef',
      '没有上年文件（1）',
      '337.39',
      '属实 · 张三',
      '已电话核实',
      '2026-11-20 14:32 +08:00',
    ]) {
      expect(page).toContain(text);
    }
  });

  it('marks a finding that nobody decided on', () => {
    expect(reportToHtml(zh)).toContain('未经复核确认');
  });

  it('always has the section of what was not checked', () => {
    const all = { total: 1, tied: 1, withinRounding: 0, differing: 0, notChecked: 0 };
    const page = reportToHtml({
      ...zh,
      review: reviewOf({ ...publication, findings: [], figures: all, ledger: [] }),
    });
    expect(page).toContain('未核对的金额');
  });

  it('is the same for the same case', () => {
    expect(reportToHtml(zh)).toBe(reportToHtml(zh));
  });
});

describe('differingDigits', () => {
  const marked = (sum: string, printed: string) => {
    const rows = [
      { kind: 'addend', sign: '', label: '', amount: sum },
      { kind: 'printed', sign: '−', label: '', amount: printed },
    ] as const;
    return [...differingDigits(rows).values()].map((segments) =>
      segments.map(({ text, differs }) => (differs ? `_${text}_` : text)).join(''),
    );
  };

  it('marks the digits that differ in both, aligned from the right', () => {
    expect(marked('25,453,263', '18,003,263')).toEqual(['_25_,_45_3,263', '_18_,_00_3,263']);
  });

  it('aligns at the decimal point where the amounts have different decimals', () => {
    expect(marked('1,234.5', '1,234.56')).toEqual(['1,234.5', '1,234.5_6_']);
  });

  it('marks nothing against a word', () => {
    expect(marked('500,000', '空白')).toEqual([]);
  });
});

describe('reportToMarkdown', () => {
  it('lets nothing of a document become markup', () => {
    const markdown = reportToMarkdown({ review: hostile, language: 'zh' });
    expect(markdown).not.toMatch(/(^|[^\\])<(script|img)/);
  });
});

describe('reportToSarif', () => {
  it('gives level, place, hash and a fingerprint that stays', () => {
    const { runs, version } = JSON.parse(reportToSarif(zh));
    expect(version).toBe('2.1.0');
    expect(runs[0].results[0]).toMatchObject({
      ruleId: 'foot-code-kuan-lei',
      level: 'error',
      partialFingerprints: { 'tieout/v1': 'f1' },
      locations: [{ logicalLocations: [{ fullyQualifiedName: 't3 r7c4 page 10' }] }],
    });
    expect(runs[0].artifacts[0].hashes['sha-256']).toBe(publication.document.sha256);
  });
});
