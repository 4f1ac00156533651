import { describe, expect, it } from 'vitest';
import { reviewDrawn, told } from '../../support/draw-document.ts';

const expenditure = (rows: string, unit = '元') => ({
  title: '2024年部门支出预算总表',
  unit,
  rows: `
    | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
    |---|---|---|---|---|
    ${rows}`,
});

describe('footing by code', () => {
  it('is quiet when classes, sections and items add up', () => {
    const review = reviewDrawn([
      expenditure(`
        | 208     | 社会保障和就业支出 | 300 | 200 | 100 |
        | 20805   | 行政事业单位养老支出 | 300 | 200 | 100 |
        | 2080501 | 行政单位离退休 | 120 | 120 |  |
        | 2080505 | 养老保险缴费 | 180 | 80 | 100 |
        | 合计    | < | 300 | 200 | 100 |`),
    ]);
    expect(told(review)).toEqual([]);
    expect(review.figures).toMatchObject({ total: 14, tied: 14, notChecked: 0 });
  });

  it('names a class that is not the sum of its sections, once, with the value it should have', () => {
    const review = reviewDrawn([
      expenditure(`
        | 合计  |  < | 1,500 | 1,200 | 300 |
        | 208   | 社会保障和就业支出 | 500 | 400 | 100 |
        | 20805 | 行政事业单位养老支出 | 500 | 400 | 100 |
        | 210   | 卫生健康支出 | 900 | 800 | 200 |
        | 21001 | 卫生健康管理事务 | 600 | 500 | 100 |
        | 21011 | 行政事业单位医疗 | 400 | 300 | 100 |`),
    ]);
    expect(told(review)).toEqual(['foot-code-kuan-lei t1 r4c2 900 → 1,000']);
    expect(review.findings[0]).toMatchObject({ difference: '-100', severity: 'error' });
    expect(review.findings[0]!.suspects[0]).toMatchObject({ stated: '900', proposed: '1,000' });
  });

  it('tells a blank parent over filled children as a missing figure', () => {
    const review = reviewDrawn([
      expenditure(`
        | 合计  | < | 1,500 | 1,200 | 300 |
        | 208   | 社会保障和就业支出 | 500 | 400 |  |
        | 20805 | 行政事业单位养老支出 | 400 | 400 |  |
        | 20810 | 社会福利 | 100 |  | 100 |
        | 210   | 卫生健康支出 | 1,000 | 800 | 200 |
        | 21001 | 卫生健康管理事务 | 600 | 500 | 100 |
        | 21011 | 行政事业单位医疗 | 400 | 300 | 100 |`),
    ]);
    expect(told(review)).toEqual(['foot-missing-parent-cell t1 r2c4 blank → 100']);
  });

  it('finds that a row is missing where every column falls short by it', () => {
    const review = reviewDrawn([
      expenditure(`
        | 合计  | < | 1,500 | 1,200 | 300 |
        | 208   | 社会保障和就业支出 | 500 | 400 | 100 |
        | 20805 | 行政事业单位养老支出 | 350 | 300 | 50 |
        | 210   | 卫生健康支出 | 1,000 | 800 | 200 |
        | 21001 | 卫生健康管理事务 | 600 | 500 | 100 |
        | 21011 | 行政事业单位医疗 | 400 | 300 | 100 |`),
    ]);
    expect(review.findings).toHaveLength(1);
    expect(review.findings[0]).toMatchObject({ cause: 'row-missing', difference: '150' });
  });

  it('lets rounded figures differ by half a last place each, and says so', () => {
    const review = reviewDrawn([
      expenditure(
        `
        | 208   | 社会保障和就业支出 | 115.18 | 115.18 |  |
        | 20805 | 甲 | 4.87 | 4.87 |  |
        | 20806 | 乙 | 71.99 | 71.99 |  |
        | 20807 | 丙 | 38.31 | 38.31 |  |`,
        '万元',
      ),
    ]);
    expect(review.findings).toEqual([]);
    expect(review.checks.agreesWithinRounding).toBe(2);
    expect(review.checkList!.find((c) => c.outcome === 'agrees-within-rounding')).toMatchObject({
      residual: '-0.01',
      tolerance: '0.020',
    });
  });

  it('lets no cent go where every figure is printed to the cent', () => {
    const review = reviewDrawn([
      expenditure(`
        | 208   | 社会保障和就业支出 | 300.01 | 300.01 |  |
        | 20805 | 甲 | 100.00 | 100.00 |  |
        | 20806 | 乙 | 200.00 | 200.00 |  |`),
    ]);
    expect(review.findings.length).toBeGreaterThan(0);
  });

  it('gives the same findings whatever the order of top-level rows', () => {
    const classes = [
      '| 208 | 甲 | 500 | 400 | 100 |\n| 20805 | 乙 | 500 | 400 | 100 |',
      '| 210 | 丙 | 900 | 800 | 200 |\n| 21001 | 丁 | 600 | 500 | 100 |\n| 21011 | 戊 | 400 | 300 | 100 |',
    ];
    const sum = '| 合计 | < | 1,500 | 1,200 | 300 |';
    const expected = (rows: string[]) =>
      reviewDrawn([expenditure(rows.join('\n'))]).findings.map((f) => [f.id, f.stated, f.expected]);
    expect(expected([sum, ...classes])).toEqual(expected([...classes].reverse().concat(sum)));
  });
});

describe('footing by label', () => {
  const summary = (rows: string) => ({
    title: '2024年部门收支预算总表',
    unit: '万元',
    rows: `
      | 本年收入 | < | 本年支出 | < |
      | 项目 | 预算数 | 项目 | 预算数 |
      |---|---|---|---|
      ${rows}`,
  });

  it('reads each side of a summary by itself, with totals over year and carry-over', () => {
    const review = reviewDrawn([
      summary(`
        | 一、财政拨款收入 | 90.00 | 一、卫生健康支出 | 70.00 |
        | 1. 一般公共预算 | 80.00 | 二、住房保障支出 | 40.00 |
        | 2. 政府性基金 | 10.00 |  |  |
        | 二、事业收入 | 15.00 |  |  |
        | 本年收入合计 | 105.00 | 本年支出合计 | 110.00 |
        | 上年结转结余 | 5.00 | 年终结转结余 |  |
        | 收入总计 | 110.00 | 支出总计 | 110.00 |`),
    ]);
    expect(told(review)).toEqual([]);
    expect(review.figures.notChecked).toBe(0);
  });

  it('names the part that does not fit its whole', () => {
    const review = reviewDrawn([
      summary(`
        | 一、财政拨款收入 | 90.00 | 一、卫生健康支出 | 65.00 |
        | 1. 一般公共预算 | 80.04 | 二、住房保障支出 | 40.00 |
        | 2. 政府性基金 | 10.00 |  |  |
        | 二、事业收入 | 15.00 |  |  |
        | 收入总计 | 105.00 | 支出总计 | 105.00 |`),
    ]);
    expect(review.findings).toHaveLength(1);
    expect(review.findings[0]!.suspects.map((s) => s.stated)).toContain('80.04');
  });

  it('takes 其中 for a part that need not be all', () => {
    const list = (whole: string) => ({
      title: '资金情况',
      unit: '万元',
      rows: `
        | 项目 | 金额 |
        |---|---|
        | 一、设备购置 | ${whole} |
        | 其中：进口设备 | 30.00 |
        | 二、维修 | 20.00 |
        | 合计 | 70.00 |`,
    });
    expect(told(reviewDrawn([list('50.00')]))).toEqual([]);
    expect(told(reviewDrawn([list('25.00')])).length).toBeGreaterThan(0);
  });
});

describe('cross-footing', () => {
  it('follows merged headers, and names the figure in a row that does not add up', () => {
    const table = (personnel: string) => ({
      title: '一般公共预算支出表',
      unit: '万元',
      rows: `
        | 科目编码 | 科目名称 | 本年一般公共预算支出 | < | < | < | < |
        | ^ | ^ | 合计 | 基本支出 | < | < | 项目支出 |
        | ^ | ^ | ^ | 小计 | 人员经费 | 公用经费 | ^ |
        |---|---|---|---|---|---|---|
        | 208 | 社会保障和就业支出 | 138.46 | 138.46 | ${personnel} | 2.39 |  |
        | 20805 | 养老支出 | 138.46 | 138.46 | 136.07 | 2.39 |  |`,
    });
    expect(told(reviewDrawn([table('136.07')]))).toEqual([]);
    expect(told(reviewDrawn([table('163.07')]))).toEqual(['foot-single-child t1 r3c4 163.07 → 136.07']);
    expect(reviewDrawn([table('163.07')]).findings[0]).toMatchObject({ cause: 'digits-swapped' });
  });

  it('tells two headers in each other’s place as one finding', () => {
    const code = (title: string, a: string, b: string) => ({
      title,
      unit: '元',
      rows: `
        | 科目编码 | 科目名称 | 合计 | ${a} | ${b} |
        |---|---|---|---|---|
        | 208 | 社会保障和就业支出 | 500 | 400 | 100 |
        | 210 | 卫生健康支出 | 900 | 700 | 200 |
        | 221 | 住房保障支出 | 300 | 300 |  |
        | 合计 | < | 1,700 | 1,400 | 300 |`,
    });
    const empty = (title: string) => ({
      title,
      unit: '元',
      rows: '| 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n|  |  |  |',
    });
    const income = {
      title: '收支预算总表',
      unit: '元',
      rows: `
        | 收入 | < | 支出 | < |
        | 项目 | 预算数 | 项目 | 预算数 |
        |---|---|---|---|
        | 一、财政拨款收入 | 1,700 | 一、社会保障和就业支出 | 500 |
        |  |  | 二、卫生健康支出 | 900 |
        |  |  | 三、住房保障支出 | 300 |
        | 收入总计 | 1,700 | 支出总计 | 1,700 |`,
    };
    const tables = (a: string, b: string) => [
      income,
      code('支出预算总表', '基本支出', '项目支出'),
      code('一般公共预算支出表', a, b),
      empty('政府性基金预算支出表'),
    ];
    const ties = (a: string, b: string) =>
      told(reviewDrawn(tables(a, b))).filter((t) => /^(?:foot|cast|tie)-/.test(t));
    expect(ties('基本支出', '项目支出')).toEqual([]);
    // Only these two tables speak of the columns, so which of them is wrong cannot be told.
    expect(ties('项目支出', '基本支出')).toEqual([
      expect.stringMatching(/^tie-columns-exchanged t[23] r0c3$/),
    ]);
  });
});

describe('footing by indentation', () => {
  const budget = (rows: string) => [
    { title: '费用汇总', unit: '元', rows: `| 项目 | 预算 | 决算 |\n|---|---|---|\n${rows}` },
  ];
  const SOUND = `
    | 人员经费 | 900 | 800 |
    | 　工资 | 600 | 500 |
    | 　　岗位工资 | 400 | 300 |
    | 　　薪级工资 | 200 | 200 |
    | 　津贴 | 300 | 300 |
    | 公用经费 | 120 | 100 |
    | 　办公费 | 70 | 60 |
    | 　差旅费 | 50 | 40 |
    | 合计 | 1,020 | 900 |`;

  it('sums rows under the row that is set in less', () => {
    const review = reviewDrawn(budget(SOUND));
    expect(told(review)).toEqual([]);
    expect(review.figures).toMatchObject({ tied: 18, notChecked: 0 });
    expect(told(reviewDrawn(budget(SOUND.replace('薪级工资 | 200', '薪级工资 | 250'))))).toEqual([
      'foot-indent t1 r4c1 250 → 200',
    ]);
  });

  it('takes no centred label for one that is set in', () => {
    const centred = SOUND.replace('| 人员经费', '| 　人员经费').replace('| 　　岗位工资', '| 岗位工资');
    expect(told(reviewDrawn(budget(centred))).filter((line) => line.startsWith('foot-indent'))).toEqual([]);
  });

  it('does not insist where most of such sums fail: rows may be set in for other reasons', () => {
    const lists = SOUND.replace('900 | 800', '500 | 700').replace('120 | 100', '800 | 200');
    expect(told(reviewDrawn(budget(lists))).filter((line) => line.startsWith('foot-indent'))).toEqual([]);
  });

  it('sums what stands under a heading up to the total that names it', () => {
    const rows = `
      | Public safety | | |
      | 　Police | 500 | 520 |
      | 　Fire | 350 | 360 |
      | Total public safety | 850 | 880 |
      | Culture | | |
      | 　Libraries | 100 | 110 |
      | 　Parks | 50 | 60 |
      | Total culture | 150 | 170 |
      | Total | 1,000 | 1,050 |`;
    expect(told(reviewDrawn(budget(rows)))).toEqual([]);
    expect(told(reviewDrawn(budget(rows.replace('850 | 880', '850 | 890'))))).toEqual([
      'foot-label-total t1 r4c2 890 → 880',
    ]);
    expect(told(reviewDrawn(budget(rows.replaceAll('　', ''))))).toEqual([]);
  });
});
