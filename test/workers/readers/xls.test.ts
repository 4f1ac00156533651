import { describe, expect, it } from 'vitest';
import { readFile } from '../../../workers/readers/read-file.ts';
import { drawCells, flowOf } from '../../support/draw-grid.ts';
import { type BiffSheet, b, biffOf, compoundFileOf, record, wide } from '../../support/office-files.ts';

/** Cell format: number format and, in bit 0 of the borders, a left line. */
const xf = (format: number, bordered = true) =>
  record(0xe0, [...b(2, 0), ...b(2, format), ...b(2, 0), ...b(4, 0), ...b(2, bordered ? 1 : 0), ...b(8, 0)]);
const format = (id: number, code: string) =>
  record(0x41e, [...b(2, id), ...b(2, code.length), ...wide(code)]);
const label = (row: number, col: number, text: string) =>
  record(0x204, [...b(2, row), ...b(2, col), ...b(2, 0), ...b(2, text.length), ...wide(text)]);
const number = (row: number, col: number, style: number, value: number) =>
  record(0x203, [...b(2, row), ...b(2, col), ...b(2, style), ...b(8, value)]);

async function read(globals: readonly number[], sheets: readonly BiffSheet[], inContainer = true) {
  const stream = biffOf(globals, sheets);
  const bytes = inContainer ? compoundFileOf({ Workbook: stream }) : stream;
  const reading = await readFile({ name: 'a', bytes }, { assets: '' });
  if (!reading.ok) return { code: reading.error.code, grids: [], warnings: [] };
  return { code: 'ok', ...flowOf(reading.value), warnings: reading.value.warnings };
}

const draw = (sheet: Awaited<ReturnType<typeof read>>) => sheet.grids.map(({ cells }) => drawCells(cells));
const HEAD = [...label(0, 0, '项目'), ...label(0, 1, '金额')];

describe('readXls', () => {
  it('shows numbers by their format', async () => {
    const globals = [...format(164, '#,##0.00'), ...xf(164), ...xf(0), ...xf(10)];
    const records = [
      ...HEAD,
      ...label(1, 0, '甲'),
      ...number(1, 1, 0, 1234.5),
      ...label(2, 0, '乙'),
      ...number(2, 1, 2, 0.25),
    ];
    expect(draw(await read(globals, [{ name: 's', records }]))).toEqual([
      ['项目 | 金额', '甲 | 1,234.50', '乙 | 25.00%'],
    ]);
  });

  it('reads packed numbers: whole, in hundredths, halves of a double', async () => {
    const rk = (value: number) => [...b(2, 0), ...b(4, value)];
    // 7 as integer; 1234 hundredths; 1.5 as the upper half of a double.
    const records = [
      ...HEAD,
      ...label(0, 2, 'c'),
      ...record(0xbd, [
        ...b(2, 1),
        ...b(2, 0),
        ...rk((7 << 2) | 2),
        ...rk((1234 << 2) | 3),
        ...rk(0x3ff80000),
        ...b(2, 2),
      ]),
    ];
    expect(draw(await read(xf(0), [{ name: 's', records }]))[0]?.[1]).toBe('7 | 12.34 | 1.5');
  });

  it('reads shared strings that go on in the next record with another width', async () => {
    const text = '预算';
    const first = [...b(4, 1), ...b(4, 1), ...b(2, 4), 0, 0x61, 0x62];
    const rest = wide(text);
    const sst = [...record(0xfc, first), ...record(0x3c, rest)];
    const records = [
      ...record(0xfd, [...b(2, 0), ...b(2, 0), ...b(2, 0), ...b(4, 0)]),
      ...label(0, 1, '金额'),
      ...number(1, 1, 0, 1),
      ...label(1, 0, '甲'),
    ];
    expect(draw(await read([...xf(0), ...sst], [{ name: 's', records }]))[0]?.[0]).toBe('ab预算 | 金额');
  });

  it('takes the saved value of a formula, number or text', async () => {
    const formula = (row: number, col: number, result: readonly number[]) =>
      record(6, [...b(2, row), ...b(2, col), ...b(2, 0), ...result, ...b(8, 0)]);
    const records = [
      ...HEAD,
      ...formula(1, 0, [0, 0, 0, 0, 0, 0, 0xff, 0xff]),
      ...record(0x207, [...b(2, 1), ...wide('甲')]),
      ...formula(1, 1, b(8, 2.5)),
    ];
    expect(draw(await read(xf(0), [{ name: 's', records }]))).toEqual([['项目 | 金额', '甲 | 2.5']]);
  });

  it('merges cells, leaves out hidden rows and names hidden sheets', async () => {
    const merged = record(0xe5, [...b(2, 1), ...b(2, 0), ...b(2, 0), ...b(2, 0), ...b(2, 1)]);
    const hidden = record(0x208, [
      ...b(2, 1),
      ...b(2, 0),
      ...b(2, 2),
      ...b(2, 0),
      ...b(4, 0),
      ...b(2, 0x20),
      ...b(2, 0),
    ]);
    const records = [
      ...hidden,
      ...label(0, 0, '收入'),
      ...label(0, 2, '比例'),
      ...label(1, 0, '旧'),
      ...number(1, 1, 0, 9),
      ...label(2, 0, '甲'),
      ...number(2, 1, 0, 1),
      ...number(2, 2, 0, 2),
      ...merged,
    ];
    const sheet = await read(xf(0), [
      { name: '收入', records },
      { name: '草稿', hidden: true, records: HEAD },
    ]);
    expect(draw(sheet)).toEqual([['收入[1×2] | 比例', '甲 | 1 | 2']]);
    expect(sheet.warnings.map(({ message }) => message.zh)).toEqual([
      '隐藏的工作表未读入：草稿。',
      '工作表里隐藏的行或列未读入：收入。',
    ]);
  });

  it('reads a workbook stream outside of a container', async () => {
    const sheet = await read(
      xf(0),
      [{ name: 's', records: [...HEAD, ...number(1, 0, 0, 1), ...number(1, 1, 0, 2)] }],
      false,
    );
    expect(draw(sheet)).toEqual([['项目 | 金额', '1 | 2']]);
  });

  it('refuses a workbook with a password', async () => {
    expect((await read(record(0x2f, [0, 0]), [{ name: 's', records: HEAD }])).code).toBe('encrypted');
  });
});
