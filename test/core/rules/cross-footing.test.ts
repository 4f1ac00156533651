import { describe, expect, it } from 'vitest';
import { reviewDrawn, told } from '../../support/draw-document.ts';

const purchases = (amount: string) => [
  {
    title: '政府采购预算表',
    unit: '万元',
    rows: `
      | 项目名称 | 采购物品名称 | 数量 | 单价 | 金额 |
      |---|---|---|---|---|
      | 设备购置 | 计算机 | 12 | 0.55 | 6.60 |
      | 设备购置 | 打印机 | 3 | 0.18 | ${amount} |
      | 设备购置 | 服务器 | 2 | 4.75 | 9.50 |`,
  },
];

describe('quantity times price', () => {
  it('meets the amount of each row, within the rounding of the price', () => {
    const of = (amount: string) =>
      told(reviewDrawn(purchases(amount))).filter((t) => t.startsWith('cast-quantity-price'));
    expect(of('0.54')).toEqual([]);
    expect(of('0.55')).toEqual([]);
    expect(of('0.84')).toEqual(['cast-quantity-price t1 r2c4 0.84 → blank']);
  });
});

describe('the change against last year', () => {
  const table = (change: string) => ({
    title: '一般公共预算支出表',
    unit: '万元',
    rows: `
      | 科目编码 | 科目名称 | 2023年执行数 | 2024年预算数 | < | < | 比2023年执行数增减 | < |
      | ^ | ^ | ^ | 小计 | 基本支出 | 项目支出 | 增减额 | 增减% |
      |---|---|---|---|---|---|---|---|
      | 208 | 社会保障和就业支出 | 80.00 | 100.00 | 60.00 | 40.00 | ${change} | 25.00% |
      | 合计 | < | 80.00 | 100.00 | 60.00 | 40.00 | ${change} | 25.00% |`,
  });
  const of = (change: string) =>
    told(reviewDrawn([table(change)], ['# 某局2024年部门预算'])).filter((t) => /^(?:cast|foot)-/.test(t));

  it('is this year minus last year', () => {
    expect(of('20.00')).toEqual([]);
    expect(of('25.00').length).toBeGreaterThan(0);
  });
});

describe('fund tables of final accounts', () => {
  it('take neither the year’s income for a total of what stands beside it nor a dash for a missing closing balance', () => {
    const review = reviewDrawn([
      {
        title: '政府性基金预算财政拨款收入支出决算表',
        unit: '元',
        rows: `
          | 科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出 | < | < | 年末结转和结余 |
          | ^ | ^ | ^ | ^ | 小计 | 基本支出 | 项目支出 | ^ |
          |---|---|---|---|---|---|---|---|
          | 212 | 城乡社区支出 | 589,601 | 2,148,346 | 2,737,948 | - | 2,737,948 | - |
          | 合计 | < | 589,601 | 2,148,346 | 2,737,948 | - | 2,737,948 | - |`,
      },
    ]);
    expect(told(review).filter((t) => /^(?:cast|foot)-/.test(t))).toEqual([]);
  });
});

describe('a list with sub-totals in English', () => {
  it('foots although one of its labels begins with three digits', () => {
    const review = reviewDrawn([
      {
        title: 'Revenue expenditure',
        unit: 'Rs. in lakhs',
        rows: `
          | Head of accounts | Budget 2009-10 | Revised 2008-09 |
          |---|---|---|
          | Parks | 6.00 | 12.83 |
          | 100' wide road | 2.50 | 1.99 |
          | SUB TOTAL | 8.50 | 14.82 |
          | Salaries | 800.00 | 737.55 |
          | Uniforms | 1.50 | 1.34 |
          | SUB TOTAL | 801.50 | 738.89 |`,
      },
    ]);
    expect(review.findings.filter((f) => f.severity !== 'info')).toEqual([]);
    expect(review.figures).toMatchObject({ tied: 12, notChecked: 0 });
  });
});
