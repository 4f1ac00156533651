/**
 * Prints tables that are known cell for cell in the forms that follow no grid: without any line, with rules between rows
 * only, with rules round head and body only ("book"), with shaded rows; each in several arrangements on the page.
 *   node scripts/unruled-forms.ts TRUTH_FOLDER INTO [WORD …]      only those whose name holds each WORD
 * Gives `INTO/pdf/NAME.STYLE.ARRANGEMENT.pdf` and its truth `INTO/truth/….pdf.json`.
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from './chromium.ts';

interface TrueCell {
  readonly row: number;
  readonly col: number;
  readonly rowSpan: number;
  readonly colSpan: number;
  readonly text: string;
  readonly role: string;
  readonly optional?: boolean;
}

interface TrueTable {
  readonly kind?: string;
  readonly title: string;
  readonly unitLine?: string | null;
  readonly rows: number;
  readonly cols: number;
  readonly notes?: readonly (string | { readonly text?: string })[];
  readonly cells: readonly TrueCell[];
}

export interface TrueDocument {
  readonly document: string;
  readonly tables: readonly TrueTable[];
}

/** What is drawn of a table beside its texts. */
export const STYLES: Readonly<Record<string, string>> = {
  none: '',
  rows: 'td { border-top: .75pt solid #333; border-bottom: .75pt solid #333 }',
  book: `table { border-top: 1.5pt solid #000; border-bottom: 1.5pt solid #000 }
    tr.head-end td { border-bottom: .75pt solid #000 }`,
  zebra: 'tr.odd td { background: #e8eef5 } tr.head td { background: #c8d4e8 }',
};

interface Arrangement {
  /** Each table starts a page, wide ones on landscape paper. */
  readonly ownPages: boolean;
  /** The header stands on each page again. */
  readonly repeatsHead: boolean;
  /** Running header and page numbers. */
  readonly isFramed: boolean;
  readonly css: string;
}

/** How tables stand on their pages, and texts in their cells. */
export const ARRANGEMENTS: Readonly<Record<string, Arrangement>> = {
  /** Figures right, headers centred, merged cells centred upright. */
  sheets: { ownPages: true, repeatsHead: false, isFramed: false, css: '' },
  /** Tables one after another, headers on each page again, figures centred as Word does. */
  flowing: { ownPages: false, repeatsHead: true, isFramed: true, css: 'td.figure { text-align: center }' },
  /** Narrow rows one after another, headers set as the figures and labels under them, bold. */
  close: {
    ownPages: false,
    repeatsHead: false,
    isFramed: true,
    css: `body { font-size: 8.5pt } td { padding: 1.5pt 5pt } tr.head td { font-weight: bold }
      td.over-figures { text-align: right } td.over-labels { text-align: left }`,
  },
};

const BASE_CSS = `
  @page { size: A4; margin: 18mm 15mm }
  @page wide { size: A4 landscape; margin: 14mm 12mm }
  .wide { page: wide }
  body { font: 9.5pt 'Noto Serif CJK SC', 'Noto Sans CJK SC', serif; margin: 0 }
  h2 { font-size: 14pt; text-align: center; margin: 10pt 0 6pt; break-after: avoid }
  p { margin: 3pt 0 } .unit { text-align: right; break-after: avoid }
  table { border-collapse: collapse; width: 100% }
  td { padding: 2.5pt 4pt; text-align: left }
  tr { break-inside: avoid }
  td.centred { text-align: center } td.figure { text-align: right }
  tr.around td { border: none !important; background: none !important }`;

/** One document of known tables → the web page that is printed. */
export function toMarkup(truth: TrueDocument, style: string, arrangement: Arrangement): string {
  const body = truth.tables.map((table) => toSection(table, arrangement)).join('\n');
  const sections = arrangement.ownPages ? 'section { break-after: page }' : 'section { margin-bottom: 16pt }';
  return `<!doctype html><meta charset="utf-8"><style>${BASE_CSS}${arrangement.css}${sections}${style}</style>${body}`;
}

function toSection(table: TrueTable, { ownPages, repeatsHead }: Arrangement): string {
  const inGrid = table.cells.filter(({ optional }) => optional);
  const title = inGrid.some(({ role }) => role === 'title') ? '' : `<h2>${escapeText(table.title)}</h2>`;
  const hasUnit = inGrid.some(({ text }) => /单位[:：]/.test(text));
  const unit = hasUnit || !table.unitLine ? '' : `<p class="unit">${escapeText(table.unitLine)}</p>`;
  const headEnd = Math.max(0, ...table.cells.filter(isHead).map(({ row, rowSpan }) => row + rowSpan));
  const aroundEnd = Math.max(0, ...inGrid.map(({ row, rowSpan }) => row + rowSpan));
  const rows = Array.from({ length: table.rows }, (_, row) => toRow(table, row, headEnd));
  const isRepeated = repeatsHead && headEnd > 0;
  const head = isRepeated ? `<thead>${rows.slice(aroundEnd, headEnd).join('')}</thead>` : '';
  // Rows over a header that is repeated stand in a table of their own, as wide.
  const around =
    isRepeated && aroundEnd > 0 ? `<table class="around">${rows.slice(0, aroundEnd).join('')}</table>` : '';
  const rest = isRepeated ? rows.slice(headEnd) : rows;
  const notes = (table.notes ?? []).map((note) => {
    return `<p>${escapeText(typeof note === 'string' ? note : (note.text ?? ''))}</p>`;
  });
  const isWide = ownPages ? table.cols > 7 : table.cols > 9;
  return (
    `<section class="${isWide ? 'wide' : ''}">${title}${unit}${around}` +
    `<table>${toColumns(table)}${head}<tbody>${rest.join('')}</tbody></table>${notes.join('')}</section>`
  );
}

/** Columns of a form that no field has for itself would have no width. */
function toColumns({ cols, cells }: TrueTable): string {
  const merged = cells.filter(({ role, colSpan }) => role === 'body' && colSpan > 1).length;
  return merged < 4 ? '' : `<colgroup>${'<col style="width: 8%">'.repeat(cols)}</colgroup>`;
}

function toRow(table: TrueTable, row: number, headEnd: number): string {
  const cells = table.cells.filter((cell) => cell.row === row).sort((a, b) => a.col - b.col);
  const isAround = cells.length > 0 && cells.every(({ optional }) => optional);
  const isHeadRow = !isAround && row < headEnd;
  const kind = isAround ? 'around' : isHeadRow ? 'head' : (row - headEnd) % 2 === 1 ? 'odd' : '';
  const end = isHeadRow && row === headEnd - 1 ? ' head-end' : '';
  const tds = cells.map((cell) => {
    const { rowSpan, colSpan, text } = cell;
    return `<td class="${alignmentOf(cell, table)}" rowspan="${rowSpan}" colspan="${colSpan}">${escapeText(text)}</td>`;
  });
  return `<tr class="${kind}${end}">${tds.join('')}</tr>`;
}

function alignmentOf(cell: TrueCell, table: TrueTable): string {
  if (cell.role === 'title') return 'centred';
  if (!isHead(cell)) return isFigure(cell, table) ? 'figure' : '';
  if (cell.colSpan > 1) return 'centred';
  const under = table.cells.filter(({ row, col, role }) => {
    return role !== 'header' && row > cell.row && col === cell.col;
  });
  return under.some((each) => isFigure(each, table)) ? 'centred over-figures' : 'centred over-labels';
}

function isHead({ role, optional }: TrueCell): boolean {
  return role === 'header' && optional !== true;
}

/** A figure, and no code or number of a row: those of a column of codes have no thousands or decimals. */
function isFigure({ text, col }: TrueCell, table: TrueTable): boolean {
  const squashed = text.trim();
  const isWhole = /^\d{1,8}$/.test(squashed);
  if (isWhole) return table.cells.some((other) => other.col === col && /^-?[\d,]+[,.]\d+$/.test(other.text));
  return /^-?[\d,]+(?:\.\d+)?%?$/.test(squashed) && col > 0;
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\n/g, '<br>');
}

/**
 * Prints each document in each style and arrangement.
 *
 * @param holds Chooses by name (`baoshan-2024.zebra.flowing`).
 * @returns Names of the files in `into/pdf`.
 */
export async function printForms(
  truths: readonly string[],
  into: string,
  holds: (name: string) => boolean = () => true,
): Promise<string[]> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No Chromium: set CHROMIUM to its path.');
  for (const folder of ['pdf', 'truth']) mkdirSync(join(into, folder), { recursive: true });
  const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
  const made: string[] = [];
  try {
    const page = await browser.newPage();
    for (const path of truths) {
      const truth = JSON.parse(readFileSync(path, 'utf8')) as TrueDocument;
      const name = basename(path).replace(/\.(?:messy\.html\.)?json$/, '');
      for (const [style, css] of Object.entries(STYLES)) {
        for (const [place, arrangement] of Object.entries(ARRANGEMENTS)) {
          const document = `${name}.${style}.${place}.pdf`;
          if (!holds(document)) continue;
          await page.setContent(toMarkup(truth, css, arrangement));
          await page.pdf({
            path: join(into, 'pdf', document),
            preferCSSPageSize: true,
            printBackground: true,
            displayHeaderFooter: arrangement.isFramed,
            headerTemplate:
              '<div style="font-size:8px;width:100%;text-align:right;padding-right:15mm">政府信息公开</div>',
            footerTemplate:
              '<div style="font-size:8px;width:100%;text-align:center">- <span class="pageNumber"></span> -</div>',
          });
          const own = { ...truth, document, file: `pdf/${document}`, format: 'pdf' };
          writeFileSync(join(into, 'truth', `${document}.json`), JSON.stringify(own));
          made.push(document);
        }
      }
    }
  } finally {
    await browser.close();
  }
  return made;
}

if (process.argv[1] === import.meta.filename) {
  const [folder, into, ...words] = process.argv.slice(2);
  if (folder === undefined || into === undefined) {
    console.error('node scripts/unruled-forms.ts TRUTH_FOLDER INTO [WORD …]');
    process.exit(2);
  }
  const truths = globSync('*.messy.html.json', { cwd: folder })
    .sort()
    .map((name) => resolve(folder, name));
  const made = await printForms(truths, resolve(into), (name) => words.every((word) => name.includes(word)));
  console.log(`${made.length} documents in ${into}`);
}
