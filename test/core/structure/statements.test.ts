import { describe, expect, it } from 'vitest';
import { textToStatements } from '../../../core/structure/statements/text-to-statements.ts';

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

  it('goes on after a reason or a use where a clause opens with the comparison', () => {
    for (const reason of ['主要用于人员工资', '主要原因是人员增加'])
      expect(read(`支出预算120万元，${reason}，比2023年预算100万元增加20万元，增长20%。`, 2024)).toEqual([
        '支出预算 120万元 上年100万元 +20万元 +20%',
      ]);
    expect(read('支出预算50万元，主要用于办公费，与2023年预算50万元持平。', 2024)).toEqual([
      '支出预算 50万元 上年50万元 持平',
    ]);
    expect(read('支出预算1,200万元，主要用于工资，比上年1,000万元增加200万元。', 2024)).toEqual([
      '支出预算 1,200万元 上年1,000万元 +200万元',
    ]);
    // A reason may compare something of its own.
    expect(read('支出预算120万元，主要原因是房租上涨，比上年80万元增加5万元。', 2024)).toEqual([
      '支出预算 120万元',
    ]);
    expect(
      read('支出预算120万元，比2023年预算增加20万元，主要原因是会议费10万元，比2023年预算增加2万元。', 2024),
    ).toEqual(['支出预算 120万元 +20万元']);
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

describe('wordings of the provinces', () => {
  const cases: readonly (readonly [what: string, text: string, read: readonly string[]])[] = [
    [
      'two lists of one whole',
      '收支总预算80万元。收入包括：事业收入50万元、其他收入30万元；支出包括：教育支出60万元、农林水支出20万元。',
      [
        '收支总预算 80万元',
        '事业收入 50万元 < 收支总预算',
        '其他收入 30万元 < 收支总预算',
        '教育支出 60万元 < 收支总预算',
        '农林水支出 20万元 < 收支总预算',
      ],
    ],
    [
      'amounts and shares that 分别 hands out',
      '支出总预算90万元，基本支出和项目支出分别为60万元、30万元，分别占66.67%和33.33%。',
      ['支出总预算 90万元', '基本支出 60万元 占66.67%', '项目支出 30万元 占33.33%'],
    ],
    [
      'budget before outturn',
      '“三公”经费支出预算为12.50万元，支出决算为11.20万元，完成预算的89.60%。',
      ['三公经费支出 11.20万元 预算12.50万元 完成89.60%'],
    ],
    [
      'a change against the budget beside one against last year',
      '公务接待费支出5.48万元，比年初预算减少0.52万元，比去年增加1.55万元，增长39.4%。',
      ['公务接待费支出 5.48万元 +1.55万元 +39.4%'],
    ],
    [
      'last year inside the comparison',
      '公务接待费1.60万元，比2022年预算1.32万元增加0.28万元，增长21.21%。',
      ['公务接待费 1.60万元 上年1.32万元 +0.28万元 +21.21%'],
    ],
    [
      'from one amount to another',
      '收支总预算由2022年的50万元增加到60万元，增长20%。',
      ['收支总预算 60万元 上年50万元 +20%'],
    ],
    [
      'one change of two sides',
      '收入总计70万元，支出总计70万元。与上年相比，收、支总计各增加10万元。',
      ['收入总计 70万元', '支出总计 70万元 +10万元'],
    ],
    [
      'a signed change',
      '项目支出12万元，增减额为-5万元，增减率为-29.41%。',
      ['项目支出 12万元 --5万元 --29.41%'],
    ],
    [
      '持平 of one thing before the change of another',
      '出国费用0万元。接待费决算与上年持平，公务用车运行费决算比去年增加1万元，增长5%。',
      ['出国费用 0万元', '接待费决算 持平', '公务用车运行费决算 +1万元 +5%'],
    ],
  ];
  for (const [what, text, expected] of cases)
    it(`reads ${what}`, () => {
      expect(read(text, 2023)).toEqual(expected);
    });

  it('shares a unit among numbers in a row, and gives them to 收 and 支', () => {
    expect(
      read(
        '2023年度收、支总计各是812.40，799.15万元。与2022年相比，收、支总计各增加30.10，25.05万元，各增长3.85%、3.24%。',
      ),
    ).toEqual(['收入总计 812.40 +30.10 +3.85%', '支出总计 799.15万元 +25.05万元 +3.24%']);
    expect(read('货物、工程和服务采购分别为12.50、7.25和3.00万元。')).toEqual([
      '货物 12.50',
      '工程 7.25',
      '服务采购 3.00万元',
    ]);
    // A comma behind decimals parts two amounts, and none is lost.
    expect(read('两项分别为12.50,7.25万元。').length).toBeLessThanOrEqual(2);
    expect(read('会议费、培训费分别为12.50,7.25万元。')).toEqual(['会议费 12.50', '培训费 7.25万元']);
  });

  it('gives percentages in a row back to as many amounts, and to none where their numbers differ', () => {
    const text = '货物、工程采购规模分别为60.00万元和40.00万元，占采购总额的60%和40%，增幅为5.5%、2.1%。';
    expect(read(text)).toEqual(['货物 60.00万元 +5.5% 占60%', '工程采购规模 40.00万元 +2.1% 占40%']);
    expect(read('采购规模100.00万元，占支出和产值的比重分别为10%和3%。')).toEqual(['采购规模 100.00万元']);
  });

  it('reads 完成预算 27 万元的 63%, and a share of a printed whole', () => {
    expect(read('接待费支出决算为17.01万元，完成预算27.00万元的63%。')).toEqual([
      '接待费支出决算 17.01万元 预算27.00万元 完成63%',
    ]);
    const [part] = textToStatements('培训费20.00万元，占支出总额100.00万元的20%。');
    expect(part?.share?.whole?.quote).toBe('100.00万元');
    expect(read('基本支出60.00万元，占比为60%；项目支出40.00万元，占总支出比例40%。')).toEqual([
      '基本支出 60.00万元 占60%',
      '项目支出 40.00万元 占40%',
    ]);
  });

  it('takes a sentence that opens with a comparison for the whole whose parts were listed before', () => {
    expect(
      read(
        '三项经费90.00万元，其中：接待费30.00万元，车辆费60.00万元。同口径比2022年减少10.00万元，下降10%。',
      ),
    ).toEqual([
      '三项经费 90.00万元 -10.00万元 -10%',
      '接待费 30.00万元 < 三项经费',
      '车辆费 60.00万元 < 三项经费',
    ]);
  });

  it('takes what 去年 gives for the amount where the comparison is with the year before it', () => {
    expect(read('去年全区收入5,300万元，同比增加300万元，增长6%。', 2023)).toEqual([
      '去年全区收入 5,300万元 +300万元 +6%',
    ]);
    expect(read('会议费上年预算20万元，增加5万元。', 2023)).toEqual(['会议费上年预算 上年20万元 +5万元']);
  });

  it('keeps each pair of 从 … 上升到 … together, and takes no yearly mean for a growth', () => {
    expect(
      read(
        '收入从2015年的200万元上升到2020年的246万元，年均增长4.22%；补助从2015年的90万元上升到2020年的181万元，年均增长15%。',
      ),
    ).toEqual(['收入 246万元 上年200万元', '补助 181万元 上年90万元']);
  });

  it('takes the second of several reasons for a reason', () => {
    expect(
      read(
        '接待费8.00万元，比上年减少2.00万元，下降20%，主要原因：一是活动减少；二是2022年支付了场租3.00万元。三是停办年会1.00万元。',
      ),
    ).toEqual(['接待费 8.00万元 -2.00万元 -20%']);
  });

  it('tells the own budget of final accounts from the year before', () => {
    const text = '接待费支出5.00万元，与2023年度预算相比，减少1.00万元，下降16.67%。';
    const [own] = textToStatements(text, 2023, undefined, true);
    expect([own?.budgetChange?.quote, own?.budgetGrowth?.quote, own?.comparedYear]).toEqual([
      '1.00万元',
      '16.67%',
      undefined,
    ]);
    const [flat] = textToStatements('接待费支出5.00万元，与2023年度预算相比无增减。', 2023, undefined, true);
    expect([flat?.budgetFlat, flat?.flat]).toEqual([true, undefined]);
    expect(textToStatements(text, 2023)[0]?.comparedYear?.year).toBe(2023);
  });

  it('takes a difference without direction for none of the amounts', () => {
    const [own, ...more] = textToStatements('车辆费支出2.05万元，年初预算为2.95万元，差值为0.90万元。');
    expect([own?.value?.quote, own?.budget?.quote, own?.gap?.quote, more.length]).toEqual([
      '2.05万元',
      '2.95万元',
      '0.90万元',
      0,
    ]);
  });

  it('reads a budget inside a comparison, and the change behind it', () => {
    for (const text of [
      '运行经费支出90.00万元，比年初预算数100.00万元减少10.00万元，降低10%。',
      '运行经费支出90.00万元，与年初预算100.00万元相比，减少10.00万元，降低10%。',
    ]) {
      const [own, ...more] = textToStatements(text);
      expect([
        own?.budget?.quote,
        own?.budgetChange?.sign,
        own?.budgetGrowth?.quote,
        own?.change,
        more,
      ]).toEqual(['100.00万元', -1, '10%', undefined, []]);
    }
    const [both] = textToStatements(
      '收入总计90.00万元，与年初预算相比收入总计减少10.00万元，下降10%；与上年决算相比，收入总计增加30.00万元，增长50%。',
    );
    expect([both?.budgetChange?.quote, both?.change?.quote, both?.growth?.quote]).toEqual([
      '10.00万元',
      '30.00万元',
      '50%',
    ]);
  });

  it('reads 预决算差异率 as the change against the budget', () => {
    const [own] = textToStatements('拨款年初预算数200.00万元，决算数150.00万元，预决算差异率-25%。');
    expect([own?.budget?.quote, own?.value?.quote, own?.budgetGrowth?.sign]).toEqual([
      '200.00万元',
      '150.00万元',
      -1,
    ]);
  });

  it('lists the parts of what … 中 names', () => {
    expect(read('2023年三公经费支出决算中，出国费3.00万元，占60%；接待费2.00万元，占40%。')).toEqual([
      '出国费 3.00万元 占60% < 三公经费支出决算',
      '接待费 2.00万元 占40% < 三公经费支出决算',
    ]);
  });

  it('takes the amount of the year before in one sentence for the base', () => {
    expect(read('2022年会议费预算5.00万元，2023年会议费预算6.00万元，比上年增加1.00万元。', 2023)).toEqual([
      '会议费预算 5.00万元',
      '会议费预算 6.00万元 上年5.00万元 +1.00万元',
    ]);
  });

  it('takes 预算数比2022年 at the head of a sentence for the thing listed before', () => {
    expect(
      read('车辆费7.00万元，其中，购置费0万元；运行费7.00万元。预算数比2022年减少0.50万元。', 2023)[0],
    ).toBe('车辆费 7.00万元 -0.50万元');
  });

  it('stays linear on numbers in a row without end', () => {
    for (const text of ['各增加1.5,2.5万元', '分别为1.00、2.00和3万元', '占10%和20%']) {
      const started = performance.now();
      textToStatements(text.repeat(4_000), 2023, undefined, true);
      expect(performance.now() - started, text).toBeLessThan(5_000);
    }
  });

  it('leaves rates that only bound something alone', () => {
    expect(read('资金32.00万元，占项目支出的45%左右。')).toEqual(['资金 32.00万元']);
    expect(read('资金32.00万元，占项目支出不低于40%。')).toEqual(['资金 32.00万元']);
  });

  it('gives parts, and what a sentence goes on with, the year and the body of the words before', () => {
    const years = (text: string) => textToStatements(text, 2024).map((s) => `${s.subject} ${s.year}`);
    expect(years('2023年三项经费5.00万元，其中：接待费2.00万元；会议费1.00万元。')).toEqual([
      '三项经费 2023',
      '接待费 2023',
      '会议费 2023',
    ]);
    expect(years('2023年收入80.00万元，会议费1.00万元，本年会议费2.00万元。').at(-1)).toBe('本年会议费 null');
    expect(years('资料站基本支出8.00万元，项目支出2.00万元。')).toEqual([
      '资料站基本支出 null',
      '资料站项目支出 null',
    ]);
    // Names of the classification that have a body's word in them give nothing to what follows.
    for (const name of ['机关事业单位基本养老保险缴费支出', '其他公立医院支出', '行政单位医疗支出'])
      expect(years(`${name}8.00万元，住房公积金2.00万元。`)[1]).toBe('住房公积金 null');
  });
});
