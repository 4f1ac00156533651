import { expect, it } from 'vitest';
import { plausibility } from '../../../core/rules/plausibility/plausibility.ts';
import { observed } from '../../support/observe-drawn.ts';

const table = (annuity: string) => ({
  title: '2024年部门支出预算总表',
  unit: '万元',
  rows: `
    | 科目编码 | 科目名称 | 合计 |
    |---|---|---|
    | 2080505 | 机关事业单位基本养老保险缴费支出 | 116.06 |
    | 2080506 | 机关事业单位职业年金缴费支出 | ${annuity} |`,
});

it('takes the annuity for about half of the pension contribution', () => {
  expect(observed(plausibility, [table('58.03')])).toEqual([]);
  expect(observed(plausibility, [table('61.90')])).toEqual([]);
  expect(observed(plausibility, [table('10.00')])).toEqual(['tie-pension-annuity-ratio “10.00” 10.00']);
});

it('says nothing where either is not printed', () => {
  expect(observed(plausibility, [table('')])).toEqual([]);
  expect(observed(plausibility, [table('0.00')])).toEqual([]);
});
