import type { Document } from '../../core/model/document.ts';
import type { FlowBlock, GridCell } from '../../core/model/source.ts';
import { sourceToDocument } from '../../core/read-document.ts';
import { writePdf } from '../../test/support/write-pdf.ts';

const FLOW = { kind: 'flow' } as const;

/** Rows of a table that are wrong: none, or a given number of them, evenly spread. */
export interface MadeOptions {
  readonly tables: number;
  readonly rows: number;
  readonly wrong?: number;
}

/** A publication of expenditure tables of classes, sections and items whose sums hold, but for the rows that shall not. */
export function makeDocument(name: string, { tables, rows, wrong = 0 }: MadeOptions): Document {
  const blocks: FlowBlock[] = [];
  const text = (words: string, level = 0): FlowBlock => ({ kind: 'text', text: words, level, anchor: FLOW });
  blocks.push(text('2024年单位预算', 1));
  for (let i = 0; i < tables; i++) {
    const title = i === 0 ? '2024年部门支出预算总表' : `2024年项目${i}支出预算明细表`;
    blocks.push(text(title, 2), text('单位：元'), {
      kind: 'grid',
      cells: makeCells(rows, i, i === 0 ? wrong : 0),
      anchor: FLOW,
    });
  }
  const content = { kind: 'flow', blocks } as const;
  return sourceToDocument({ name, sha256: '0'.repeat(64), mediaType: 'text/html', content, warnings: [] });
}

function makeCells(rowCount: number, seed: number, wrong: number): GridCell[] {
  const rows: string[][] = [['科目编码', '科目名称', '合计', '基本支出', '项目支出']];
  const every = wrong > 0 ? Math.floor(rowCount / wrong) : Number.POSITIVE_INFINITY;
  let [basic, project] = [0, 0];
  const push = (code: string, label: string, a: number, b: number) => {
    const slip = rows.length % every === every - 1 ? 9000 : 0;
    rows.push([code, label, amount(a + b), amount(a + slip), amount(b)]);
  };
  for (let i = 0; rows.length < rowCount; i++) {
    const code = `${201 + (i % 30)}${i >= 30 ? `${i}`.padStart(4, '0').slice(-4) : ''}`.slice(0, 3);
    const items = [1, 2, 3, 4].map((item) => 1000 + ((i * 7919 + seed * 31 + item * 104_729) % 900_000));
    const [a, b] = [items[0]! + items[1]!, items[2]! + items[3]!];
    basic += a;
    project += b;
    const section = `${code}${String(1 + (Math.floor(i / 30) % 99)).padStart(2, '0')}`;
    push(code, `类${i}`, a, b);
    push(section, `款${i}`, a, b);
    items.forEach((value, k) => {
      push(`${section}0${k + 1}`, `项${i}之${k}`, k < 2 ? value : 0, k < 2 ? 0 : value);
    });
  }
  rows.push(['', '合计', amount(basic + project), amount(basic), amount(project)]);
  return rows.flatMap((texts, row) =>
    texts.map((text, col) => ({ row, col, rowSpan: 1, colSpan: 1, text, header: row === 0, anchor: FLOW })),
  );
}

const amount = (value: number): string => (value === 0 ? '' : value.toLocaleString('en-US'));

/** A PDF of so many pages with a ruled table of forty rows on each. */
export function longPdf(pageCount: number): Uint8Array<ArrayBuffer> {
  const pages = Array.from({ length: pageCount }, (_, page) => {
    const parts: string[] = ['0.5 w'];
    for (let row = 0; row <= 40; row++) parts.push(`40 ${800 - row * 18} m 540 ${800 - row * 18} l S`);
    for (const x of [40, 240, 390, 540]) parts.push(`${x} 80 m ${x} 800 l S`);
    for (let row = 0; row < 40; row++) {
      const y = 787 - row * 18;
      const value = 1000 + (((page * 40 + row) * 7919) % 900_000);
      parts.push(
        `BT /F1 9 Tf 44 ${y} Td (Item ${page + 1}-${row + 1}) Tj ET`,
        `BT /F1 9 Tf 300 ${y} Td (${amount(value)}) Tj ET`,
        `BT /F1 9 Tf 450 ${y} Td (${amount(value + 7)}) Tj ET`,
      );
    }
    return parts.join('\n');
  });
  return writePdf({ pages });
}
