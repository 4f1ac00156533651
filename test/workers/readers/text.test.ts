import { describe, expect, it } from 'vitest';
import { readText } from '../../../workers/readers/text.ts';
import { drawCells, flowOf } from '../../support/draw-grid.ts';

function read(text: string) {
  const source = readText(new TextEncoder().encode(text), { name: 'a.txt', sha256: '' });
  return { ...flowOf(source), source };
}

const draw = (text: string) => read(text).grids.map(({ cells }) => drawCells(cells));

describe('readText: Markdown', () => {
  it('reads pipe tables, headings and lists', () => {
    const { texts, grids, source } = read(`# 预算

## 收入表

| 项目 | 金额 |
|:-----|-----:|
| 甲<br>乙 | **1,234** |
| 丙 \\| 丁 | <input type="checkbox" checked/> |

- 其一`);
    expect(source.mediaType).toBe('text/markdown');
    expect(texts.map(({ text, level }) => [text, level])).toEqual([
      ['预算', 1],
      ['收入表', 2],
      ['其一', 0],
    ]);
    expect(grids.map(({ cells }) => drawCells(cells))).toEqual([
      ['项目 | 金额', '甲乙 | 1,234', '丙 | 丁 | ☑'],
    ]);
  });

  it('sees merged headings by the blanks around them', () => {
    expect(
      draw(`| 项目 | | | 支出 | | |
|--|--|--|--|--|--|
| 编码 | | 名称 | 合计 | 其中 | |
| 类 | 款 | | | 基本 | 项目 |
| 201 | 01 | 教育 | 3 | 1 | 2 |`),
    ).toEqual([
      [
        '项目[1×3] | 支出[1×3]',
        '编码[1×2] | 名称[2×1] | 合计[2×1] | 其中[1×2]',
        '类 | 款 | 基本 | 项目',
        '201 | 01 | 教育 | 3 | 1 | 2',
      ],
    ]);
  });

  it('joins a table that a page break cut, where title and header come again', () => {
    const part = (rows: string) => `# 支出表\n\n单位：元\n\n| 项目 | 金额 |\n|--|--|\n${rows}\n\n`;
    const { grids, texts } = read(
      part('| 甲 | 1 |') + part('| 乙 | 2 |') + part('| 丙 | 3 |').replace('支出表', '收入表'),
    );
    expect(grids.map(({ cells }) => drawCells(cells))).toEqual([
      ['项目 | 金额', '甲 | 1', '乙 | 2'],
      ['项目 | 金额', '丙 | 3'],
    ]);
    expect(texts.map(({ text, furniture }) => [text, furniture === true])).toEqual([
      ['支出表', false],
      ['单位：元', false],
      ['支出表', true],
      ['单位：元', true],
      ['收入表', false],
      ['单位：元', false],
    ]);
  });
});

describe('readText: cells parted by tabs', () => {
  it('keeps blank cells where they are', () => {
    expect(draw('项目\t金额\t比例\n甲\t\t3\n\t1\t\n')).toEqual([
      ['项目 | 金额 | 比例', '甲 |  | 3', ' | 1 | '],
    ]);
  });

  it('adds the columns that stood on a page of their own', () => {
    const text =
      '# 项目支出预算表\n\n单位\t合计\t本年\t\t上年\n\t\t合计\t基金\t合计\n甲\t1\t1\t\t\n\n# 项目支出预\n\n上年\t\n基金\t国资\n';
    expect(draw(text)).toEqual([
      [
        '单位[2×1] | 合计[2×1] | 本年[1×2] | 上年[1×3]',
        '合计 | 基金 | 合计 | 基金 | 国资',
        '甲 | 1 | 1 |  |  |  | ',
      ],
    ]);
  });

  it('mends a row that one blank too many has shifted, and leaves rows that do not fit', () => {
    const rows = ['甲\t>=\t90\t2024-12', '乙\t<=\t80\t2024-12', '丙\t=\t70\t2024-12', '丁\t=\t60\t2024-11'];
    const text = `名称\t符号\t数值\t时限\n${rows.join('\n')}\n戊\t\t=\t50\t2024-10\n己\t其他\t2024-10\t五\n`;
    const drawn = draw(text)[0] ?? [];
    expect(drawn[5]).toMatch(/^戊 \| = \| 50 \| 2024-10/);
    expect(drawn[6]).toMatch(/^己 \| 其他 \| 2024-10 \| 五/);
  });
});

describe('readText: forms of performance targets', () => {
  it('places rows of pairs, amounts, goals and indicators on the halves of the form', () => {
    const rows = [
      '项目名称\t救助\t\t类别\t特定\t',
      '主管部门\t某局\t\t单位\t某所\t',
      '项目资金\t总额\t5.00\t申请\t6.00\t',
      '\t其中\t5.00\t拨款\t6.00\t',
      '目标\t总目标\t\t\t年度目标\t',
      '指标\t一级指标\t二级指标\t三级指标\t\t指标值',
      '\t产出指标\t数量指标\t人数\t\t≥6(人)',
      '\t\t质量指标\t准确\t\t准确',
    ];
    expect(
      read(rows.join('\n'))
        .grids[0]?.cells.filter(({ text }) => text !== '')
        .map(({ row, col }) => `${row},${col}`)
        .join(' '),
    ).toBe(
      '0,0 0,2 0,4 0,5 1,0 1,2 1,4 1,5 2,0 2,1 2,3 2,4 2,6 3,1 3,3 3,4 3,6 4,0 4,1 4,4 5,0 5,1 5,2 5,3 5,6 6,1 6,2 6,3 6,6 7,2 7,3 7,6',
    );
  });

  it('leaves a form that prints operator, value and unit apart as it is', () => {
    const rows = [
      '名称\t救助\t\t\t',
      '金额\t5\t\t\t',
      '目标\t好\t\t\t',
      '指标\t一级指标\t二级指标\t三级指标\t符号\t值',
      '\t产出\t数量\t人数\t>=\t6',
    ];
    expect(draw(rows.join('\n'))[0]?.[4]).toBe(' | 产出 | 数量 | 人数 | >= | 6');
  });
});

describe('readText: one cell a line', () => {
  it('places rows, and merged headings by the row below', () => {
    const rows = [
      ['序号', '收入', '支出'],
      ['', '项目', '金额', '项目', '金额'],
      ['1', '拨款', '5', '教育', '5'],
      ['2', '', '', '医疗', ''],
    ];
    const text = `收支预算总表\n${rows.map((row) => row.map((cell) => `\t${cell}`).join('\n')).join('\n\n')}\n\n\n后文`;
    expect(draw(text)).toEqual([
      [
        '序号[2×1] | 收入[1×2] | 支出[1×2]',
        '项目 | 金额 | 项目 | 金额',
        '1 | 拨款 | 5 | 教育 | 5',
        '2 |  |  | 医疗 | ',
      ],
    ]);
    expect(read(text).texts.map(({ text }) => text)).toEqual(['收支预算总表', '后文']);
  });
});

describe('readText: comma-separated values', () => {
  it('reads quoted fields and title lines that are padded', () => {
    const { texts, grids, source } = read(
      '收入表,,\r\n项目,金额,备注\r\n"甲,乙","1,234","说""明"""\r\n丙,5,\r\n',
    );
    expect(source.mediaType).toBe('text/csv');
    expect(texts.map(({ text }) => text)).toEqual(['收入表']);
    expect(grids.map(({ cells }) => drawCells(cells))).toEqual([
      ['项目 | 金额 | 备注', '甲,乙 | 1,234 | 说"明"', '丙 | 5 | '],
    ]);
  });

  it('takes prose with commas for text', () => {
    expect(read('First, the budget.\nIt grew, slowly, by 3.\nThe end.\n').grids).toEqual([]);
  });
});

describe('readText: tables laid out with spaces', () => {
  it('guesses nothing: the lines stay text, their amounts are left over and counted', () => {
    const { grids, source } = read(
      '收支总表\n\n一、拨款 161,510,008.81 一、公共服务\n\n七、就业 1,922,883.84\n\n收入预算 16,151.00 万元，比上年增加。\n',
    );
    expect(grids).toEqual([]);
    expect(source.content.kind === 'flow' && source.content.leftovers?.map(({ text }) => text)).toEqual([
      '161,510,008.81',
      '1,922,883.84',
    ]);
    expect(source.warnings.map(({ code }) => code)).toEqual(['leftovers']);
  });

  it('joins a sentence wrapped over lines', () => {
    const line = '组织实施本区定点医药机构、长期护理保险评估和服务机构的协议及支付管理办法，依法查处医疗保';
    expect(read(`${line}\n\n障领域违法行为。\n\n一、职责`).texts.map(({ text }) => text)).toEqual([
      `${line}障领域违法行为。`,
      '一、职责',
    ]);
  });
});
