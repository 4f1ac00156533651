import type { Box, Edge } from './page/sheet.ts';
import type { PageLayout } from './page-to-layout.ts';

/**
 * A page as it was read, as an SVG drawing: words as text in their boxes, lines, the edges of fills, cells and tables in
 * colours of their own, each with its row and column as a tooltip. For whoever doubts a reading; points are the unit.
 */
export function drawPage({ sheet, items }: PageLayout): string {
  const { width, height } = sheet;
  const parts: string[] = [];
  for (const edge of sheet.horizontals) parts.push(drawEdge(edge, 'horizontal'));
  for (const edge of sheet.verticals) parts.push(drawEdge(edge, 'vertical'));
  for (const item of items) {
    if (item.kind === 'line') {
      parts.push(drawBox(item.line, 'line', item.line.text));
      continue;
    }
    const { grid } = item;
    for (const cell of grid.cells) {
      const name = `${cell.row}, ${cell.col}${cell.rowSpan * cell.colSpan > 1 ? ` (${cell.rowSpan} × ${cell.colSpan})` : ''}`;
      parts.push(drawBox(cell.box, 'cell', `${name}: ${cell.text}`));
    }
    const size = `${grid.ys.length - 1} × ${grid.xs.length - 1}`;
    parts.push(drawBox(grid.box, `table by-${grid.by}`, `${size}, by ${grid.by}`));
  }
  for (const word of sheet.words) {
    const turn =
      word.angle === 0 ? '' : ` transform="rotate(${-word.angle} ${place(word.x0)} ${place(word.y1)})"`;
    const length = place(word.angle % 180 === 0 ? word.x1 - word.x0 : word.y1 - word.y0);
    const baseline = place(word.y1 - 0.2 * word.size);
    parts.push(drawBox(word, 'word', ''));
    parts.push(
      `<text x="${place(word.x0)}" y="${baseline}" font-size="${place(word.size)}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${turn}>${escapeText(word.text)}</text>`,
    );
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${place(width)} ${place(height)}" width="${place(width)}pt" height="${place(height)}pt">
<title>${sheet.page}</title>
<style>${STYLE}</style>
<rect width="100%" height="100%" fill="#fff"/>
${parts.join('\n')}
</svg>
`;
}

const STYLE = `rect{fill:none;stroke-width:.4}text{font-family:serif;fill:#222}.word{stroke:#bbb}.line{stroke:#999;stroke-dasharray:2 2}.cell{stroke:#06c;fill:#06c;fill-opacity:.05}.table{stroke:#080;stroke-width:1.6}.by-text{stroke:#c50}line{stroke:#d00;stroke-width:.8}.shade{stroke:#e8a;stroke-dasharray:3 2}`;

function drawEdge({ at, from, to, isShade }: Edge, direction: 'horizontal' | 'vertical'): string {
  const [x1, y1, x2, y2] = direction === 'horizontal' ? [from, at, to, at] : [at, from, at, to];
  return `<line x1="${place(x1)}" y1="${place(y1)}" x2="${place(x2)}" y2="${place(y2)}"${isShade ? ' class="shade"' : ''}/>`;
}

function drawBox({ x0, y0, x1, y1 }: Box, kind: string, title: string): string {
  const size = `x="${place(x0)}" y="${place(y0)}" width="${place(Math.max(0, x1 - x0))}" height="${place(Math.max(0, y1 - y0))}"`;
  return title === ''
    ? `<rect class="${kind}" ${size}/>`
    : `<rect class="${kind}" ${size}><title>${escapeText(title)}</title></rect>`;
}

function place(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : '0';
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text of a document as XML; characters that XML does not allow are left out. */
function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
