/** A box on a page in PDF points, origin bottom left of the unrotated page: [left, bottom, right, top]. */
export type Rect = readonly [left: number, bottom: number, right: number, top: number];

/**
 * Where something stands in the source, in the source's own terms.
 * - `page`: a PDF page (from 1) and a box on it
 * - `element`: an HTML element, as `#id` or a path of `tag:nth-of-type(n)` from `body`
 * - `sheet`: a workbook's sheet name and A1 reference
 * - `flow`: the source has no finer places than the order of its blocks (text, DOCX)
 */
export type Anchor =
  | { readonly kind: 'page'; readonly page: number; readonly rect: Rect }
  | { readonly kind: 'element'; readonly selector: string }
  | { readonly kind: 'sheet'; readonly sheet: string; readonly cell: string }
  | { readonly kind: 'flow' };

/** A part of a text that stands at a place of its own, from an offset in the text (UTF-16 units) to the next part. */
export interface TextPart {
  readonly start: number;
  readonly anchor: Anchor;
}

/** A cell of a table, by its grid position (both from 0). */
export interface CellPlace {
  readonly kind: 'cell';
  readonly table: string;
  readonly row: number;
  readonly col: number;
  readonly anchor: Anchor;
  /** The text as printed; the empty string for a blank cell. */
  readonly quote: string;
}

/** A stretch of text outside tables. */
export interface TextPlace {
  readonly kind: 'text';
  /** Index of the block in reading order. */
  readonly block: number;
  /** Offset of the quote in the block's text, in UTF-16 units. */
  readonly offset: number;
  readonly anchor: Anchor;
  readonly quote: string;
}

/** A table as a whole; the quote is its title. */
export interface TablePlace {
  readonly kind: 'table';
  readonly table: string;
  readonly anchor: Anchor;
  readonly quote: string;
}

export type Place = CellPlace | TextPlace | TablePlace;
