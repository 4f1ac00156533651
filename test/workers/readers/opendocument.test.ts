import { describe, expect, it } from 'vitest';
import { readFile } from '../../../workers/readers/read-file.ts';
import { drawCells, flowOf } from '../../support/draw-grid.ts';
import { zipOf } from '../../support/office-files.ts';

async function read(kind: 'text' | 'spreadsheet', body: string, styles = '') {
  const bytes = zipOf({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `<c><automatic-styles>${styles}</automatic-styles><body><${kind}>${body}</${kind}></body></c>`,
  });
  const reading = await readFile({ name: 'a', bytes }, { assets: '' });
  if (!reading.ok) throw new Error(reading.error.code);
  return { ...flowOf(reading.value), warnings: reading.value.warnings, mediaType: reading.value.mediaType };
}

const td = (text: string, attributes = '') => `<table-cell ${attributes}><p>${text}</p></table-cell>`;

describe('readOpenDocument', () => {
  it('reads a text: headings, spaces, merged and covered cells, header rows', async () => {
    const { texts, grids, mediaType } = await read(
      'text',
      `<h outline-level="2">收支<s c="2"/>预算</h><table><table-header-rows><table-row>${td('科目', 'number-rows-spanned="2"')}
        ${td('预算数', 'number-columns-spanned="2"')}<covered-table-cell/></table-row></table-header-rows>
        <table-row><covered-table-cell/>${td('基本')}${td('项目')}</table-row>
        <table-row>${td('教育')}${td('1', 'number-columns-repeated="2"')}</table-row></table>`,
    );
    expect(mediaType).toBe('application/vnd.oasis.opendocument.text');
    expect(texts.map(({ text, level }) => [text, level])).toEqual([['收支  预算', 2]]);
    expect(drawCells(grids[0]?.cells ?? [])).toEqual([
      '科目[2×1] | 预算数[1×2]',
      '基本 | 项目',
      '教育 | 1 | 1',
    ]);
  });

  it('reads a spreadsheet as it was shown, without the blank rows to its end', async () => {
    const styles = '<style name="b"><table-cell-properties border="0.5pt solid"/></style>';
    const { grids, texts } = await read(
      'spreadsheet',
      `<table name="表1"><table-column number-columns-repeated="16384"/>
        <table-row>${td('收入表')}<table-cell number-columns-repeated="16383"/></table-row>
        <table-row>${td('项目', 'style-name="b"')}${td('金额', 'style-name="b"')}</table-row>
        <table-row>${td('甲', 'style-name="b"')}${td('1,234.50', 'style-name="b" value-type="float" value="1234.5"')}</table-row>
        <table-row number-rows-repeated="1048573"><table-cell number-columns-repeated="16384"/></table-row></table>`,
      styles,
    );
    expect(texts.map(({ text }) => text)).toEqual(['收入表']);
    expect(drawCells(grids[0]?.cells ?? [])).toEqual(['项目 | 金额', '甲 | 1,234.50']);
    expect(grids[0]?.cells.at(-1)?.anchor).toEqual({ kind: 'sheet', sheet: '表1', cell: 'B3' });
  });
});
