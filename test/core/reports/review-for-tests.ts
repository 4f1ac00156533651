import type { Publication, Review, ReviewCheck, ReviewFinding } from '../../../core/model/review.ts';

const SHA = '0123456789abcdef'.repeat(4);

/** A class that prints 18,003,263 where its sections add up to 25,453,263; on page 10 of a made publication. */
export const check: ReviewCheck = {
  id: 'c1',
  rule: 'foot-code-kuan-lei',
  outcome: 'differs',
  terms: [
    {
      sign: -1,
      place: { table: 't3', row: 7, col: 4, page: 10, quote: '18,003,263' },
      stated: '18,003,263',
      label: '210 卫生健康支出',
      unit: '元',
    },
    ...(
      [
        ['10,448,833', '21001 卫生健康管理事务'],
        ['1,054,430', '21011 行政事业单位医疗'],
        ['12,750,000', '21013 医疗救助'],
        ['1,200,000', '21015 医疗保障管理事务'],
      ] as const
    ).map(([stated, label], i) => ({
      sign: 1 as const,
      place: { table: 't3', row: 8 + i, col: 4, page: 10, quote: stated },
      stated,
      label,
      unit: '元',
    })),
  ],
  residual: '7,450,000',
  tolerance: '2.5',
  unit: '元',
};

export const finding: ReviewFinding = {
  id: 'f1',
  rule: 'foot-code-kuan-lei',
  severity: 'error',
  title: { zh: '类 210 卫生健康支出：合计少 7,450,000', en: 'Class 210: total short by 7,450,000' },
  message: {
    zh: '印为 18,003,263，各款之和为 25,453,263。',
    en: 'It prints 18,003,263; its sections sum to 25,453,263.',
  },
  stated: '18,003,263',
  expected: '25,453,263',
  difference: '-7,450,000',
  unit: '元',
  where: [{ table: 't3', row: 7, col: 4, page: 10, quote: '18,003,263' }],
  suspects: [],
  checks: ['c1'],
  alsoAt: [{ table: 't2', row: 5, col: 4, page: 8, quote: '18,003,263' }],
  basis: '财预〔2016〕143号',
};

export const publication: Publication = {
  document: { name: 'a.pdf', sha256: SHA, mediaType: 'application/pdf', pages: 22 },
  entity: '某区医疗保险事务中心',
  year: 2023,
  kind: 'budget',
  tables: [
    { id: 't2', title: '2、2023年收入预算总表', unit: '元', kind: 'income', pages: [8] },
    { id: 't3', title: '3、2023年支出预算总表', unit: '元', kind: 'expenditure-summary', pages: [10] },
  ],
  figures: { total: 253, tied: 218, withinRounding: 9, differing: 4, notChecked: 22 },
  checks: { agrees: 100, agreesWithinRounding: 3, differs: 1, notChecked: 1 },
  findings: [finding],
  warnings: [],
  checkList: [check],
  ledger: [
    {
      place: { block: 3, page: 4, quote: '337.39万元' },
      stated: '337.39',
      state: 'not-checked',
      checks: [],
      reason: { zh: '没有上年文件', en: 'no document of the year before' },
    },
  ],
};

export function reviewOf(...publications: readonly Publication[]): Review {
  return { schema: 'tieout/review@1', publications, case: { findings: [] }, failures: [] };
}
