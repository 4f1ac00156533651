import { describe, expect, it } from 'vitest';
import { readFile } from '../../../workers/readers/read-file.ts';
import { drawCells, flowOf } from '../../support/draw-grid.ts';
import { cell, docxOf, paragraph, table } from '../../support/office-files.ts';

async function read(body: string, parts: Readonly<Record<string, string>> = {}) {
  const reading = await readFile({ name: 'a.bin', bytes: docxOf(body, parts) }, { assets: '' });
  if (!reading.ok) throw new Error(reading.error.code);
  return { ...flowOf(reading.value), warnings: reading.value.warnings };
}

const restart = '<w:vMerge w:val="restart"/>';
const goesOn = '<w:vMerge/>';
const span = (count: number) => `<w:gridSpan w:val="${count}"/>`;

describe('readDocx: tables', () => {
  it('tells how far paragraphs and spaces set in a text', async () => {
    const setIn = (text: string, ind: string) =>
      `<w:tc><w:p><w:pPr><w:ind ${ind}/></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;
    const { grids } = await read(
      table(
        [cell('人员经费'), cell('9')],
        [cell('　工资'), cell('5')],
        [setIn('津贴', 'w:firstLineChars="200" w:firstLine="420"'), cell('3')],
        [setIn('奖金', 'w:left="480" w:hanging="240"'), cell('1')],
      ),
    );
    const labels = grids[0]?.cells.filter(({ col }) => col === 0);
    expect(labels?.map(({ indent }) => indent)).toEqual([undefined, 1, 2, 1]);
  });

  it('reads cells merged both ways', async () => {
    const { grids } = await read(
      table(
        [cell('科目', restart), cell('预算数', span(2))],
        [cell('', goesOn), cell('基本'), cell('项目')],
        [cell('教育'), cell('1'), cell('2')],
      ),
    );
    expect(drawCells(grids[0]?.cells ?? [])).toEqual([
      '科目[2×1] | 预算数[1×2]',
      '基本 | 项目',
      '教育 | 1 | 2',
    ]);
    expect(grids[0]?.cells.map(({ col }) => col)).toEqual([0, 1, 1, 2, 0, 1, 2]);
  });

  it('reads the older way of merging across, and rows that begin further right', async () => {
    const { grids } = await read(
      `<w:tbl><w:tr>${cell('合计', '<w:hMerge w:val="restart"/>')}${cell('', '<w:hMerge/>')}${cell('1')}</w:tr>
       <w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>${cell('甲')}${cell('2')}</w:tr></w:tbl>`,
    );
    expect(drawCells(grids[0]?.cells ?? [])).toEqual(['合计[1×2] | 1', '甲 | 2']);
    expect(grids[0]?.cells.map(({ col }) => col)).toEqual([0, 2, 1, 2]);
  });

  it('walks through a table that only holds others, and keeps a table inside a cell of data apart', async () => {
    const inner = table([cell('项目'), cell('金额')], [cell('甲'), cell('1')]);
    const around = await read(`<w:tbl><w:tr><w:tc>${paragraph('收入表')}${inner}</w:tc></w:tr></w:tbl>`);
    expect(around.grids).toHaveLength(1);
    expect(around.texts.map(({ text }) => text)).toEqual(['收入表']);
    const rows = ['甲', '乙', '丙', '丁'].map((name) => [cell(name), cell('1')]);
    const within = await read(`${table(...rows, [cell('附'), `<w:tc>${inner}</w:tc>`])}`);
    expect(within.grids.map(({ cells }) => cells.length)).toEqual([10, 4]);
  });

  it('leaves out hidden and deleted rows and text, and says so of hidden ones', async () => {
    const { grids, texts, warnings } = await read(
      `<w:p><w:r><w:t>收入</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>表</w:t></w:r></w:ins>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r></w:p>
       <w:tbl><w:tr>${cell('项目')}${cell('金额')}</w:tr><w:tr><w:trPr><w:hidden/></w:trPr>${cell('旧')}${cell('9')}</w:tr>
       <w:tr>${cell('甲')}${cell('1')}</w:tr></w:tbl>`,
    );
    expect(texts.map(({ text }) => text)).toEqual(['收入表']);
    expect(drawCells(grids[0]?.cells ?? [])).toEqual(['项目 | 金额', '甲 | 1']);
    expect(warnings.map(({ code }) => code)).toEqual(['hidden-content']);
  });

  it('joins the paragraphs of a cell as a reader reads them', async () => {
    const { grids } = await read(
      table([cell('机关事业单位\n基本养老保险'), cell('total\namount')], [cell('甲'), cell('1')]),
    );
    expect(drawCells(grids[0]?.cells ?? [])[0]).toBe('机关事业单位基本养老保险 | total amount');
  });
});

describe('readDocx: text', () => {
  const styles = `<w:styles xmlns:w="w"><w:style w:styleId="a"><w:name w:val="heading 2"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>
    <w:style w:styleId="b"><w:basedOn w:val="a"/><w:rPr><w:sz w:val="32"/></w:rPr></w:style></w:styles>`;

  it('takes level, alignment and size from a style and those it is based on', async () => {
    const { texts } = await read(paragraph('收支预算', '<w:pStyle w:val="b"/>'), {
      'word/styles.xml': styles,
    });
    expect(texts[0]).toMatchObject({ text: '收支预算', level: 2, align: 'center', size: 16 });
  });

  it('writes the numbers of lists as Word prints them', async () => {
    const level = (index: number, format: string, text: string) =>
      `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
    const numbering = `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="5">${level(0, 'chineseCounting', '%1、')}${level(1, 'decimal', '（%2）')}</w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num></w:numbering>`;
    const item = (text: string, depth: number) =>
      paragraph(text, `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="1"/></w:numPr>`);
    const { texts } = await read(
      item('收入', 0) + item('拨款', 1) + item('事业', 1) + item('支出', 0) + item('基本', 1),
      {
        'word/numbering.xml': numbering,
      },
    );
    expect(texts.map(({ text }) => text)).toEqual([
      '一、收入',
      '（1）拨款',
      '（2）事业',
      '二、支出',
      '（1）基本',
    ]);
  });

  it('keeps headers and footers as furniture, text boxes and results of fields as text', async () => {
    const { texts } = await read(
      `<w:p><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>第3页</w:t></w:r>
        <mc:AlternateContent><mc:Choice><w:txbxContent>${paragraph('单位：元')}</w:txbxContent></mc:Choice>
        <mc:Fallback><w:txbxContent>${paragraph('单位：元')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:p>`,
      { 'word/footer1.xml': `<w:ftr xmlns:w="w">${paragraph('某局')}</w:ftr>` },
    );
    expect(texts.map(({ text, furniture }) => [text, furniture === true])).toEqual([
      ['第3页', false],
      ['单位：元', false],
      ['某局', true],
    ]);
  });

  it('breaks a paragraph at its line breaks', async () => {
    const { texts } = await read('<w:p><w:r><w:t>编制部门：某局</w:t><w:br/><w:t>单位：元</w:t></w:r></w:p>');
    expect(texts.map(({ text }) => text)).toEqual(['编制部门：某局', '单位：元']);
  });
});
