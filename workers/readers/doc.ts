import type { FlowBlock, FlowText, GridCell, Reading, Source } from '../../core/model/source.ts';
import { joinLines } from '../../core/structure/join-lines.ts';
import type { CompoundFile } from './compound-file.ts';
import { type DocParagraph, readDocParagraphs } from './doc-paragraphs.ts';
import { DAMAGED, ENCRYPTED, unsupported } from './failures.ts';
import type { SourceIdentity } from './html.ts';

const MEDIA_TYPE = 'application/msword';
const FLOW = { kind: 'flow' } as const;
/** Cell edges of different rows this close, in twentieths of a point, are one column edge. */
const EDGE_TOLERANCE = 40;

/**
 * Reads a legacy Word document (MS-DOC, Word 97 to 2003): text by its piece table, tables by cell and row marks, columns by
 * the edges that each row states. Numbers of automatic lists stand in no text of this format and are not made up.
 */
export function readDoc(file: CompoundFile, identity: SourceIdentity): Reading<Source> {
  const found = readDocParagraphs(file);
  if (found === 'encrypted') return { ok: false, error: ENCRYPTED };
  if (found === 'old') {
    return {
      ok: false,
      error: unsupported({ zh: '一份 Word 95 或更早的文档', en: 'Word document from before Word 97' }),
    };
  }
  if (found === undefined) return { ok: false, error: DAMAGED };
  const blocks = [...paragraphsToBlocks(found.body), ...found.around.flatMap(asFurniture)];
  const { name, sha256 } = identity;
  return {
    ok: true,
    value: { name, sha256, mediaType: MEDIA_TYPE, content: { kind: 'flow', blocks }, warnings: [] },
  };
}

function asFurniture(paragraph: DocParagraph): FlowText[] {
  return toTexts(paragraph).map((text) => ({ ...text, furniture: true }));
}

/** A row between two row marks: the lines of each cell, and the row's geometry. */
interface DocRow {
  readonly cells: readonly (readonly string[])[];
  readonly mark: DocParagraph;
}

function paragraphsToBlocks(paragraphs: readonly DocParagraph[]): FlowBlock[] {
  const blocks: FlowBlock[] = [];
  let rows: DocRow[] = [];
  let cells: string[][] = [];
  let lines: string[] = [];
  const endTable = () => {
    if (rows.length > 0) blocks.push({ kind: 'grid', cells: rowsToCells(rows), anchor: FLOW });
    rows = [];
  };
  for (const paragraph of paragraphs) {
    if (paragraph.depth === 0) {
      endTable();
      // Text of a cell whose row mark is missing (a damaged table) stays text.
      for (const text of [...cells.flat(), ...lines])
        blocks.push({ kind: 'text', text, level: 0, anchor: FLOW });
      [cells, lines] = [[], []];
      blocks.push(...toTexts(paragraph));
      continue;
    }
    if (paragraph.endsRow) {
      rows.push({ cells, mark: paragraph });
      [cells, lines] = [[], []];
      continue;
    }
    for (const line of paragraph.text.split('\n')) lines.push(line);
    if (paragraph.endsCell) {
      cells.push(lines);
      lines = [];
    }
  }
  endTable();
  return blocks;
}

function toTexts({ text, level, align }: DocParagraph): FlowText[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.map((line) => ({
    kind: 'text',
    text: line,
    level,
    anchor: FLOW,
    ...(align === undefined ? {} : { align }),
  }));
}

function rowsToCells(rows: readonly DocRow[]): GridCell[] {
  const edges = columnEdges(rows);
  const cells: GridCell[] = [];
  /** Index of the cell that a vertical merge goes on from, by its first column. */
  const open = new Map<number, number>();
  const marked = rows.filter(({ mark }) => mark.isHeading).length;
  for (const [row, { cells: texts, mark }] of rows.entries()) {
    let col = 0;
    for (const [k, lines] of texts.entries()) {
      const place = mark.cells[k];
      const start = place ? columnOf(edges, place.left) : col;
      const end = Math.max(start + 1, place ? columnOf(edges, place.right) : start + 1);
      const above = open.get(start);
      const text = joinLines(lines);
      const last = cells.at(-1);
      if (place?.mergedLeft && last?.row === row) {
        cells[cells.length - 1] = {
          ...last,
          colSpan: Math.max(last.colSpan, end - last.col),
          text: joinLines([last.text, text]),
        };
      } else if (place?.mergedUp && above !== undefined) {
        const cell = cells[above];
        if (cell) cells[above] = { ...cell, rowSpan: row - cell.row + 1, text: joinLines([cell.text, text]) };
      } else {
        if (place?.opensMerge) open.set(start, cells.length);
        else open.delete(start);
        const header = mark.isHeading && marked < rows.length ? { header: true } : {};
        cells.push({ row, col: start, rowSpan: 1, colSpan: end - start, text, ...header, anchor: FLOW });
      }
      col = end;
    }
  }
  return cells;
}

/** Positions of all column edges of a table, those close together as one. */
function columnEdges(rows: readonly DocRow[]): number[] {
  const all = rows
    .flatMap(({ mark }) => mark.cells.flatMap(({ left, right }) => [left, right]))
    .sort((a, b) => a - b);
  const edges: number[] = [];
  for (const edge of all)
    if (edges.length === 0 || edge - (edges.at(-1) ?? 0) > EDGE_TOLERANCE) edges.push(edge);
  return edges;
}

function columnOf(edges: readonly number[], position: number): number {
  const index = edges.findLastIndex((edge) => edge <= position);
  return Math.max(0, index);
}
