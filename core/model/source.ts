import type { Anchor, Rect, TextPart } from './place.ts';

/** What a reader gives for one file: the bytes' identity and their content in one of two shapes. */
export interface Source {
  readonly name: string;
  /** Hex SHA-256 of the bytes. */
  readonly sha256: string;
  readonly mediaType: string;
  readonly content: PagedContent | FlowContent;
  readonly warnings: readonly Warning[];
}

/** Pages with positioned words and lines: PDF. */
export interface PagedContent {
  readonly kind: 'pages';
  readonly pages: readonly SourcePage[];
}

/** Text blocks and ready grids in reading order: HTML, DOCX, XLSX, text. */
export interface FlowContent {
  readonly kind: 'flow';
  readonly blocks: readonly FlowBlock[];
  /** Numbers of a table whose cells the source no longer tells (text laid out with spaces). */
  readonly leftovers?: readonly { readonly text: string; readonly anchor: Anchor }[];
}

export interface SourcePage {
  /** From 1. */
  readonly number: number;
  /** The page's visible box (crop box) in unrotated page space. */
  readonly box: Rect;
  /** Clockwise turn for viewing, as /Rotate says. */
  readonly rotation: 0 | 90 | 180 | 270;
  readonly words: readonly Word[];
  readonly rulings: readonly Ruling[];
  /** Share of the page's area that images cover, 0 to 1; with no words, a scanned page. */
  readonly imageCover: number;
  /** Points in a unit of page space, where it is not one (UserUnit of very large sheets). */
  readonly userUnit?: number;
}

/** A run of characters drawn together, in unrotated page space. */
export interface Word {
  readonly text: string;
  readonly rect: Rect;
  /** Font size in points as drawn. */
  readonly size: number;
  /** Direction of writing in degrees counter-clockwise: 0 for upright text on an unrotated page. */
  readonly angle: 0 | 90 | 180 | 270;
  readonly bold: boolean;
}

/** A drawn straight line, horizontal or vertical, or the edge of a filled area, in unrotated page space. */
export interface Ruling {
  readonly rect: Rect;
  readonly direction: 'horizontal' | 'vertical';
  /** True for the edge of a filled area, which is a weaker sign than a line: shaded rows, coloured headers. */
  readonly edge?: boolean;
}

export type FlowBlock = FlowText | FlowGrid;

export interface FlowText {
  readonly kind: 'text';
  readonly text: string;
  /** Heading level 1 to 6 where the source marks one; 0 for other text. */
  readonly level: number;
  readonly anchor: Anchor;
  /** Font size in points, where the source has one: a hint for headings. */
  readonly size?: number;
  readonly align?: 'left' | 'center' | 'right';
  /** Where its parts stand, in order, where they stand on several pages; `start` is an offset in the text. */
  readonly parts?: readonly TextPart[];
  /** True for running headers, footers, page numbers and site navigation, and for what a continued table prints again. */
  readonly furniture?: boolean;
}

export interface FlowGrid {
  readonly kind: 'grid';
  readonly cells: readonly GridCell[];
  /** Caption that the source itself ties to the grid (HTML caption, sheet name). */
  readonly caption?: string;
  readonly anchor: Anchor;
  /** Its columns were told by where its texts stand, not by lines: they may be wrong. */
  readonly byText?: boolean;
  /** Pages on which the grid stands, for paged sources. */
  readonly pages?: readonly number[];
}

/** A cell of a grid: merged cells stand once, at their upper left corner. */
export interface GridCell {
  readonly row: number;
  readonly col: number;
  readonly rowSpan: number;
  readonly colSpan: number;
  /** Text as a reader would read it: lines of a wrapped cell joined, no space between CJK characters. */
  readonly text: string;
  /** How far the text is set in from the left of its cell, in letters; absent where it is not, or not known. */
  readonly indent?: number;
  /** True where the source itself marks a header (th). */
  readonly header?: boolean;
  readonly anchor: Anchor;
}

export const WARNING_CODES = [
  'scanned-pages',
  'damaged',
  'fonts',
  'timed-out',
  'no-tables',
  'leftovers',
  'hidden-content',
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

/** Something that kept part of a source from being read. The rest was read. */
export interface Warning {
  readonly code: WarningCode;
  readonly pages?: readonly number[];
  readonly message: Message;
}

/** One sentence in both languages of the product. */
export interface Message {
  readonly zh: string;
  readonly en: string;
}

export const FAILURE_CODES = [
  'unsupported-format',
  'encrypted',
  'damaged',
  'empty',
  'scanned-pages',
  'too-large',
  'timed-out',
  /** The command line found no such file, a folder, or no permission. */
  'cannot-open',
  /** Our own mistake while reading or reviewing this file; the others are not touched by it. */
  'internal-error',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** A file that could not be read at all: an expected outcome, so a value and never an exception. */
export interface Failure {
  readonly code: FailureCode;
  readonly message: Message;
}

export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure };
