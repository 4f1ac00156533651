import { describe, expect, it } from 'vitest';
import { textToStatements } from '../../../core/structure/statements.ts';

/** A statement in one line: subject, value, base, change, growth, share, completion, and whose part it is. */
function read(text: string, year: number | null = null): string[] {
  return textToStatements(text, year).map((s) =>
    [
      s.subject,
      s.value?.quote,
      s.base && `上年${s.base.quote}`,
      s.budget && `预算${s.budget.quote}`,
      s.change && `${s.change.sign > 0 ? '+' : '-'}${s.change.quote}`,
      s.growth && `${s.growth.sign > 0 ? '+' : '-'}${s.growth.quote}`,
      s.share && `占${s.share.quote}`,
      s.completion && `完成${s.completion.quote}`,
      s.flat && '持平',
      s.parent && `< ${s.parent.subject}`,
    ]
      .filter(Boolean)
      .join(' '),
  );
}

describe('textToStatements', () => {
  it('reads value, change and rate of one thing as one statement', () => {
    expect(read('2024年，本部门收入预算 1,150.00 万元，比 2023 年预算增加 150.00 万元，增长 15%。')).toEqual([
      '本部门收入预算 1,150.00 万元 +150.00 万元 +15%',
    ]);
  });

  it('makes what follows 其中 parts of the amount before', () => {
    expect(
      read('支出预算100万元，其中：基本支出60万元，包括人员经费50万元和公用经费10万元；项目支出40万元。'),
    ).toEqual([
      '支出预算 100万元',
      '基本支出 60万元 < 支出预算',
      '人员经费 50万元 < 基本支出',
      '公用经费 10万元 < 基本支出',
      '项目支出 40万元 < 支出预算',
    ]);
  });

  it('takes amounts in a bracket after an amount as its parts', () => {
    expect(read('公务用车购置及运行费3万元（其中：购置费0万元，运行费3万元），与上年相比无变化。')).toEqual([
      '公务用车购置及运行费 3万元 持平',
      '购置费 0万元 < 公务用车购置及运行费',
      '运行费 3万元 < 公务用车购置及运行费',
    ]);
  });

  it('goes on with the statement when the next sentence begins with a comparison', () => {
    expect(read('专户资金收入0万元。与上年相比减少147.20万元，减少100%。')).toEqual([
      '专户资金收入 0万元 -147.20万元 -100%',
    ]);
  });

  it('reads last year, this year and the rate of an item over two sentences', () => {
    expect(
      read(
        '“教育支出（类）”30万元，用于培训。2023年当年预算执行数为20万元，2024年预算安排30万元，比2023年预算执行数增加50%。',
        2024,
      ),
    ).toEqual(['教育支出(类) 30万元', '当年预算执行数 30万元 上年20万元 +50%']);
  });

  it('reads budget, outturn and completion of final accounts', () => {
    expect(read('行政运行（项）。年初预算为50万元，支出决算为45万元，完成年初预算的90.00%。')).toEqual([
      ' 45万元 预算50万元 完成90.00%'.trimStart(),
    ]);
  });

  it('leaves limits, rates and amounts of a reason alone', () => {
    expect(read('单价100万元以上设备0台。每人补助标准670元。')).toEqual([]);
    expect(read('收入预算90万元，主要原因是上年一次性项目30万元不再安排。')).toEqual(['收入预算 90万元']);
  });

  it('keeps changes of parts beside the change of the whole', () => {
    expect(
      read('收支安排900万元，较2023年预算增加68万元，其中：基本支出增加6万元；项目支出增加62万元。'),
    ).toEqual(['收支 900万元 +68万元', '基本支出 +6万元 < 收支', '项目支出 +62万元 < 收支']);
  });
});
