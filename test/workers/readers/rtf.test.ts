import { describe, expect, it } from 'vitest';
import { sourceToDocument } from '../../../core/read-document.ts';
import { readFile } from '../../../workers/readers/read-file.ts';

const HEAD = String.raw`{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\froman\fcharset0 Times;}}{\*\generator x;}`;
/** 预算 in GBK. */
const YUSUAN = String.raw`\'d4\'a4\'cb\'e3`;

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const read = (body: string) => readFile({ name: 'a.rtf', bytes: bytesOf(`${HEAD}${body}}`) }, { assets: '' });

async function documentOf(body: string) {
  const reading = await read(body);
  if (!reading.ok) throw new Error(reading.error.code);
  return sourceToDocument(reading.value);
}

const cellsOf = async (body: string) =>
  (await documentOf(body)).tables[0]?.cells.map(({ row, col, rowSpan, colSpan, text }) =>
    [row, col, text, ...(rowSpan * colSpan > 1 ? [`${rowSpan}×${colSpan}`] : [])].join(' '),
  );

const cell = (text: string) => String.raw`\pard\intbl ${text}\cell`;
const row = (defs: string, ...texts: string[]) =>
  String.raw`\trowd\trleft0${defs}${texts.map(cell).join('')}\row `;

describe('readRtf', () => {
  it('reads text in the charset of its font, Unicode, and the figures of a table', async () => {
    const defs = String.raw`\cellx2000\cellx4000`;
    const document = await documentOf(
      String.raw`\pard\qc\fs36 {\f0 2024${YUSUAN}\u34920?}\par ${row(defs, String.raw`\f0 ${YUSUAN}`, String.raw`\u37329 ?\u-26880 ?`)}${row(defs, 'a', '1,200.50')}\pard\plain end\par `,
    );
    expect(document.tables[0]).toMatchObject({ title: '2024预算表' });
    expect(document.tables[0]?.cells.map(({ text }) => text)).toEqual(['预算', '金\u9700', 'a', '1,200.50']);
    expect(document.blocks.at(-1)?.text).toBe('end');
  });

  it('lays merged cells out by the borders of all rows', async () => {
    expect(
      await cellsOf(
        row(String.raw`\clvmgf\cellx1000\cellx3000`, 'a', 'b') +
          row(String.raw`\clvmrg\cellx1000\cellx2000\cellx3000`, '', 'c', 'd') +
          row(String.raw`\cellx1000\clmgf\cellx2000\clmrg\cellx3010`, 'e', 'f', ''),
      ),
    ).toEqual(['0 0 a 2×1', '0 1 b 1×2', '1 1 c', '1 2 d', '2 0 e', '2 1 f 1×2']);
  });

  it('leaves out hidden and struck text, pictures, headers and fields', async () => {
    const { blocks } = await documentOf(
      String.raw`{\header page 9\par}{\pict 0102}{\v hidden 8}{\strike old 7} {\field{\*\fldinst PAGE 6}{\fldrslt 5}}1,234.00\par `,
    );
    expect(blocks.map(({ text }) => text)).toEqual(['51,234.00']);
  });

  it('joins the lines of a cell, and a figure that is broken in it', async () => {
    const defs = String.raw`\cellx2000\cellx4000`;
    expect(
      await cellsOf(
        row(defs, String.raw`one\line two`, String.raw`12,345,\par 678.90`) + row(defs, 'x', '1'),
      ),
    ).toEqual(['0 0 one two', '0 1 12,345,678.90', '1 0 x', '1 1 1']);
  });

  it('calls a document without its end damaged', async () => {
    const reading = await readFile({ name: 'a.rtf', bytes: bytesOf(`${HEAD}\\par 12`) }, { assets: '' });
    expect(reading).toMatchObject({ ok: false, error: { code: 'damaged' } });
  });

  it('survives endless groups and cells', async () => {
    expect(await read('{'.repeat(100_000))).toMatchObject({ ok: false, error: { code: 'damaged' } });
    expect(await read('1\\cell '.repeat(400_000))).toMatchObject({ ok: false, error: { code: 'too-large' } });
  });
});
