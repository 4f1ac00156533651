import { describe, expect, it } from 'vitest';
import type { FlowGrid, FlowText } from '../../../core/model/source.ts';
import { readHtml, readHtmlTree } from '../../../workers/readers/html.ts';
import { type HtmlNode, htmlToTree } from '../../../workers/readers/html-tree.ts';

const identity = { name: 'page.html', sha256: '00' };

function read(html: string) {
  const source = readHtml(new TextEncoder().encode(html), identity);
  if (source.content.kind !== 'flow') throw new Error('a page is a flow');
  const { blocks } = source.content;
  const grids = blocks.filter((block): block is FlowGrid => block.kind === 'grid');
  const texts = blocks.filter((block): block is FlowText => block.kind === 'text');
  return { source, blocks, grids, texts };
}

/** A grid as lines: cells in their order, with [rows×columns] for merged ones. */
function draw(grid: FlowGrid | undefined): string[] {
  const lines: string[][] = [];
  for (const { row, rowSpan, colSpan, text } of grid?.cells ?? []) {
    lines[row] ??= [];
    lines[row]?.push(rowSpan > 1 || colSpan > 1 ? `${text}[${rowSpan}×${colSpan}]` : text);
  }
  return lines.map((cells) => cells.join(' | '));
}

describe('readHtml: grids', () => {
  it('lays merged cells out as a browser does', () => {
    const { grids } = read(`<table border=1>
      <tr><td rowspan=2>科目</td><td colspan=2>预算数</td></tr>
      <tr><td>基本支出</td><td>项目支出</td></tr>
      <tr><td>教育支出</td><td>1</td><td>2</td></tr></table>`);
    expect(draw(grids[0])).toEqual(['科目[2×1] | 预算数[1×2]', '基本支出 | 项目支出', '教育支出 | 1 | 2']);
    expect(grids[0]?.cells.map(({ col }) => col)).toEqual([0, 1, 1, 2, 0, 1, 2]);
  });

  it('walks through tables that lay out the page, and keeps what stands in them in order', () => {
    const { grids, texts } =
      read(`<table><tr><td><table><tr><td><a href="/">首页</a></td></tr></table></td></tr>
      <tr><td><p>收入表</p><table border=1><tr><td>项目</td><td>金额</td></tr><tr><td>拨款</td><td>5</td></tr></table>
      <p>注：无。</p></td></tr></table>`);
    expect(grids.map(draw)).toEqual([['项目 | 金额', '拨款 | 5']]);
    expect(texts.filter((text) => !text.furniture).map(({ text }) => text)).toEqual(['收入表', '注：无。']);
  });

  it('joins the paragraphs of a Word cell without a space between Chinese characters', () => {
    const { grids } =
      read(`<table><tr><td><p class=MsoNormal><span><span>机关事业单位基本</span></span><o:p></o:p></p>
      <p class=MsoNormal>养老保险&nbsp;缴费</p></td><td>total<br>amount</td></tr><tr><td>甲</td><td>1</td></tr></table>`);
    expect(draw(grids[0])[0]).toBe('机关事业单位基本养老保险 缴费 | total amount');
  });

  it('leaves out hidden rows, by attribute, style or style sheet, and says so when they hold text', () => {
    const { grids, source } = read(`<style>.away { display : none }</style><table>
      <tr><td>项目</td><td>金额</td></tr><tr style="height:0;display:none"><td>旧</td><td>9</td></tr>
      <tr class="x away"><td>旧</td><td>8</td></tr><tr hidden><td>旧</td><td>7</td></tr>
      <tr><td>拨款</td><td>5</td></tr></table>`);
    expect(draw(grids[0])).toEqual(['项目 | 金额', '拨款 | 5']);
    expect(source.warnings.map(({ code }) => code)).toEqual(['hidden-content']);
  });

  it("does not speak of the empty hidden row that Excel's export ends with", () => {
    const { source } = read(`<table><tr><td>项目</td><td>金额</td></tr><tr><td>甲</td><td>1</td></tr>
      <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=9></td><td></td></tr><![endif]></table>`);
    expect(source.warnings).toEqual([]);
  });

  it('reads a table of divs by its ARIA roles', () => {
    const { grids } =
      read(`<div role=table><div role=row><span role=columnheader>Item</span><span role=columnheader>Rs.</span></div>
      <div role=rowgroup><div role=row><span role=cell>Pay</span><span role=cell>12.5</span></div></div></div>`);
    expect(draw(grids[0])).toEqual(['Item | Rs.', 'Pay | 12.5']);
    expect(grids[0]?.cells.map(({ header }) => header === true)).toEqual([true, true, false, false]);
  });

  it('shows head before body before foot, wherever they are written', () => {
    const { grids } = read(`<table><tfoot><tr><td>合计</td><td>3</td></tr></tfoot>
      <tbody><tr><td>甲</td><td>3</td></tr></tbody><thead><tr><th>项目</th><th>金额</th></tr></thead></table>`);
    expect(draw(grids[0])).toEqual(['项目 | 金额', '甲 | 3', '合计 | 3']);
  });

  it('tells how far a text is set in: by spaces, by padding, by the paragraph in its cell', () => {
    const { grids } = read(`<style>.in2 { padding-left: 2em }</style><table border=1>
      <tr><td>人员经费</td><td>9</td></tr><tr><td>&nbsp;&nbsp;工资</td><td>5</td></tr>
      <tr><td>　津贴</td><td>1</td></tr><tr><td class=in2>奖金</td><td>1</td></tr>
      <tr><td> <p style="margin:0;text-indent:24pt">补贴</p></td><td>2</td></tr></table>`);
    const labels = grids[0]?.cells.filter(({ col }) => col === 0);
    expect(labels?.map(({ text, indent }) => [text, indent])).toEqual([
      ['人员经费', undefined],
      ['工资', 1],
      ['津贴', 1],
      ['奖金', 2],
      ['补贴', 2],
    ]);
  });

  it('bounds hostile spans', () => {
    const { grids } = read(
      '<table><tr><td colspan=999999999 rowspan=999999999>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>',
    );
    for (const cell of grids[0]?.cells ?? []) {
      expect(cell.col + cell.colSpan).toBeLessThanOrEqual(1000);
      expect(cell.row + cell.rowSpan).toBeLessThanOrEqual(2);
    }
  });

  it('survives deep nesting', () => {
    expect(() => read(`${'<div>'.repeat(20_000)}x`)).not.toThrow();
    expect(() => read(`${'<table><tr><td>'.repeat(3_000)}x`)).not.toThrow();
  });
});

describe('readHtml: what is shown', () => {
  const table = (cells: string, css = '') =>
    read(`<style>${css}</style><table><tr><td>项目</td><td>金额</td></tr>${cells}</table>`);

  it('follows selectors, importance and media of style sheets', () => {
    const css = `.a td.h { display: none } td.h { display: table-cell } @media print { td { display: none } }
      @media screen { tr:nth-child(3) { display: none } } tr.k { display: none !important } td:hover { display: none }`;
    const { grids, source } = table(
      '<tr class=a><td>甲</td><td>1</td><td class=h>9</td></tr><tr><td>旧</td><td>9</td></tr><tr class=k style="display:table-row"><td>旧</td><td>9</td></tr><tr><td class=h>乙</td><td>2</td></tr>',
      css,
    );
    expect(draw(grids[0])).toEqual(['项目 | 金额', '甲 | 1', '乙 | 2']);
    expect(source.warnings.map(({ code }) => code)).toEqual(['hidden-content']);
  });

  it('reads text whose size is set again within an element without size', () => {
    const { grids } = table(
      '<tr style="font-size:0"><td><span style="font-size:9pt">甲</span></td><td>9<b style="font-size:12px">1</b></td></tr>',
    );
    expect(draw(grids[0])[1]).toBe('甲 | 1');
  });

  it('leaves out what is struck out', () => {
    expect(draw(table('<tr><td>甲</td><td><s>1,000</s>1,100</td></tr>').grids[0])[1]).toBe('甲 | 1,100');
  });

  it('joins a figure that a narrow cell breaks, and keeps two figures apart', () => {
    const { grids } = table(
      '<tr><td>甲</td><td>12,345,<br>678.90</td></tr><tr><td>乙</td><td><p>1,234</p><p>.50</p></td></tr><tr><td>丙</td><td>100<br>200</td></tr><tr><td>丁</td><td>2023,<br>2024</td></tr>',
    );
    expect(draw(grids[0]).slice(1)).toEqual([
      '甲 | 12,345,678.90',
      '乙 | 1,234.50',
      '丙 | 100 200',
      '丁 | 2023, 2024',
    ]);
  });

  it('survives style sheets and sibling rules without end', () => {
    const css = Array.from({ length: 4000 }, (_, i) => `.a .b td:nth-child(2n+${i}) { display: none }`).join(
      '',
    );
    const start = performance.now();
    table('<tr><td>甲</td><td>1</td></tr>'.repeat(3000), css);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe('readHtml: a table cut into several', () => {
  const head = '<tr><th>项目</th><th>金额</th></tr>';
  it('goes on after a page number with the same header', () => {
    const { grids } = read(`<table>${head}<tr><td>甲</td><td>1.00</td></tr></table><p>- 2 -</p>
      <table>${head}<tr><td>乙</td><td>2.00</td></tr></table>`);
    expect(grids.map(draw)).toEqual([['项目 | 金额', '甲 | 1.00', '乙 | 2.00']]);
    expect(grids[0]?.cells.at(-1)?.row).toBe(2);
  });
  it('is another one after a title, or under another header', () => {
    const { grids } = read(`<table>${head}<tr><td>甲</td><td>1.00</td></tr></table><p>支出表</p>
      <table>${head}<tr><td>乙</td><td>2.00</td></tr></table><table><tr><th>科目</th><th>金额</th></tr><tr><td>丙</td><td>3.00</td></tr></table>`);
    expect(grids).toHaveLength(3);
  });
});

describe('readHtml: places', () => {
  it('gives each cell a selector that finds its element', () => {
    const html = `<body><div><p>a</p></div><div id=zoom><p>表</p><table><tr><td>项目</td><td id=x>金额</td></tr><tr><td>甲</td><td>1</td></tr></table></div>`;
    const { grids } = read(html);
    const selectors = grids[0]?.cells.map(({ anchor }) => (anchor.kind === 'element' ? anchor.selector : ''));
    const cell = 'body > div:nth-of-type(2) > table:nth-of-type(1) > tbody:nth-of-type(1)';
    expect(selectors).toEqual([
      `${cell} > tr:nth-of-type(1) > td:nth-of-type(1)`,
      '#x',
      `${cell} > tr:nth-of-type(2) > td:nth-of-type(1)`,
      `${cell} > tr:nth-of-type(2) > td:nth-of-type(2)`,
    ]);
  });

  it('does not use an id that two elements share', () => {
    const { texts } = read('<body><p id=a>一</p><p id=a>二</p>');
    expect(texts.map(({ anchor }) => anchor)).toEqual([
      { kind: 'element', selector: 'body > p:nth-of-type(1)' },
      { kind: 'element', selector: 'body > p:nth-of-type(2)' },
    ]);
  });
});

describe('readHtml: charset', () => {
  /** 预算 元 in GBK. */
  const gbk = [0xd4, 0xa4, 0xcb, 0xe3, 0x20, 0xd4, 0xaa];
  const bytes = (head: string) => new Uint8Array([...new TextEncoder().encode(`${head}<p>`), ...gbk]);
  const textOf = (page: Uint8Array, type?: string) => {
    const { content } = readHtml(page, identity, type);
    return content.kind === 'flow' && content.blocks[0]?.kind === 'text' ? content.blocks[0].text : '';
  };

  it.each([
    ['declared as gb2312', '<html><meta charset=gb2312>'],
    ['declared by http-equiv', '<html><meta http-equiv="Content-Type" content="text/html; charset=GBK">'],
    ['declared wrongly as UTF-8', '<html><meta charset=utf-8>'],
    ['not declared', '<html>'],
  ])('reads GBK %s', (_, head) => {
    expect(textOf(bytes(head))).toBe('预算 元');
  });

  it('reads UTF-8 declared wrongly as GBK', () => {
    expect(textOf(new TextEncoder().encode('<meta charset=gbk><p>预算 元'))).toBe('预算 元');
    expect(textOf(new TextEncoder().encode('<p>预算 元'), 'text/html; charset=gb2312')).toBe('预算 元');
  });

  it('takes the server at its word where the page says nothing', () => {
    const cyrillic = new Uint8Array([0x3c, 0x70, 0x3e, 0xcd, 0xe5, 0xf2]);
    expect(textOf(cyrillic, 'text/html; charset=windows-1251')).toBe('Нет');
  });
});

describe('readHtml: what belongs to the site', () => {
  it('marks navigation, breadcrumb, info line, neighbours and footer as furniture, and nothing of the article', () => {
    const { texts } =
      read(`<title>某局2024年预算_某区政府</title><meta name=ArticleTitle content="某局2024年预算">
      <body><h2>某区政府</h2><nav><a href="/a">要闻</a></nav><div>当前位置：<a href="/">首页</a> &gt; <a href="/b">公开</a></div>
      <div>某局2024年预算</div><div>发布时间：2024-02-13 来源：某局 字体：【<a href="#">大</a>】</div>
      <p>收入预算12万元，其中：拨款12万元。</p><p>附件：</p><p><a href="a.pdf">某局2024年预算.pdf</a></p>
      <p>上一篇：<a href="/c">别的</a></p><div>主办：某区政府 某ICP备0000号</div></body>`);
    expect(texts.filter(({ furniture }) => !furniture).map(({ text, level }) => [text, level])).toEqual([
      ['某局2024年预算', 1],
      ['收入预算12万元，其中：拨款12万元。', 0],
    ]);
  });

  it('keeps the index table of a portal out of the tables', () => {
    const { grids } =
      read(`<table border=1><tr><td>索 引 号：</td><td>A-1</td><td>主题分类：</td><td>财政</td></tr>
      <tr><td>发布机构：</td><td>某局</td><td>发文日期：</td><td>2024-02-12</td></tr></table>`);
    expect(grids).toEqual([]);
  });

  it('keeps a table of contents with links within the page as text', () => {
    const { texts } = read('<p><a href="#t1">一、收支预算总表</a></p>');
    expect(texts.map(({ furniture }) => furniture === true)).toEqual([false]);
  });
});

describe('readHtmlTree', () => {
  it('reads a live tree like the bytes of the same page, hidden rows by their flag', () => {
    const html =
      '<body><p>收入表</p><table><tr><td>项目</td><td>金额</td></tr><tr><td>旧</td><td>9</td></tr><tr><td>甲</td><td>1</td></tr></table>';
    const tree = htmlToTree(html);
    const hide = (node: HtmlNode): HtmlNode => ({
      ...node,
      ...(node.children ? { children: node.children.map(hide) } : {}),
      ...(node.tag === 'tr' && JSON.stringify(node).includes('旧') ? { hidden: true } : {}),
    });
    const live = readHtmlTree(JSON.parse(JSON.stringify(hide(tree))), { ...identity, live: true });
    const still = readHtml(
      new TextEncoder().encode(html.replace('<tr><td>旧', '<tr hidden><td>旧')),
      identity,
    );
    expect(live.content).toEqual(still.content);
  });
});

describe('readHtml: pictures', () => {
  const warned = (html: string) =>
    read(html).source.warnings.map(({ code, message }) => `${code} ${message.en}`);
  const TEXT = `<p>${'本单位负责贯彻执行有关法律、法规和政策，拟订本地区的发展规划并组织实施。'.repeat(8)}</p>`;

  it('in place of an announced table are named, however many it is cut into', () => {
    expect(
      warned(`${TEXT}<p align=center>部门收支总表</p><p>单位：万元</p><p><img src="a1.jpg"><img src="a2.jpg"></p>
        <p>二、其他说明</p>${TEXT}<p><img src="office.jpg"></p>`),
    ).toEqual([
      'scanned-pages 2 pictures stand in place of tables or text on this page; the figures in them were not checked.',
    ]);
  });

  it('that are all that an article says are named', () => {
    expect(warned('<article><h1>2024年部门预算</h1><img src="1.png"></article>')).toHaveLength(1);
  });

  it('beside tables and text, and marks of a site, are not', () => {
    const table =
      '<table border=1><tr><td>项目</td><td>金额</td></tr><tr><td>拨款</td><td>5</td></tr></table>';
    expect(
      warned(
        `<img src="logo.png" alt="logo"><p>收支总表</p><img src="i.gif" width=16 height=16>${table}${TEXT}`,
      ),
    ).toEqual([]);
    expect(warned(`${TEXT}<p>办公楼外景</p><img src="office.jpg">`)).toEqual([]);
  });
});
