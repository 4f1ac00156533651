import { describe, expect, it } from 'vitest';
import type { ReviewSettings } from '../../../core/model/settings.ts';
import { reviewDocument } from '../../../core/reconcile/reconcile.ts';
import { drawDocument } from '../../support/draw-document.ts';

const document = drawDocument([
  {
    title: '支出预算总表',
    unit: '元',
    rows: `
      | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
      |---|---|---|---|---|
      | 208 | 社会保障和就业支出 | 503 | 403 | 100 |
      | 20805 | 养老支出 | 300 | 250 | 50 |
      | 20810 | 社会福利 | 200 | 150 | 50 |`,
  },
]);
const review = (settings: ReviewSettings) => reviewDocument(document, true, settings);
const rules = (settings: ReviewSettings) => review(settings).findings.map((f) => `${f.rule} ${f.severity}`);

describe('settings of a case', () => {
  it('changes nothing and says nothing where there are none', () => {
    expect(review({}).settings).toBeUndefined();
    expect(rules({}).length).toBeGreaterThan(0);
  });

  it('leaves a switched-off rule out of checks and findings, and the result says so', () => {
    const settings = { rules: { 'foot-code-kuan-lei': { off: true } } };
    expect(review(settings).checkList!.map((c) => c.rule)).not.toContain('foot-code-kuan-lei');
    expect(review(settings).settings).toEqual(settings);
  });

  it('gives a rule the severity that the reviewer set', () => {
    expect(rules({ rules: { 'foot-code-kuan-lei': { severity: 'info' } } })).toContain(
      'foot-code-kuan-lei info',
    );
  });

  it('lets a difference up to the tolerance hold, and shows the window', () => {
    const milder = review({ rules: { 'foot-code-kuan-lei': { tolerance: '1.5' } } });
    const check = milder.checkList!.find((c) => c.rule === 'foot-code-kuan-lei')!;
    expect(check).toMatchObject({ outcome: 'agrees-within-rounding', tolerance: '3.00' });
    expect(review({ rules: { 'foot-code-kuan-lei': { tolerance: '0.5' } } }).findings.length).toBeGreaterThan(
      0,
    );
  });

  it('checks a sum of the reviewer’s own like any other', () => {
    const cell = (row: number, col: number) => ({ table: 't1', row, col });
    const own = (col: number) => ({
      sums: [{ name: '两款', total: cell(1, col), addends: [cell(2, col), cell(3, 3)] }],
    });
    expect(rules(own(2))).toContain('own-sum error');
  });

  it('leaves an own sum unmade when one of its cells is gone', () => {
    const sums = [
      { name: '少一格', total: { table: 't1', row: 1, col: 2 }, addends: [{ table: 't9', row: 2, col: 2 }] },
    ];
    expect(review({ sums }).checkList!.map((c) => c.rule)).not.toContain('own-sum');
  });
});
