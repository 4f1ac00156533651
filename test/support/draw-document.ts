import type { Block, Cell, Document, Table } from '../../core/model/document.ts';
import type { Publication } from '../../core/model/review.ts';
import { reviewDocument } from '../../core/reconcile/reconcile.ts';

const FLOW = { kind: 'flow' } as const;

/** A table as a reader sees it. Header rows end at the line of dashes; `<` continues the cell to its left, `^` the one above. */
export interface DrawnTable {
  readonly title?: string | null;
  readonly unit?: string | null;
  readonly number?: string | null;
  /** Line over the table that names body or year. */
  readonly bodyLine?: string;
  /** Read without lines, by where its texts stand. */
  readonly byText?: boolean;
  /** Note under the table. */
  readonly note?: string;
  readonly rows: string;
}

/**
 * Draws a document: tables with what stands around them, and paragraphs before them; `# ` begins a heading, `.. ` a line of
 * the contents.
 *
 *     | 科目编码 | 科目名称 | 合计  | 基本支出 | 项目支出 |
 *     |----------|----------|-------|----------|----------|
 *     | 208      | 社会保障 | 1,200 | 1,000    |   200    |
 *
 * Full-width spaces before a text set it in.
 */
export function drawDocument(tables: readonly DrawnTable[], paragraphs: readonly string[] = []): Document {
  const blocks: Block[] = [];
  const addBlock = (role: Block['role'], text: string, table?: string, level = 0): number => {
    blocks.push({ index: blocks.length, role, text, level, ...(table ? { table } : {}), anchor: FLOW });
    return blocks.length - 1;
  };
  for (const text of paragraphs) {
    const heading = /^(#{1,6}) (.*)$/.exec(text);
    if (heading) addBlock('heading', heading[2]!, undefined, heading[1]!.length);
    else if (text.startsWith('.. ')) addBlock('contents', text.slice(3));
    else addBlock('paragraph', text);
  }
  const drawn = tables.map((table, i) => drawTable(table, `t${i + 1}`, addBlock));
  return {
    name: 'drawn',
    sha256: '0'.repeat(64),
    mediaType: 'text/html',
    blocks,
    tables: drawn,
    leftovers: [],
    warnings: [],
  };
}

function drawTable(
  drawn: DrawnTable,
  id: string,
  addBlock: (role: Block['role'], text: string, table?: string) => number,
): Table {
  const titleBlock = drawn.title ? addBlock('title', drawn.title, id) : undefined;
  if (drawn.bodyLine) addBlock('body-line', drawn.bodyLine, id);
  const unitBlock = drawn.unit ? addBlock('unit-line', `单位：${drawn.unit}`, id) : undefined;
  const block = addBlock('table', '', id);
  const noteBlocks = drawn.note ? [addBlock('note', drawn.note, id)] : [];
  const lines = drawn.rows
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('|'));
  const rule = lines.findIndex((line) => /^\|[-|: ]+\|$/.test(line));
  const rows = lines
    .filter((_, i) => i !== rule)
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((text) => text.replace(/^ +| +$/g, '')),
    );
  const cells: Cell[] = [];
  const at = new Map<string, { -readonly [K in keyof Cell]: Cell[K] }>();
  rows.forEach((texts, row) => {
    texts.forEach((text, col) => {
      const owner =
        text === '<' ? at.get(`${row},${col - 1}`) : text === '^' ? at.get(`${row - 1},${col}`) : undefined;
      if (owner) {
        owner.colSpan = Math.max(owner.colSpan, col - owner.col + 1);
        owner.rowSpan = Math.max(owner.rowSpan, row - owner.row + 1);
        at.set(`${row},${col}`, owner);
        return;
      }
      const indent = /^　*/.exec(text)?.[0].length ?? 0;
      const cell = {
        row,
        col,
        rowSpan: 1,
        colSpan: 1,
        text: text.trim(),
        ...(indent > 0 ? { indent } : {}),
        header: row < rule,
        anchor: FLOW,
      };
      at.set(`${row},${col}`, cell);
      cells.push(cell);
    });
  });
  return {
    id,
    title: drawn.title ?? null,
    unit: drawn.unit ?? null,
    number: drawn.number ?? null,
    ...(drawn.byText ? { byText: true } : {}),
    rowCount: rows.length,
    columnCount: rows.reduce((most, r) => Math.max(most, r.length), 0),
    cells,
    anchor: FLOW,
    block,
    ...(titleBlock === undefined ? {} : { titleBlock }),
    ...(unitBlock === undefined ? {} : { unitBlock }),
    noteBlocks,
  };
}

/** Reviews drawn tables with every check kept. */
export function reviewDrawn(tables: readonly DrawnTable[], paragraphs: readonly string[] = []): Publication {
  return reviewDocument(drawDocument(tables, paragraphs), true);
}

/** Findings in one line each: `rule table r3c4 stated → expected`. */
export function told(publication: Publication): string[] {
  return publication.findings.map((f) => {
    const w = f.where[0];
    const place = w?.table ? `${w.table} r${w.row ?? '-'}c${w.col ?? '-'}` : `block ${w?.block}`;
    const values = f.stated === undefined ? '' : ` ${f.stated || 'blank'} → ${f.expected || 'blank'}`;
    return `${f.rule} ${place}${values}`;
  });
}
