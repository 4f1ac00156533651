import { describe, expect, it } from 'vitest';
import { reviewDrawn, told } from '../../support/draw-document.ts';

const economic = (rows: string, unit = '元') => ({
  title: '2024年一般公共预算基本支出表',
  unit,
  rows: `
    | 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |
    |---|---|---|---|---|
    ${rows}`,
});

const single = (rows: string) => ({
  title: '2024年一般公共预算基本支出表',
  unit: '元',
  rows: `
    | 科目编码 | 科目名称 | 金额 |
    |---|---|---|
    ${rows}`,
});

describe('likely causes', () => {
  it('an empty cell that is the only one among its addends is the one that lacks its figure', () => {
    const review = reviewDrawn([
      single(`
        | 302   | 商品和服务支出 | 900,000 |
        | 30201 | 办公费 | 210,000 |
        | 30202 | 印刷费 |  |
        | 30211 | 差旅费 | 340,000 |
        | 30228 | 工会经费 | 95,000 |
        | 合计 | < | 900,000 |`),
    ]);
    expect(told(review)).toEqual(['foot-code-econ t1 r3c2 blank → 255,000']);
  });

  it('among several empty cells none is accused: the sum is told', () => {
    const review = reviewDrawn([
      single(`
        | 302   | 商品和服务支出 | 900,000 |
        | 30201 | 办公费 | 210,000 |
        | 30202 | 印刷费 |  |
        | 30205 | 水费 |  |
        | 30206 | 电费 |  |
        | 30211 | 差旅费 | 340,000 |
        | 30228 | 工会经费 | 95,000 |
        | 合计 | < | 900,000 |`),
    ]);
    expect(review.findings).toHaveLength(1);
    expect(review.findings[0]!.message.zh).toContain('不能断定');
    expect(review.findings[0]!.message.en).toContain('cannot be told');
  });

  it('two digits exchanged are found although the sum is rounded', () => {
    const review = reviewDrawn([
      single(`
        | 301   | 工资福利支出 | 999,902 |
        | 30101 | 基本工资 | 340,217 |
        | 30102 | 津贴补贴 | 311,446 |
        | 30103 | 奖金 | 120,995 |
        | 30107 | 绩效工资 | 222,743 |
        | 合计 | < | 999,902 |`),
    ]);
    // 227,243 makes the sum hold within rounding.
    expect(review.findings[0]!.suspects[0]).toMatchObject({ stated: '222,743', proposed: '227,243' });
  });

  it('a row left out of a code table is one finding over all its columns', () => {
    const review = reviewDrawn([
      economic(`
        | 302   | 商品和服务支出 | 900,000 |  | 900,000 |
        | 30201 | 办公费 | 210,000 |  | 210,000 |
        | 30211 | 差旅费 | 340,000 |  | 340,000 |
        | 30228 | 工会经费 | 95,000 |  | 95,000 |
        | 合计 | < | 900,000 |  | 900,000 |`),
    ]);
    expect(review.findings).toHaveLength(1);
    expect(review.findings[0]).toMatchObject({ cause: 'row-missing', difference: '255,000' });
  });

  it('columns that are off in both directions are no missing row', () => {
    const review = reviewDrawn([
      {
        title: 'Statement of expenditure',
        rows: `
          | Item | Budget 2008 | Revised 2008 | Budget 2009 |
          |---|---|---|---|
          | Parks | 100 | 210 | 310 |
          | Roads | 120 | 230 | 330 |
          | Lights | 140 | 250 | 350 |
          | Total | 400 | 680 | 990 |`,
      },
    ]);
    expect(review.findings.map((f) => f.cause)).not.toContain('row-missing');
    for (const f of review.findings) expect(f.message.zh).not.toContain('漏列了一行，请');
  });

  it('a total that leaves out one of its addends says which', () => {
    const review = reviewDrawn([
      economic(`
        | 301   | 工资福利支出 | 500 | 500 |  |
        | 302   | 商品和服务支出 | 300 |  | 300 |
        | 303   | 对个人和家庭的补助 | 80 | 80 |  |
        | 合计 | < | 800 | 580 | 300 |`),
    ]);
    expect(review.findings).toHaveLength(1);
    expect(review.findings[0]).toMatchObject({ stated: '800', expected: '880', cause: 'addend-left-out' });
    expect(review.findings[0]!.message.zh).toContain('“303 对个人和家庭的补助”');
  });

  it('a minus sign is told as one', () => {
    const review = reviewDrawn([
      economic(`
        | 301   | 工资福利支出 | 500 | 500 |  |
        | 302   | 商品和服务支出 | 300 |  | -300 |
        | 合计 | < | 800 | 500 | 300 |`),
    ]);
    expect(review.findings[0]).toMatchObject({ stated: '-300', expected: '300', cause: 'sign' });
  });

  it('an amount in the wrong column is told with both columns, whether the right one is empty or zero', () => {
    for (const nothing of ['', '0.00', '-']) {
      const review = reviewDrawn([
        economic(
          `
          | 301   | 工资福利支出 | 500.00 | ${nothing} | 500.00 |
          | 302   | 商品和服务支出 | 300.00 | ${nothing} | 300.00 |
          | 303   | 对个人和家庭的补助 | 80.00 | 80.00 | ${nothing} |
          | 合计 | < | 880.00 | 580.00 | 300.00 |`,
        ),
      ]);
      expect(review.findings).toHaveLength(1);
      expect(review.findings[0]).toMatchObject({ cause: 'wrong-cell', stated: '500.00' });
      expect(review.findings[0]!.title.zh).toBe('301 工资福利支出：500.00 印在“公用经费”，应在“人员经费”');
    }
  });

  it('two copies that differ, with nothing to decide, are told as a pair', () => {
    const review = reviewDrawn([
      {
        title: '收入支出决算总表',
        unit: '万元',
        rows: `
          | 收入 | < | 支出 | < |
          | 项目 | 决算数 | 项目 | 决算数 |
          |---|---|---|---|
          | 总计 | 120.00 | 总计 | 123.00 |`,
      },
    ]);
    expect(review.findings).toHaveLength(1);
    expect(review.findings[0]!.title.zh).toContain('120.00 与 123.00 不一致');
  });
});

describe('rows', () => {
  it('a row printed twice in lists side by side is one finding, and belongs to no sum', () => {
    const review = reviewDrawn([
      {
        title: '收支预算总表',
        unit: '元',
        rows: `
          | 收入 | < | 支出 | < |
          | 项目 | 预算数 | 项目 | 预算数 |
          |---|---|---|---|
          | 一、财政拨款收入 | 700 | 一、教育支出 | 600 |
          | 二、事业收入 | 200 | 二、住房保障支出 | 300 |
          | 二、事业收入 | 200 | 二、住房保障支出 | 300 |
          | 收入总计 | 900 | 支出总计 | 900 |`,
      },
    ]);
    expect(told(review)).toEqual(['foot-duplicate-row t1 r4c0 二、事业收入 → blank']);
  });
});

describe('words', () => {
  const pair = (unit: string) => ({
    title: 'Annual figures',
    unit,
    rows: `
      | Item | 2023 | 2024 |
      |---|---|---|
      | Staff | 1,234 | 1,310 |
      | Travel | 345 | 362 |
      | Rent | 721 | 745 |
      | Total | 2,300 | 2,517 |`,
  });

  it('puts a unit that is a phrase beside the number', () => {
    const { en } = reviewDrawn([pair('in thousands of dollars')]).findings[0]!.message;
    expect(en).toContain('100 (in thousands of dollars)');
  });

  it('names a row once where it is called like its column, and says by how much two figures differ', () => {
    const rows = (total: string, grant: string) => `
      | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
      |---|---|---|---|---|
      | 208 | 社会保障和就业支出 | ${grant} | 739,430.00 |  |
      | 210 | 卫生健康支出 | 415,000.00 | 115,000.00 | 300,000.00 |
      | 合计 | < | ${total} | 854,430.00 | 300,000.00 |`;
    const words = (total: string, grant: string) =>
      reviewDrawn([{ title: '支出预算总表', unit: '元', rows: rows(total, grant) }]).findings[0]!.message;
    expect(words('1,164,430.00', '739,430.00').zh).toContain('中“合计”印为 1,164,430.00，应为 1,154,430.00');
    expect(words('1,154,430.00', '73.943').en).toMatch(/factor of 10,000/);
    expect(words('1,154,430.00', '7,394,300.00').zh).toContain('两数相差十倍');
  });
});
