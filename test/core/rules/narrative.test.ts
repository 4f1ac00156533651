import { describe, expect, it } from 'vitest';
import { reviewDocument } from '../../../core/reconcile/reconcile.ts';
import { judge } from '../../../core/rules/narrative/calculations.ts';
import { textToItems } from '../../../core/rules/narrative/chains.ts';
import { comparePercent, toSpans } from '../../../core/rules/narrative/ratio.ts';
import { drawDocument } from '../../support/draw-document.ts';

const TITLE = '# 某市档案局2024年部门预算';

function told(...paragraphs: string[]): string[] {
  const { findings } = reviewDocument(drawDocument([], [TITLE, ...paragraphs]), false);
  return findings
    .filter((f) => /^(?:narr-|yoy-|hyg-|text-procurement)/.test(f.rule))
    .map(
      (f) =>
        `${f.severity} ${f.rule}${f.stated ? ` ${f.stated}` : ''}${f.expected ? ` → ${f.expected}` : ''}`,
    );
}

describe('sums in a sentence', () => {
  it('accepts parts that add up within rounding', () => {
    expect(
      told(
        '2024年政府采购预算37.46万元，其中：政府采购货物预算3.00万元、政府采购工程预算0万元、政府采购服务预算34.46万元。',
      ),
    ).toEqual([]);
  });

  it('finds kinds of procurement that do not add up', () => {
    const [finding] = told(
      '2024年政府采购预算69.68万元，其中：政府采购货物预算21.23万元、政府采购工程预算0万元、政府采购服务预算57.45万元。',
    );
    expect(finding).toMatch(/^error text-procurement/);
  });

  it('takes a bare 0 as exactly nothing', () => {
    const [finding] = told(
      '2024年政府采购预算37.46万元，其中：政府采购货物预算3.30万元、政府采购工程预算0万元、政府采购服务预算34.46万元。',
    );
    expect(finding).toMatch(/^error text-procurement/);
  });

  it('finds the one of several equal changes that is mistyped', () => {
    const text = (change: string) =>
      told(
        '收入预算16,151.00万元，其中：财政拨款收入16,151.00万元，比2023年预算增加1,178.42万元。',
        '支出预算16,151.00万元，其中：财政拨款支出预算16,151.00万元，比2023年预算增加1,178.42万元。',
        `一般公共预算拨款支出预算16,151.00万元，比2023年预算增加${change}万元。`,
      );
    expect(text('1,178.42')).toEqual([]);
    expect(text('1,187.42')).toEqual(['error narr-repeat-indicator 1,187.42 → 1,178.42']);
  });

  it('finds the one amount of a list that has another unit', () => {
    const text = (unit: string) =>
      `资产总额2,110,003元，其中：房屋700,221${unit}，设备1,309,782元，家具100,000元。`;
    expect(told(text('元'))).toEqual([]);
    expect(told(text('万元')).join()).toContain('error narr-sum');
  });

  it('takes the parts of 支出包括 two sentences on for those of 收支总预算', () => {
    const text = (part: string) =>
      `2024年财政拨款收支总预算108.52万元。收入包括：一般公共预算拨款108.52万元。支出包括：文化支出85.01万元、住房保障支出${part}万元。`;
    expect(told(text('23.51'))).toEqual([]);
    expect(told(text('73.51')).join()).toContain('error narr-sum');
  });

  it('does not take a partial list for a sum', () => {
    expect(told('项目支出100.00万元，其中：培训35.20万元，维修20.10万元。')).toEqual([]);
  });

  it('finds reserved procurement above the whole', () => {
    const [finding] = told('政府采购预算50.00万元。', '面向中小企业预留政府采购项目预算金额60.00万元。');
    expect(finding).toMatch(/^error text-procurement-sme/);
  });
});

describe('changes', () => {
  it('recomputes a rate from value and change, as intervals', () => {
    expect(told('基本支出1,150.00万元，比上年增加150.00万元，增长15.00%，主要原因是调资。')).toEqual([]);
    expect(told('基本支出1,150.00万元，比上年增加150.00万元，增长13.04%，主要原因是调资。')).toEqual([
      'error narr-percent-change 13.04% → 15.00%',
    ]);
  });

  it('finds a direction that the figures contradict', () => {
    expect(told('会议费上年预算20.00万元，2024年预算25.00万元，减少20.00%。').join()).toContain(
      'narr-direction',
    );
  });

  it('finds an increase larger than the figure, and a rate on a base of zero', () => {
    expect(told('培训费3.00万元，比上年增加5.00万元，主要是新增培训。')).toEqual([
      'error narr-impossible-delta',
    ]);
    expect(
      told(
        '“教育支出（类）”25万元。2023年当年预算执行数为0万元，2024年预算安排25万元，比2023年预算执行数增加100%。',
      ),
    ).toEqual(['warning narr-impossible-delta 100%']);
  });

  it('finds a rate where the increase is the whole amount', () => {
    expect(told('公务接待费0.30万元，比上年增加0.30万元，增长100%，原因是新增业务。')).toEqual([
      'warning narr-impossible-delta 100%',
    ]);
    expect(told('公务接待费0.40万元，比上年增加0.20万元，增长100%，原因是新增业务。')).toEqual([]);
    // Too coarse to tell.
    expect(told('教育投入5亿元，比上年增加5亿元，增长2500%，原因是新增业务。')).toEqual([]);
  });

  it('leaves a comparison behind a list with the whole or the part that it follows from', () => {
    const text = (rate: string) =>
      `收入预算120.00万元，其中：财政拨款收入80.00万元，事业收入40.00万元，比上年增加20.00万元，增长${rate}%，主要原因是新增项目。`;
    expect(told(text('20'))).toEqual([]);
    expect(told(text('100'))).toEqual([]);
    expect(told(text('50'))).toEqual(['error narr-percent-change 50% → 100%']);
  });

  it('adds up the changes of the parts', () => {
    const text = (part: string) =>
      `收支安排9064.36万元，较2023年预算增加685.49万元，其中：基本支出增加6.04万元；项目支出增加${part}万元。`;
    expect(told(text('679.45'))).toEqual([]);
    expect(told(text('697.45'))[0]).toMatch(/^error narr-delta-sum/);
  });

  it('hints at a decrease printed twice where one part fell to nothing', () => {
    expect(
      told(
        '“三公”经费3.61万元，其中因公出国（境）费0万元，与2023年相比减少0.03万元；公务接待费0.61万元，与2023年相比减少0.03万元。',
      ),
    ).toContain('info narr-impossible-delta 0.03万元');
  });

  it('finds two amounts for one item', () => {
    const [finding] = told(
      '1.“教育支出（类）”30.00万元。2023年当年预算执行数为20.00万元，2024年预算安排36.00万元，比2023年预算执行数增加80%。',
    );
    expect(finding).toMatch(/^error narr-same-sentence-conflict/);
  });
});

describe('comparisons of final accounts with their own budget', () => {
  const final = (...paragraphs: string[]) =>
    reviewDocument(drawDocument([], ['# 某市档案局2024年度部门决算', ...paragraphs]), false)
      .findings.filter((f) => /^(?:narr-|yoy-base)/.test(f.rule))
      .map(
        (f) =>
          `${f.severity} ${f.rule}${f.stated ? ` ${f.stated}` : ''}${f.expected ? ` → ${f.expected}` : ''}`,
      );

  it('accepts a comparison with the budget of the same year, and recomputes its rate', () => {
    const text = (rate: string) =>
      `1.公务接待费支出5.00万元，与2024年度预算相比，减少1.00万元，下降${rate}%。`;
    expect(final(text('16.67'))).toEqual([]);
    expect(final(text('61.67'))).toEqual(['error narr-percent-change 61.67% → 16.67%']);
    expect(final('公务接待费支出5.00万元，与2024年度预算相比无增减。')).toEqual([]);
    expect(final('公务接待费支出5.00万元，与2022年决算相比减少1.00万元。')).toEqual([
      'error yoy-base-year 2022 → 2023',
    ]);
  });

  it('recomputes 完成预算 … 的 …%', () => {
    const text = (rate: string) => `公务接待费支出决算为17.01万元，完成预算27.00万元的${rate}%。`;
    expect(final(text('63.0'))).toEqual([]);
    expect(final(text('36.0'))).toEqual(['error narr-percent-completion 36.0% → 63.0%']);
  });

  it('finds a completion rate of a budget of nothing, but not where nothing was spent', () => {
    const text = (spent: string) => `抚恤金年初预算为0，支出决算为${spent}万元，完成年初预算的100%。`;
    expect(final(text('0.00'))).toEqual([]);
    expect(final(text('17.30'))).toEqual(['warning narr-impossible-delta 100%']);
  });

  it('recomputes a budget inside a comparison, its change and its rate', () => {
    const text = (budget: string, change: string, rate: string) =>
      `机关运行经费支出90.00万元，比年初预算数${budget}万元减少${change}万元，降低${rate}%。`;
    expect(final(text('100.00', '10.00', '10.00'))).toEqual([]);
    expect(final(text('120.00', '10.00', '10.00')).join()).toContain('narr-');
    expect(final(text('100.00', '12.00', '10.00')).join()).toContain('narr-');
    expect(final(text('100.00', '10.00', '12.00'))).toEqual(['error narr-percent-change 12.00% → 10.00%']);
    expect(final('机关运行经费支出0.90万元，比年初预算数增加9.00万元。')).toEqual([
      'error narr-impossible-delta',
    ]);
    const deviation = (rate: string) =>
      `财政拨款年初预算数200.00万元，决算数150.00万元，预决算差异率${rate}%，主要原因是压减。`;
    expect(final(deviation('-25.00'))).toEqual([]);
    expect(final(deviation('-52.00'))).toEqual(['error narr-percent-change -52.00% → 25.00%']);
  });

  it('knows the whole that another paragraph prints, for parts, shares and changes', () => {
    const three = (reception: string, share: string) =>
      final(
        '2024年度“三公”经费财政拨款支出决算为5.00万元，与上年持平。',
        `2024年度“三公”经费财政拨款支出决算中，因公出国（境）费支出决算0万元，占0%；公务用车购置及运行维护费支出决算3.00万元，占60%；公务接待费支出决算${reception}万元，占${share}%。`,
      );
    expect(three('2.00', '40')).toEqual([]);
    expect(three('2.50', '40').join()).toContain('error narr-sum');
    expect(three('2.00', '30').join()).toContain('narr-percent-share');
    const total = (rate: string) =>
      final(
        '2024年度收入总计110.00万元，其中：本年收入合计105.00万元，年初结转和结余5.00万元。',
        `收入支出总体与上年相比，增加10.00万元，增长${rate}%，主要原因是项目增加。`,
      );
    expect(total('10.00')).toEqual([]);
    expect(total('11.00')).toEqual(['error narr-percent-change 11.00% → 10.00%']);
  });

  it('adds up this year and what was brought forward, and holds both sides of a balance together', () => {
    const text = (income: string) =>
      `2024年度收入总计110.25万元，其中：本年收入合计${income}万元，年初结转和结余5.13万元。`;
    expect(final(text('105.12'))).toEqual([]);
    expect(final(text('106.12')).join()).toContain('error narr-sum');
    expect(final('2024年度收入总计110.25万元，支出总计110.25万元。')).toEqual([]);
    expect(final('2024年度收入总计110.25万元，支出总计119.25万元。').join()).toContain(
      'narr-repeat-indicator',
    );
  });

  it('adds up numbered passages behind 如下。', () => {
    const text = (opening: string) =>
      final(
        '（一）本单位2024年度总收入120.55万元，其中本年收入100.25万元，较2023年度决算数减少9.00万元。具体情况如下。',
        '1.一般公共预算财政拨款收入100.25万元，为当年拨付的资金。',
        `2.上年结转和结余${opening}万元，为以前年度结转的资金。`,
      );
    expect(text('20.30')).toEqual([]);
    expect(text('20.80').join()).toContain('error narr-sum');
  });

  it('checks what outturn and budget are apart', () => {
    const text = (gap: string) => `公务接待费支出2.05万元，年初预算为2.95万元，差值为${gap}万元。`;
    expect(final(text('0.90'))).toEqual([]);
    expect(final(text('0.80'))[0]).toMatch(/^error narr-delta/);
  });

  it('adds up a list of 三公 money that runs over several sentences', () => {
    const text = (running: string) =>
      `“三公”经费支出165.08万元。其中：因公出国（境）费支出0万元。公务用车购置费支出44.78万元；公务用车运行维护费支出${running}万元。公务接待费支出55.70万元。`;
    expect(final(text('64.60'))).toEqual([]);
    expect(final(text('84.60'))[0]).toMatch(/^error narr-sum/);
  });
});

describe('shares', () => {
  it('recomputes them from the whole of the list', () => {
    const text = (share: string) =>
      `本年支出合计200.00万元，其中：基本支出150.00万元，占${share}%；项目支出50.00万元，占25%。`;
    expect(told(text('75'))).toEqual([]);
    expect(told(text('57'))).toContain('error narr-percent-share 57% → 75%');
  });

  it('recomputes them from their own sum where they are 100 % together', () => {
    const text = (amount: string, share: string) =>
      `一般公共服务支出（类）${amount}万元，占60%；教育支出（类）40.00万元，占${share}%。`;
    expect(told(text('60.00', '40'))).toEqual([]);
    expect(told(text('80.00', '40')).join()).toContain('error narr-percent-share 60%');
    // A list that leaves parts out tells nothing of its whole.
    expect(told(text('60.00', '30'))).toEqual([]);
  });
});

describe('calculations', () => {
  it('carries units through products', () => {
    for (const right of [
      '174人*22天*8元*12月=36.75万元',
      '10000万元*3%*12月=3600万元',
      '390元/人*10万人=3900万元',
      '142箱*160元/箱=2.27万元',
      '3900+4500-5000=3400万元',
      '670*81.78万*10%=5480万元',
      '(120+80)人×500元=10万元',
      '500元/人×（120+80）人×12月=120万元',
      '(300-100)万元*5%=10万元',
      '(120人*2+60人)*50元+1000元=1.6万元',
    ])
      expect(judge(right), right).toBeUndefined();
  });

  it('gives what a wrong calculation should be', () => {
    expect(judge('190个*80元=1.25万元')).toEqual({ stated: '1.25万元', expected: '1.52万元' });
    expect(judge('(120+80)人×500元=12万元')).toEqual({ stated: '12万元', expected: '10万元' });
    expect(judge('(120人*2+60人)*50元+1000元=1.9万元')).toEqual({ stated: '1.9万元', expected: '1.6万元' });
    expect(told('午餐补助(120+80)人×500元=10万元。')).toEqual([]);
    expect(told('午餐补助（120+80）人×500元=12万元。')).toEqual(['warning narr-product 12万元 → 10万元']);
    // What is not read whole is not judged by a part of it.
    expect(told('补助((120+80)人+20人)×500元+3人*2元=11万元。')).toEqual([]);
    expect(judge('174人*22天*8元*12月=36.75元')).toEqual({ stated: '36.75元', expected: '36.75万元' });
    expect(judge('500元/人·月×12个月×20人=21万元')).toEqual({ stated: '21万元', expected: '12万元' });
    expect(judge('1500元*10人*12月+300元*10人=19.3万元')).toEqual({
      stated: '19.3万元',
      expected: '18.3万元',
    });
  });

  it('names the amount of a list that lost its 万, and leaves a rate before the list alone', () => {
    const list = (odd: string) =>
      `统筹金1.4万元。市本级351.4万元，一类企业${odd}，二类企业2.8万元，三类企业246.4万元，共计737.8万元。`;
    expect(told(list('137.2万元'))).toEqual([]);
    expect(told(list('137.2元'))).toEqual(['warning narr-residual-unit 137.2元 → 137.2万元']);
  });

  it('tells a label that stands twice in brackets', () => {
    expect(told('分中心运行费8万元（物业费4.5万元，电费3万元，电费及其他0.5万元）。')).toEqual([
      'info narr-duplicate-label 电费',
    ]);
  });
});

describe('comparePercent', () => {
  const spans = (part: bigint, whole: bigint) =>
    toSpans([
      { amount: { digits: part, scale: 2 }, exponent: 4 },
      { amount: { digits: whole, scale: 2 }, exponent: 4 },
    ]) as [ReturnType<typeof toSpans>[0], ReturnType<typeof toSpans>[0]];

  it('holds where the intervals overlap, and hints where only the last place differs', () => {
    const [part, whole] = spans(33333n, 100000n);
    expect(comparePercent(part, whole, { digits: 3333n, scale: 2 }).kind).toBe('holds');
    expect(comparePercent(part, whole, { digits: 3334n, scale: 2 })).toEqual({
      kind: 'last-digit',
      expected: '33.33',
    });
    expect(comparePercent(part, whole, { digits: 3433n, scale: 2 })).toEqual({
      kind: 'differs',
      expected: '33.33',
    });
  });

  it('gives no verdict on a whole that may be zero', () => {
    const [part, whole] = spans(0n, 0n);
    expect(comparePercent(part, whole, { digits: 100n, scale: 0 }).kind).toBe('undefined');
  });
});

describe('year over year', () => {
  it('asks for a comparison of the operating cost', () => {
    expect(told('2024年机关运行经费预算208.71万元。')).toEqual(['warning yoy-required']);
    expect(told('2024年机关运行经费预算208.71万元，比上年减少1.00万元，主要原因是压减支出。')).toEqual([]);
  });

  it('finds a base year that is not the year before', () => {
    expect(told('2024年，项目支出80.00万元，比2022年预算增加5.00万元。')).toEqual([
      'error yoy-base-year 2022 → 2023',
    ]);
  });
});

describe('hygiene', () => {
  it('tells placeholders, unresolved choices and unfinished sentences', () => {
    expect(told('XX局收入预算增加（减少）。')).toEqual(['warning hyg-placeholder']);
    expect(told('收入减少，主要原因是。')).toEqual(['warning hyg-unfinished']);
    expect(told('支出增加1193.20万元，增长13.95。主要原因是项目增加。')).toEqual(['warning hyg-unfinished']);
  });

  it('hints at brackets of document numbers, doubled stops and a number without its mark', () => {
    expect(told('根据《办法》（某档规[2022]8号）执行。')).toEqual(['info hyg-docnumber-format']);
    expect(told('根据《办法》（某档规〔2022〕8号）执行。')).toEqual([]);
    expect(told('收入减少。。')).toEqual(['info hyg-punctuation']);
    expect(told('1社会保障支出用于单位。', '2.卫生支出用于医疗。')).toEqual(['info hyg-numbering']);
  });
});

describe('items of a project’s explanation', () => {
  const project = (amount: string, unit = '万元') => {
    const rows = `
      | 单位名称 | 项目名称 | 项目内容 | 总计 |
      |---|---|---|---|
      | 某中心 | 物业 | 一、食堂管理费174人*22天*8元*12月=36.75万元；二、物业及运行费2万元（物业费1万元，电费1万元）；三、运行费8万元。 | ${amount} |
      | 某中心 | 耗材 | 耗材一批，按需采购，据实结算，不再分列。 | 3.94 |`;
    return reviewDocument(drawDocument([{ title: '2024年项目支出预算表', unit, rows }]), false)
      .findings.filter((f) => f.rule === 'narr-sum-chain')
      .map((f) => f.stated);
  };

  it('add up to the amount of its row', () => {
    expect(project('46.75')).toEqual([]);
    expect(project('49.75')).toEqual(['49.75']);
  });

  it('say nothing of a wrong unit, nor of an amount that they only partly explain', () => {
    expect(project('46.75', '元')).toEqual([]);
    expect(project('120.08')).toEqual([]);
  });

  it('have one amount each, outside brackets and before a colon', () => {
    const amounts = (text: string) => textToItems(text)?.map((a) => a.quote);
    expect(
      amounts('一、耗材费3.94万：打印纸142箱*160元/箱=2.27万元；二、印刷费2万（《流程》等材料；'),
    ).toEqual(['3.94万', '2万']);
    expect(amounts('一、物业费2万元和电费3万元；二、水费1万元。')).toBeUndefined();
    expect(amounts('一、物业费；二、水费1万元。')).toBeUndefined();
    expect(amounts('物业费2万元，水费1万元。')).toBeUndefined();
  });
});

describe('large changes', () => {
  it('have a reason', () => {
    const text = (tail: string) => `“卫生健康支出”科目140.00万元，比上年增加40.00万元${tail}。`;
    expect(told(text(''))).toEqual(['info yoy-jump']);
    expect(told(text('，主要原因是人员增加'))).toEqual([]);
    expect(told('“卫生健康支出”科目120.00万元，比上年增加20.00万元。')).toEqual([]);
  });
});
