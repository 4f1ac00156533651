import { describe, expect, it } from 'vitest';
import type { FlowBlock, FlowGrid, FlowText, GridCell, Source } from '../../../core/model/source.ts';
import { flowToDocument } from '../../../core/structure/flow-to-document.ts';

const anchor = { kind: 'flow' } as const;

const text = (line: string, rest: Partial<FlowText> = {}): FlowText => ({
  kind: 'text',
  text: line,
  level: 0,
  anchor,
  ...rest,
});

/** A grid from a pipe table; `<` joins a place to the cell at its left, `^` to the one above. */
function grid(drawing: string, rest: Partial<FlowGrid> = {}): FlowGrid {
  const rows = drawing
    .trim()
    .split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/^\||\|$/g, '')
        .split('|')
        .map((part) => part.trim()),
    );
  const cells: GridCell[] = [];
  rows.forEach((parts, row) => {
    parts.forEach((part, col) => {
      if (part === '<' || part === '^') return;
      let colSpan = 1;
      while (parts[col + colSpan] === '<') colSpan++;
      let rowSpan = 1;
      while (rows[row + rowSpan]?.[col] === '^') rowSpan++;
      cells.push({ row, col, rowSpan, colSpan, text: part, anchor });
    });
  });
  return { kind: 'grid', cells, anchor, ...rest };
}

function read(...blocks: FlowBlock[]) {
  const content = { kind: 'flow' as const, blocks };
  const source: Source = { name: 'x', sha256: '', mediaType: 'text/html', content, warnings: [] };
  return flowToDocument(source, content);
}

const rolesOf = (document: ReturnType<typeof read>) => document.blocks.map(({ role }) => role);
const headerRowsOf = (document: ReturnType<typeof read>) =>
  [...new Set(document.tables[0]?.cells.filter(({ header }) => header).map(({ row }) => row))].join();

const PLAIN = grid(`
  | 项目 | 金额 |
  | 工资 | 12   |
  | 差旅 | 3    |
`);

describe('flowToDocument: what stands above a table', () => {
  it('takes the nearest title, with body and unit lines between', () => {
    const document = read(
      text('上年情况良好。'),
      text('2024年部门收支预算总表'),
      text('编制部门：某局'),
      text('单位：元'),
      PLAIN,
    );
    expect(document.tables[0]).toMatchObject({
      title: '2024年部门收支预算总表',
      unit: '元',
      titleBlock: 1,
      unitBlock: 3,
    });
    expect(rolesOf(document)).toEqual(['paragraph', 'title', 'body-line', 'unit-line', 'table']);
    expect(document.blocks.map(({ table }) => table)).toEqual([undefined, 't1', 't1', 't1', 't1']);
  });

  it('sets body and unit apart that stand on one line', () => {
    const document = read(text('收入预算表'), text('编制部门：某局          单位：万元'), PLAIN);
    expect(document.blocks.map(({ role, text }) => [role, text])).toEqual([
      ['title', '收入预算表'],
      ['body-line', '编制部门：某局'],
      ['unit-line', '单位：万元'],
      ['table', '收入预算表'],
    ]);
  });

  it('sets a table number apart from the body after it', () => {
    const document = read(text('收支预算总表'), text('表1-1单位名称：某中心'), text('单位：万元'), PLAIN);
    expect(document.tables[0]).toMatchObject({ title: '收支预算总表', number: '表1-1', unit: '万元' });
    expect(rolesOf(document)).toEqual(['title', 'table-number', 'body-line', 'unit-line', 'table']);
  });

  it('takes the end of a wrapped title with its beginning, but not a running head over a short title', () => {
    expect(read(text('2024年某局一般公共预算支出明'), text('细表'), PLAIN).tables[0]?.title).toBe(
      '2024年某局一般公共预算支出明细表',
    );
    const headed = read(text('某局部门预算公开', { furniture: true }), text('支出总表'), PLAIN);
    expect(headed.tables[0]?.title).toBe('支出总表');
  });

  it('looks past a year or page number that came apart from its line', () => {
    const document = read(text('收支预算总表'), text('预算年度：'), text('单位：万元'), text('2024'), PLAIN);
    expect(document.tables[0]).toMatchObject({ title: '收支预算总表', unit: '万元' });
  });

  it.each([
    ['单位：元', '元'],
    ['单位:万元', '万元'],
    ['（单位：万元）', '万元'],
    ['金额单位：人民币元', '人民币元'],
    ['单 位： 万 元', '万元'],
    ['单位：万', '万'],
    ['表1                单位：元', '元'],
    ['2024年12月31日  金额单位：万元', '万元'],
    ['(Rs. in lakhs)', 'Rs. in lakhs'],
    ['₹ in crore', '₹ in crore'],
    ['€ million', '€ million'],
    ['(in thousands of dollars)', 'in thousands of dollars'],
    ['in EUR million', 'in EUR million'],
  ])('reads the unit of %s', (line, unit) => {
    expect(read(text('收入预算表'), text(line), PLAIN).tables[0]).toMatchObject({
      title: '收入预算表',
      unit,
    });
  });

  it.each([
    '编制单位：某某局',
    '单位：某市医疗保障局',
    '预算单位：元谋县财政局',
    'Figures are for the year 2024',
  ])('sees no unit in %s', (line) => {
    expect(read(text('收入预算表'), text(line), PLAIN).tables[0]?.unit).toBeNull();
  });

  it('takes a unit in brackets out of the title', () => {
    expect(read(text('收入预算表（单位：万元）'), PLAIN).tables[0]).toMatchObject({
      title: '收入预算表',
      unit: '万元',
    });
    expect(read(text('Table 3: Revenue (€ million)'), PLAIN).tables[0]).toMatchObject({
      title: 'Table 3: Revenue',
      unit: '€ million',
      number: 'Table 3',
    });
  });

  it.each([
    [['公开01表', '收入支出决算总表'], '公开01表'],
    [['收入支出决算总表', '表1-1'], '表1-1'],
    [['表3 收入支出决算总表'], '表3'],
    [['预算02-1表', '收入支出决算总表'], '预算02-1表'],
    [['附表2：收入支出决算总表'], '附表2'],
  ])('reads the table number of %j', (lines, number) => {
    const document = read(...lines.map((line) => text(line)), PLAIN);
    expect(document.tables[0]?.number).toBe(number);
    expect(document.tables[0]?.title).toContain('收入支出决算总表');
  });

  it('takes no sentence and no note of the table before for a title', () => {
    const document = read(PLAIN, text('注：本表无数据。'), PLAIN, text('本年支出增加3万元。'), PLAIN);
    expect(document.tables.map(({ title }) => title)).toEqual([null, null, null]);
    expect(document.tables[0]?.noteBlocks).toEqual([1]);
  });

  it('gives two tables in a row one title only', () => {
    expect(read(text('绩效目标表'), PLAIN, PLAIN).tables.map(({ title }) => title)).toEqual([
      '绩效目标表',
      null,
    ]);
  });

  it('looks past page furniture', () => {
    const document = read(
      text('收入预算表'),
      text('某市政府网', { furniture: true }),
      text('单位：元'),
      PLAIN,
    );
    expect(document.tables[0]).toMatchObject({ title: '收入预算表', unit: '元' });
  });

  it('prefers the caption that the page ties to the table, and takes a sheet name last', () => {
    expect(
      read(text('说明表'), {
        ...PLAIN,
        caption: '收入表（单位：元）',
        anchor: { kind: 'element', selector: 'body' },
      }).tables[0],
    ).toMatchObject({
      title: '收入表',
      unit: '元',
    });
    const sheet = { kind: 'sheet', sheet: '收入', cell: 'A1' } as const;
    expect(read(text('收入预算表'), { ...PLAIN, caption: '收入', anchor: sheet }).tables[0]?.title).toBe(
      '收入预算表',
    );
    expect(read({ ...PLAIN, caption: '收入', anchor: sheet }).tables[0]?.title).toBe('收入');
    expect(read({ ...PLAIN, caption: 'Sheet1', anchor: sheet }).tables[0]?.title).toBeNull();
  });
});

describe('flowToDocument: rows of a grid', () => {
  it('reads title, number, body and unit lines inside the grid, and keeps them where they are printed', () => {
    const document = read(
      grid(`
        | 收支预算总表     | <  | <          | <  |
        | 表1              | <  | <          | <  |
        | 单位名称：某中心 | <  | 单位：万元 | <  |
        | 收入             | <  | 支出       | <  |
        | 项目   | 预算数 | 项目   | 预算数 |
        | 拨款   | 5      | 教育   | 5      |
      `),
    );
    expect(document.tables[0]).toMatchObject({
      title: '收支预算总表',
      number: '表1',
      unit: '万元',
      rowCount: 6,
    });
    expect(headerRowsOf(document)).toBe('3,4');
  });

  it.each<[string, string, string]>([
    ['one row', '| 项目 | 金额 |\n| 工资 | 12 |', '0'],
    ['years as headings', '| Item | 2023 | 2024 |\n| Pay | 1 | 2 |', '0'],
    ['an empty corner', '| | 合计 | 项目 |\n| 教育 | 1 | 2 |', '0'],
    [
      'three rows of a tree',
      '| 项目 | < | < | 预算数 | < |\n| 编码 | < | 名称 | 合计 | 其中 |\n| 类 | 款 | ^ | ^ | ^ |\n| 201 | 01 | 教育 | 2 | 1 |',
      '0,1,2',
    ],
    ['a row of column numbers', '| 项目 | 金额 |\n| 栏次 | 1 |\n| 教育 | 2 |', '0,1'],
    [
      'column numbers with formulas',
      '| 项目 | 合计 | 甲 | 乙 |\n| 栏次 | 1=2+3 | 2 | 3 |\n| 教育 | 2 | 1 | 1 |',
      '0,1',
    ],
    [
      'codes under one heading',
      '| 编码 | < | 名称 | 合计 |\n| 201 | 01 | 教育 | 2 |\n| 201 | 02 | 医疗 | 2 |',
      '0',
    ],
    ['an empty table', '| 项目 | 合计 | < |\n| ^ | 基本 | 项目 |\n| | | |', '0,1'],
  ])('finds the column headings: %s', (_, drawing, rows) => {
    expect(headerRowsOf(read(grid(drawing)))).toBe(rows);
  });

  it('takes a heading over all columns for a title only where the table has none of its own', () => {
    const drawing = '| 三公经费 | < | < |\n| 合计 | 出国 | < |\n| ^ | 预算 | 决算 |\n| 3 | 1 | 2 |';
    const titled = read(text('三公经费支出决算表'), grid(drawing));
    expect(titled.tables[0]?.title).toBe('三公经费支出决算表');
    expect(headerRowsOf(titled)).toBe('0,1,2');
    const untitled = read(grid(drawing));
    expect(untitled.tables[0]?.title).toBe('三公经费');
    expect(headerRowsOf(untitled)).toBe('1,2');
  });

  it.each([
    [
      'over two columns',
      '| 项目名称 | < | 金额 |\n| 拨款 | 小计 | 5 |\n| ^ | 其他 | 5 |\n| 基金 | 小计 | 1 |',
    ],
    ['beside a gap', '| 项目名称 | | 金额 |\n| 拨款 | 小计 | 5 |\n| ^ | 其他 | 5 |'],
  ])('tells headings from a form by a column of amounts: %s', (_, drawing) => {
    expect(headerRowsOf(read(grid(drawing)))).toBe('0');
  });

  it('sees no column headings in a form of keys and values', () => {
    const document = read(
      grid(`
        | 项目名称 | < | 医疗救助 | < | 项目类别 | 特定目标 |
        | 资金   | 总额 | 5 | < | 申请 | 5 |
        | ^      | 其中 | 5 | < | 拨款 | 5 |
        | 指标   | 数量 | ≥5 | < | 质量 | 好 |
      `),
    );
    expect(headerRowsOf(document)).toBe('');
  });

  it('takes the unit from a heading cell when nothing else states one', () => {
    expect(read(grid('| 项目 | 价值（金额单位：万元） |\n| 房屋 | 12 |')).tables[0]?.unit).toBe('万元');
  });

  it('makes text of grids that are no tables', () => {
    const box = grid('| 收支预算总表 |');
    const line = grid('| 编制部门：某局 | 单位：元 |');
    const document = read(box, line, PLAIN);
    expect(document.tables).toHaveLength(1);
    expect(document.tables[0]).toMatchObject({ id: 't1', title: '收支预算总表', unit: '元' });
  });
});

describe('flowToDocument: one grid, several tables', () => {
  const SHEET = `
    | 收入总表       | <    | <        |
    | 部门：某局     | <    | 单位：元 |
    | 项目           | <    | 金额     |
    | 拨款           | <    | 12       |
    | 支出总表       | <    | <        |
    | 单位：元       |      |          |
    | 编码           | 名称 | 金额     |
    | 201            | 服务 | 12       |
  `;

  it('parts where, under data, another title with its unit line stands', () => {
    const { tables } = read(grid(SHEET));
    expect(tables.map(({ title, unit, columnCount }) => [title, unit, columnCount])).toEqual([
      ['收入总表', '元', 2],
      ['支出总表', '元', 3],
    ]);
  });

  it('stays whole where the same title is printed again, or no unit line follows', () => {
    expect(read(grid(SHEET.replace('支出总表', '收入总表'))).tables).toHaveLength(1);
    expect(
      read(grid(SHEET.replace('单位：元       |      |', '               |      |'))).tables,
    ).toHaveLength(1);
  });

  it('drops the rows and columns of a raster in which no cell starts', () => {
    const document = read(
      grid(`
        | 项目 | < | < | 金额 | < |
        | 工资 | < | < | 12   | < |
        | ^    | ^ | ^ | ^    | ^ |
        | 差旅 | < | < | 3    | < |
      `),
    );
    expect(document.tables[0]).toMatchObject({ rowCount: 3, columnCount: 2 });
    expect(document.tables[0]?.cells.every(({ rowSpan, colSpan }) => rowSpan * colSpan === 1)).toBe(true);
  });
});

describe('flowToDocument: text', () => {
  it('tells headings, contents and page numbers from paragraphs', () => {
    const document = read(
      text('目 录'),
      text('一、主要职能'),
      text('二、收支预算总表'),
      text('某局主要职能'),
      text('一、主要职能'),
      text('某局负责12项工作，预算3万元。'),
      text('- 4 -'),
      text('收入预算……………… 7'),
    );
    expect(rolesOf(document)).toEqual([
      'contents',
      'contents',
      'contents',
      'paragraph',
      'heading',
      'paragraph',
      'furniture',
      'contents',
    ]);
  });

  it('numbers blocks by their position', () => {
    const document = read(text('a'), PLAIN, text('b'));
    expect(document.blocks.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(document.tables[0]?.block).toBe(1);
  });
});
