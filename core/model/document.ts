import type { Anchor, TextPart } from './place.ts';
import type { Warning } from './source.ts';

/** A publication as read: text blocks and tables in reading order. Everything downstream works on this. */
export interface Document {
  readonly name: string;
  readonly sha256: string;
  readonly mediaType: string;
  /** Absent for sources without pages. */
  readonly pages?: number;
  readonly blocks: readonly Block[];
  readonly tables: readonly Table[];
  readonly leftovers: readonly Leftover[];
  readonly warnings: readonly Warning[];
}

/**
 * - `heading`, `paragraph`: running text
 * - `title`, `unit-line`, `body-line`, `table-number`, `note`: text that belongs to a table (see `table`)
 * - `contents`: a line of the table of contents
 * - `furniture`: running headers, footers, page numbers, site navigation: never checked
 * - `table`: the place of a table in the order of blocks
 */
export const BLOCK_ROLES = [
  'heading',
  'paragraph',
  'title',
  'unit-line',
  'body-line',
  'table-number',
  'note',
  'contents',
  'furniture',
  'table',
] as const;
export type BlockRole = (typeof BLOCK_ROLES)[number];

export interface Block {
  /** Index in reading order, from 0; equals its position in `Document.blocks`. */
  readonly index: number;
  readonly role: BlockRole;
  readonly text: string;
  /** Heading level 1 to 6, else 0. */
  readonly level: number;
  /** Id of the table that this block is or belongs to. */
  readonly table?: string;
  readonly anchor: Anchor;
  /** Where its parts stand, the first at `anchor`, where it goes on over a page. */
  readonly parts?: readonly TextPart[];
}

export interface Table {
  /** `t1`, `t2` … in reading order. */
  readonly id: string;
  /** As printed, or null. */
  readonly title: string | null;
  /** As printed after 单位：, or null. */
  readonly unit: string | null;
  /** Table number line (表3, 公开01表), or null. */
  readonly number: string | null;
  /** Its columns were told by where its texts stand, not by lines: they may be wrong. */
  readonly byText?: boolean;
  /** Pages over which the table runs; absent without pages. */
  readonly pages?: readonly number[];
  readonly rowCount: number;
  readonly columnCount: number;
  /** Merged cells stand once, at their upper left corner; empty cells are present with an empty text. */
  readonly cells: readonly Cell[];
  readonly anchor: Anchor;
  /** Index of the block that stands for this table, and of its title, unit line and notes where they are blocks. */
  readonly block: number;
  readonly titleBlock?: number;
  readonly unitBlock?: number;
  readonly noteBlocks: readonly number[];
}

export interface Cell {
  readonly row: number;
  readonly col: number;
  readonly rowSpan: number;
  readonly colSpan: number;
  readonly text: string;
  /** How far the text is set in from the left of its cell, in letters; absent where it is not, or not known. */
  readonly indent?: number;
  /** A cell of the header rows (column headings, 栏次), not of title or unit lines inside the grid. */
  readonly header: boolean;
  readonly anchor: Anchor;
}

/** A number token that found no home in a cell or in the text. */
export interface Leftover {
  readonly text: string;
  readonly anchor: Anchor;
}
