import { describe, expect, it } from 'vitest';
import type { FlowBlock, FlowGrid, SourcePage } from '../../../core/model/source.ts';
import { pagesToFlow } from '../../../core/tables/pages-to-flow.ts';
import { drawPage } from '../../support/draw-page.ts';

const isGrid = (block: FlowBlock): block is FlowGrid => block.kind === 'grid';

function grids(...pages: readonly SourcePage[]): FlowGrid[] {
  return pagesToFlow(pages).flow.blocks.filter(isGrid);
}

/** Rows of a grid as text, cells by `|`, merged cells with their spans. */
function show(grid: FlowGrid | undefined): string[] {
  const rows: string[][] = [];
  for (const cell of [...(grid?.cells ?? [])].sort((a, b) => a.row - b.row || a.col - b.col)) {
    const span = cell.rowSpan * cell.colSpan > 1 ? ` (${cell.rowSpan}x${cell.colSpan})` : '';
    rows[cell.row] = [...(rows[cell.row] ?? []), cell.text + span];
  }
  return rows.map((row) => row.join(' | '));
}

const text = (...pages: readonly SourcePage[]) =>
  pagesToFlow(pages).flow.blocks.flatMap((block) => (block.kind === 'text' ? [block] : []));

const RULED = `
              收入预算总表
                                   单位：元
  +------------+-------------+-----------+
  | 科目       | 合计        | 其中      |
  +------------+-------------+-----------+
  | 工资       | 1,200.00    | 900.00    |
  +------------+-------------+-----------+
  | 差旅       | 300.00      |           |
  +------------+-------------+-----------+
`;

describe('a fully ruled table', () => {
  it('is one grid with its cells, blank ones too', () => {
    const [grid, ...others] = grids(drawPage(RULED));
    expect(others).toEqual([]);
    expect(show(grid)).toEqual(['科目 | 合计 | 其中', '工资 | 1,200.00 | 900.00', '差旅 | 300.00 | ']);
  });

  it('leaves title and unit line as text over it', () => {
    const { blocks } = pagesToFlow([drawPage(RULED)]).flow;
    expect(blocks.map((block) => (block.kind === 'text' ? block.text : 'grid'))).toEqual([
      '收入预算总表',
      '单位：元',
      'grid',
    ]);
  });

  it('has merged cells where no line stands', () => {
    const [grid] = grids(
      drawPage(`
        +--------+---------------------+
        | 项目   |       支出预算      |
        |        +----------+----------+
        |        | 基本支出 | 项目支出 |
        +--------+----------+----------+
        | 合计   | 17.41    | 144.09   |
        +--------+----------+----------+
      `),
    );
    expect(show(grid)).toEqual([
      '项目 (2x1) | 支出预算 (1x2)',
      '基本支出 | 项目支出',
      '合计 | 17.41 | 144.09',
    ]);
  });

  it('joins the lines of a wrapped label without a space, of a figure without a break', () => {
    const [grid] = grids(
      drawPage(`
        +--------------+-----------+
        | 科目名称     | 预算数    |
        +--------------+-----------+
        | 机关事业单位 | 1,153,762 |
        | 养老保险     | ,500.00   |
        +--------------+-----------+
      `),
    );
    expect(show(grid)[1]).toBe('机关事业单位养老保险 | 1,153,762,500.00');
  });

  it('cuts body rows at the borders of the header where upright lines stop under it', () => {
    const [grid] = grids(
      drawPage(`
        +----------+----------+--------+
        | Country  | Domestic | Total  |
        +----------+----------+--------+
          Austria    86.2       3,375
        +------------------------------+
          Belgium    0          3,973
        +------------------------------+
      `),
    );
    expect(show(grid)).toEqual([
      'Country | Domestic | Total',
      'Austria | 86.2 | 3,375',
      'Belgium | 0 | 3,973',
    ]);
  });
});

it('knows how far a label is set in from the left of its cell', () => {
  const [grid] = grids(
    drawPage(`
      +----------------+-----------+
      | 人员经费       | 900.00    |
      +----------------+-----------+
      |   工资         | 600.00    |
      +----------------+-----------+
    `),
  );
  const [outer, inner] = (grid?.cells ?? []).filter(({ col }) => col === 0).map(({ indent }) => indent ?? 0);
  expect(inner! - outer!).toBeCloseTo(1.2);
});

describe('a table without a full net of lines', () => {
  const body = `
    Salaries           1,200.00         900.00
    Travel               300.00
    Equipment             45.10          45.10
    Total              1,545.10         945.10`;

  it('is read by its level lines and its gaps', () => {
    const [grid] = grids(
      drawPage(`
    --------------------------------------------
    Item                  Total        Of which
    --------------------------------------------${body}
    --------------------------------------------
      `),
    );
    expect(show(grid)).toEqual([
      'Item | Total | Of which',
      'Salaries | 1,200.00 | 900.00',
      'Travel | 300.00',
      'Equipment | 45.10 | 45.10',
      'Total | 1,545.10 | 945.10',
    ]);
  });

  it('is read by its gaps alone', () => {
    const [grid] = grids(
      drawPage(`
    Item                  Total        Of which${body}
      `),
    );
    expect(show(grid)).toHaveLength(5);
    expect(show(grid)[1]).toBe('Salaries | 1,200.00 | 900.00');
  });
});

describe('what is no table', () => {
  it('a page of contents is text', () => {
    const page = drawPage(`
      目录
      一、主要职能……………………………………3
      二、机构设置……………………………………4
      三、名词解释……………………………………5
      四、预算编制说明………………………………7
    `);
    expect(grids(page)).toEqual([]);
    expect(text(page)).toHaveLength(5);
  });

  it('a paragraph in a frame is text', () => {
    const page = drawPage(`
      +------------------------------------------+
      | 本单位2023年收入预算2913.26万元，比上年  |
      | 增加337.39万元，主要原因是缴费基数调整。 |
      +------------------------------------------+
    `);
    expect(grids(page)).toEqual([]);
  });

  it('two columns of prose are text', () => {
    const page = drawPage(`
      The bureau prepared its        and the council examined
      estimates in the autumn        every programme in turn
      of last year together          before it adopted them
      with all of its bodies         in the spring session
    `);
    expect(grids(page)).toEqual([]);
  });
});

describe('a table over pages', () => {
  const head = `
  +--------+------------+
  | 编码   | 预算数     |
  +--------+------------+`;
  const rows = (...pairs: [string, string][]) =>
    pairs
      .map(([code, amount]) => `\n  | ${code.padEnd(6)} | ${amount.padEnd(10)} |\n  +--------+------------+`)
      .join('');
  const first = `\n       支出预算总表${head}${rows(['20801', '1,200.00'], ['20805', '300.00'])}`;

  it('is one grid when title and header are printed again, which stay as furniture', () => {
    const pages = [drawPage(first), drawPage(`\n       支出预算总表${head}${rows(['21001', '45.00'])}`, 2)];
    const [grid, ...others] = grids(...pages);
    expect(others).toEqual([]);
    expect(grid?.pages).toEqual([1, 2]);
    expect(show(grid)).toEqual(['编码 | 预算数', '20801 | 1,200.00', '20805 | 300.00', '21001 | 45.00']);
    expect(text(...pages).filter(({ furniture }) => furniture)).toHaveLength(2);
  });

  it('is one grid when only the header is printed again', () => {
    expect(grids(drawPage(first), drawPage(head + rows(['21001', '45.00']), 2))).toHaveLength(1);
  });

  it('is one grid when rows simply go on', () => {
    const next = `\n  +--------+------------+${rows(['21001', '45.00'])}`;
    const [grid, ...others] = grids(drawPage(first), drawPage(next, 2));
    expect(others).toEqual([]);
    expect(show(grid)).toHaveLength(4);
  });

  it('ends where another title stands', () => {
    const next = `\n       收入预算总表${head}${rows(['21001', '45.00'])}`;
    expect(grids(drawPage(first), drawPage(next, 2))).toHaveLength(2);
  });

  it('ends where text follows it on its page', () => {
    const next = `\n  +--------+------------+${rows(['21001', '45.00'])}`;
    expect(grids(drawPage(`${first}\n\n  以下是说明文字。`), drawPage(next, 2))).toHaveLength(2);
  });

  it('ends with its last row on the page, and the tables under it are tables of their own', () => {
    const last = `
      +------------+-------------+-----------+
      | 会议       | 100.00      | 100.00    |
      +------------+-------------+-----------+
                  收入预算总表
      编制部门：某局     单位：元
      +------------+-------------+-----------+
      | 科目       | 合计        | 其中      |
      +------------+-------------+-----------+
      | 拨款       | 1,200.00    | 900.00    |
      +------------+-------------+-----------+
                  支出预算总表
      编制部门：某局     单位：元
      +------------+-------------+-----------+
      | 科目       | 合计        | 其中      |
      +------------+-------------+-----------+
      | 水电       | 500.00      | 300.00    |
      +------------+-------------+-----------+
    `;
    expect(grids(drawPage(RULED, 1), drawPage(last, 2)).map((grid) => show(grid).at(-1))).toEqual([
      '会议 | 100.00 | 100.00',
      '拨款 | 1,200.00 | 900.00',
      '水电 | 500.00 | 300.00',
    ]);
  });

  it('sets right-hand columns of later pages beside the left', () => {
    const right = `
       支出预算
  +------------+------------+
  | 结转       | 基金       |
  +------------+------------+
  | 1.00       |            |
  +------------+------------+
  | 2.00       | 3.00       |
  +------------+------------+`;
    const labelled = first.replace('20801', '工资 ').replace('20805', '差旅 ');
    const [grid, ...others] = grids(drawPage(labelled), drawPage(right, 2));
    expect(others).toEqual([]);
    expect(show(grid)).toEqual([
      '编码 | 预算数 | 结转 | 基金',
      '工资 | 1,200.00 | 1.00 | ',
      '差旅 | 300.00 | 2.00 | 3.00',
    ]);
  });
});

describe('laws of reading a page', () => {
  const page = drawPage(RULED);
  const numbers = (texts: readonly string[]) =>
    texts.flatMap((each) => each.match(/[\d,.]*\d/g) ?? []).sort();

  it('every figure ends in a cell, in text or on the list of leftovers', () => {
    for (const drawing of [RULED, `${RULED}\n  2024 年 3 月 5 日   37\n`]) {
      const drawn = drawPage(drawing);
      const { flow, leftovers } = pagesToFlow([drawn]);
      const found = flow.blocks.flatMap((block) =>
        block.kind === 'text' ? [block.text] : block.cells.map((cell) => cell.text),
      );
      expect(numbers([...found, ...leftovers.map((leftover) => leftover.text)])).toEqual(
        numbers(drawn.words.map((word) => word.text)),
      );
    }
  });

  it('the order of drawing does not matter', () => {
    const turned = { ...page, words: [...page.words].reverse(), rulings: [...page.rulings].reverse() };
    expect(pagesToFlow([turned])).toEqual(pagesToFlow([page]));
  });

  it('moving everything changes nothing but the places', () => {
    const move = ([a, b, c, d]: readonly [number, number, number, number]) =>
      [a + 17, b - 9, c + 17, d - 9] as const;
    const moved: SourcePage = {
      ...page,
      box: move(page.box),
      words: page.words.map((word) => ({ ...word, rect: move(word.rect) })),
      rulings: page.rulings.map((ruling) => ({ ...ruling, rect: move(ruling.rect) })),
    };
    expect(show(grids(moved)[0])).toEqual(show(grids(page)[0]));
    expect(text(moved).map((block) => block.text)).toEqual(text(page).map((block) => block.text));
  });

  it('text that stands sideways on its page is read upright, its places stay those of the page', () => {
    const [, , width] = page.box;
    const turn = ([a, b, c, d]: readonly [number, number, number, number]) =>
      [b, width - c, d, width - a] as const;
    const turned: SourcePage = {
      ...page,
      box: [0, 0, page.box[3], width],
      words: page.words.map((word) => ({ ...word, rect: turn(word.rect), angle: 270 })),
      rulings: page.rulings.map((ruling) => ({
        rect: turn(ruling.rect),
        direction: ruling.direction === 'horizontal' ? 'vertical' : 'horizontal',
      })),
    };
    const [before] = grids(page);
    const [after] = grids(turned);
    expect(show(after)).toEqual(show(before));
    const rectOf = (grid: FlowGrid | undefined) =>
      grid?.anchor.kind === 'page' ? grid.anchor.rect : undefined;
    const expected = turn(rectOf(before) ?? [0, 0, 0, 0]);
    rectOf(after)?.forEach((value, index) => {
      expect(value).toBeCloseTo(expected[index] ?? 0);
    });
  });
});

describe('a table whose body has upright lines only', () => {
  const HEAD = `
                    支出总表
                                        单位：元
  +--------+-------------------+----------+-----------+
  | 编码   | 名称              | 合计     | 基本支出  |
  +--------+-------------------+----------+-----------+
`;
  const BODY = `
  | 208    | 社会保障          |   300.00 |    200.00 |
  | 20805  | 养老支出          |   300.00 |    200.00 |
  | 210    | 卫生健康          | 1,000.00 |           |
`;
  it('has a row for each line of figures', () => {
    const [grid] = grids(
      drawPage(`${HEAD.trimEnd()}${BODY.trimEnd()}
  +--------+-------------------+----------+-----------+`),
    );
    expect(show(grid)).toEqual([
      '编码 | 名称 | 合计 | 基本支出',
      '208 | 社会保障 | 300.00 | 200.00',
      '20805 | 养老支出 | 300.00 | 200.00',
      '210 | 卫生健康 | 1,000.00',
    ]);
  });

  it('keeps a line between columns that a merged cell interrupts where the page ends without a rule', () => {
    const [grid] = grids(
      drawPage(`${HEAD.trimEnd()}
  |      合计                  | 1,300.00 |    200.00 |${BODY.trimEnd()}
  | 213    | 农林水            |   700.00 |    100.00 |`),
    );
    expect(show(grid).slice(1, 3)).toEqual([
      '合计 (1x2) | 1,300.00 | 200.00',
      '208 | 社会保障 | 300.00 | 200.00',
    ]);
  });

  it('keeps a figure in one cell that found no room in its line', () => {
    const [grid] = grids(
      drawPage(`
  +--------+-------------------+------+
  | 编码   | 名称              | 合计 |
  +--------+-------------------+------+
  | 208    | 社会保障          |1,300,|
  |        | 和就业支出        |500.00|
  +--------+-------------------+------+
`),
    );
    expect(show(grid)[1]).toBe('208 | 社会保障和就业支出 | 1,300,500.00');
  });

  it('takes what hangs over its open foot at the end of a page for the ends of its last texts', () => {
    const page = drawPage(`
  +--------+-------------------+------+
  | 编码   | 名称              | 合计 |
  +--------+-------------------+------+
  | 208    | 社会保障和就      | 3.00 |`);
    const [own] = page.words.filter(({ text }) => text === '社会保障和就');
    const [x0, y0, , y1] = own?.rect ?? [0, 0, 0, 0];
    const tail = {
      text: '业支出',
      rect: [x0, y0 - 14, x0 + 36, y1 - 14],
      size: 10,
      angle: 0,
      bold: false,
    } as const;
    const rulings = page.rulings.map((ruling) => {
      const [left, bottom, right, top] = ruling.rect;
      return { ...ruling, rect: [left, Math.max(bottom, y0 - 3), right, top] as const };
    });
    const [grid] = grids({ ...page, rulings, words: [...page.words, tail] });
    expect(show(grid)[1]).toBe('208 | 社会保障和就业支出 | 3.00');
  });
});

describe('a row at the break of a page', () => {
  it('takes 小计 at the head of a page, beside no figure, for the end of the full label of the row before', () => {
    const [grid] = grids(
      drawPage(
        `
  +----------+--------+--------+--------+
  | 收入     | 金额   | 支出   | 金额   |
  +----------+--------+--------+--------+
  | 其他     |   5.00 | 住房   |   9.00 |
  +----------+--------+--------+--------+
  |当年收入  |  10.00 | 当年支出|  10.00 |
  +----------+--------+--------+--------+`,
        1,
      ),
      drawPage(
        `
  +----------+--------+--------+--------+
  |小计      |        |        |        |
  +----------+--------+--------+--------+
  | 上年结转 |        | 结转下年|        |
  +----------+--------+--------+--------+
  | 合计     |  10.00 | 支出合计|  10.00 |
  +----------+--------+--------+--------+`,
        2,
      ),
    );
    expect(show(grid).slice(2, 4)).toEqual([
      '当年收入小计 | 10.00 | 当年支出 | 10.00',
      '上年结转 |  | 结转下年 | ',
    ]);
  });

  it('keeps a label apart that is set as the first lines of others are', () => {
    const [grid] = grids(
      drawPage(
        `
  +------------+------------------+--------+
  | 资金       | 项目             | 金额   |
  +------------+------------------+--------+
  | 专户       | 专户管理教育收费 |        |
  +------------+------------------+--------+`,
        1,
      ),
      drawPage(
        `
  +------------+------------------+--------+
  |            |      非税收入    |        |
  +------------+------------------+--------+
  | 其他       |      事业收入    |   3.00 |
  +------------+------------------+--------+
  |            |      经营收入    |   4.00 |
  +------------+------------------+--------+`,
        2,
      ),
    );
    expect(grid?.cells.filter(({ col }) => col === 1).map(({ text }) => text)).toEqual([
      '项目',
      '专户管理教育收费',
      '非税收入',
      '事业收入',
      '经营收入',
    ]);
  });
});
