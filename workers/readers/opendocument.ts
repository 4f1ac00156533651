import type { FlowBlock, FlowText, GridCell, Reading, Source } from '../../core/model/source.ts';
import { joinLines } from '../../core/structure/join-lines.ts';
import { DAMAGED, ENCRYPTED, unsupported } from './failures.ts';
import type { SourceIdentity } from './html.ts';
import { type Merge, type Sheet, type SheetCell, workbookToSource } from './sheets-to-flow.ts';
import { childOf, childrenOf, decodeXml, parseXml, type XmlNode } from './xml.ts';
import type { Zip } from './zip.ts';

const FLOW = { kind: 'flow' } as const;
/** Repeated rows and columns are written once with a count: blank ones up to the end of the sheet, so counts are cut. */
const REPEAT_MAX = 2000;
const CELLS_MAX = 2_000_000;

/** Reads an OpenDocument text or spreadsheet (ISO/IEC 26300); values as the program that saved it showed them. */
export function readOpenDocument(zip: Zip, identity: SourceIdentity): Reading<Source> {
  const parts = zip.unpack(['mimetype', 'content.xml', 'styles.xml', 'META-INF/manifest.xml']);
  if (!parts.ok) return parts;
  const text = (name: string) => decodeXml(parts.value.get(name) ?? new Uint8Array());
  if (/encryption-data/.test(text('META-INF/manifest.xml'))) return { ok: false, error: ENCRYPTED };
  const content = parseXml(text('content.xml'));
  const body = childOf(content, 'body');
  if (!content || !body) return { ok: false, error: DAMAGED };
  const mediaType = text('mimetype').trim();
  const styles = readStyles([parseXml(text('styles.xml')), content]);
  const spreadsheet = childOf(body, 'spreadsheet');
  if (spreadsheet) {
    const sheets = childrenOf(spreadsheet, 'table').map((table) => readSheet(table, styles));
    return { ok: true, value: workbookToSource(sheets, { ...identity, mediaType }) };
  }
  const document = childOf(body, 'text');
  if (!document)
    return { ok: false, error: unsupported({ zh: '一份演示或图形文档', en: 'presentation or drawing' }) };
  const blocks = readBlocks(document, styles, 0);
  const { name, sha256 } = identity;
  return { ok: true, value: { name, sha256, mediaType, content: { kind: 'flow', blocks }, warnings: [] } };
}

interface Style {
  readonly align?: FlowText['align'];
  readonly size?: number;
  readonly bordered?: boolean;
  readonly hidden?: boolean;
}

function readStyles(parts: readonly (XmlNode | undefined)[]): ReadonlyMap<string, Style> {
  const nodes = new Map<string, XmlNode>();
  for (const part of parts) {
    for (const holder of [childOf(part, 'styles'), childOf(part, 'automatic-styles')]) {
      for (const node of childrenOf(holder, 'style')) nodes.set(node.attributes.name ?? '', node);
    }
  }
  const styles = new Map<string, Style>();
  const resolve = (name: string, depth: number): Style => {
    const node = nodes.get(name);
    const done = styles.get(name);
    if (done || !node || depth > 20) return done ?? {};
    const parent = node.attributes['parent-style-name'];
    const style = { ...(parent ? resolve(parent, depth + 1) : {}), ...readStyle(node) };
    styles.set(name, style);
    return style;
  };
  for (const name of nodes.keys()) resolve(name, 0);
  return styles;
}

function readStyle(node: XmlNode): Style {
  const paragraph = childOf(node, 'paragraph-properties')?.attributes['text-align'];
  const size = /^([\d.]+)pt$/.exec(childOf(node, 'text-properties')?.attributes['font-size'] ?? '')?.[1];
  const cell = childOf(node, 'table-cell-properties')?.attributes ?? {};
  const borders = ['border', 'border-top', 'border-bottom', 'border-left', 'border-right'].map(
    (name) => cell[name],
  );
  const align = ({ center: 'center', end: 'right', right: 'right', start: 'left', left: 'left' } as const)[
    paragraph ?? ''
  ];
  return {
    ...(align ? { align } : {}),
    ...(size ? { size: Number(size) } : {}),
    ...(borders.some((border) => border !== undefined)
      ? { bordered: borders.some((border) => border && border !== 'none') }
      : {}),
  };
}

/** Paragraphs, headings and tables of a text; lists and sections are walked through. */
function readBlocks(container: XmlNode, styles: ReadonlyMap<string, Style>, depth: number): FlowBlock[] {
  if (depth > 20) return [];
  return container.children.flatMap((child): FlowBlock[] => {
    switch (child.name) {
      case 'p':
      case 'h':
        return readParagraph(child, styles, depth);
      case 'table':
        return readTable(child, styles, depth);
      case 'table-of-content':
      case 'section':
      case 'index-body':
      case 'list':
      case 'list-item':
      case 'list-header':
      case 'text-box':
        return readBlocks(child, styles, depth + 1);
      default:
        return [];
    }
  });
}

function readParagraph(node: XmlNode, styles: ReadonlyMap<string, Style>, depth: number): FlowBlock[] {
  const style = styles.get(node.attributes['style-name'] ?? '') ?? {};
  const level = node.name === 'h' ? Number(node.attributes['outline-level'] ?? 1) || 1 : 0;
  const boxes: XmlNode[] = [];
  const lines = paragraphText(node, boxes)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const { align, size } = style;
  const texts = lines.map(
    (text): FlowText => ({
      kind: 'text',
      text,
      level,
      anchor: FLOW,
      ...(size === undefined ? {} : { size }),
      ...(align === undefined ? {} : { align }),
    }),
  );
  return [...texts, ...boxes.flatMap((box) => readBlocks(box, styles, depth + 1))];
}

function paragraphText(node: XmlNode, boxes: XmlNode[]): string {
  let text = '';
  for (const child of node.children) {
    switch (child.name) {
      case '#text':
        text += child.text.replace(/[ \t\r\n]+/g, ' ');
        break;
      case 's':
        text += ' '.repeat(Math.min(200, Number(child.attributes.c ?? 1) || 1));
        break;
      case 'tab':
        text += '\t';
        break;
      case 'line-break':
        text += '\n';
        break;
      case 'text-box':
        boxes.push(child);
        break;
      case 'note':
      case 'annotation':
      case 'tracked-changes':
      case 'ruby-text':
        break;
      default:
        text += paragraphText(child, boxes);
    }
  }
  return text;
}

/** Rows of a table in order, with those in header and groups; each as often as it repeats. */
function* rowsOf(table: XmlNode): Generator<{ row: XmlNode; header: boolean; repeat: number }> {
  for (const child of table.children) {
    if (child.name === 'table-row') {
      yield { row: child, header: false, repeat: Number(child.attributes['number-rows-repeated'] ?? 1) || 1 };
    } else if (child.name === 'table-header-rows')
      for (const inner of rowsOf(child)) yield { ...inner, header: true };
    else if (child.name === 'table-rows' || child.name === 'table-row-group') yield* rowsOf(child);
  }
}

function readTable(table: XmlNode, styles: ReadonlyMap<string, Style>, depth: number): FlowBlock[] {
  const cells: GridCell[] = [];
  const nested: FlowBlock[] = [];
  const walked: FlowBlock[] = [];
  let holders = 0;
  let rowIndex = 0;
  for (const { row, header, repeat } of rowsOf(table)) {
    for (let again = 0; again < Math.min(repeat, REPEAT_MAX); again++, rowIndex++) {
      let col = 0;
      for (const node of row.children) {
        const times = Math.min(REPEAT_MAX, Number(node.attributes['number-columns-repeated'] ?? 1) || 1);
        if (node.name === 'covered-table-cell') col += times;
        if (node.name !== 'table-cell') continue;
        const blocks = readBlocks(node, styles, depth + 1);
        const inner = blocks.filter((block) => block.kind === 'grid');
        if (inner.length > 0) holders++;
        nested.push(...inner);
        for (const block of blocks) walked.push(block);
        const text = joinLines(
          blocks.map((block) => (block.kind === 'text' ? block.text.replace(/\t/g, ' ') : '')),
        );
        for (let k = 0; k < times && cells.length < CELLS_MAX; k++, col++) {
          const rowSpan = Math.min(REPEAT_MAX, Number(node.attributes['number-rows-spanned'] ?? 1) || 1);
          const colSpan = Math.min(REPEAT_MAX, Number(node.attributes['number-columns-spanned'] ?? 1) || 1);
          cells.push({
            row: rowIndex,
            col,
            rowSpan,
            colSpan,
            text,
            ...(header ? { header } : {}),
            anchor: FLOW,
          });
        }
      }
    }
  }
  const filled = cells.filter(({ text }) => text !== '').length;
  if (holders > 0 && (filled < 6 || holders * 4 > filled)) return walked;
  return cells.length === 0 ? [] : [{ kind: 'grid', cells, anchor: FLOW }, ...nested];
}

function readSheet(table: XmlNode, styles: ReadonlyMap<string, Style>): Sheet {
  const cells: SheetCell[] = [];
  const merges: Merge[] = [];
  const hiddenRows = new Set<number>();
  const name = table.attributes.name ?? '';
  const hiddenColumns = hiddenColumnsOf(table);
  let rowIndex = 0;
  for (const { row, repeat } of rowsOf(table)) {
    const visibility = row.attributes.visibility ?? 'visible';
    const isBlank = row.children.every((cell) => cell.children.length === 0);
    const times = Math.min(repeat, isBlank && repeat > 200 ? 1 : REPEAT_MAX);
    for (let again = 0; again < times; again++) {
      if (visibility !== 'visible') hiddenRows.add(rowIndex + again);
      readSheetRow(row, rowIndex + again, cells, merges, styles);
    }
    rowIndex += repeat;
  }
  return { name, hidden: false, cells, merges, hiddenRows, hiddenColumns };
}

function readSheetRow(
  row: XmlNode,
  index: number,
  cells: SheetCell[],
  merges: Merge[],
  styles: ReadonlyMap<string, Style>,
): void {
  let col = 0;
  for (const node of row.children) {
    const times = Number(node.attributes['number-columns-repeated'] ?? 1) || 1;
    if (node.name === 'table-cell' && cells.length < CELLS_MAX) {
      const text = childrenOf(node, 'p')
        .map((paragraph) => paragraphText(paragraph, []))
        .join('\n');
      const { bordered = false, align } = styles.get(node.attributes['style-name'] ?? '') ?? {};
      const isNumber = /^(?:float|currency|percentage)$/.test(node.attributes['value-type'] ?? '');
      const shown = { text, isNumber, bordered, align: align === 'left' ? undefined : align };
      if (text !== '' || bordered) {
        for (let k = 0; k < Math.min(times, REPEAT_MAX); k++)
          cells.push({ row: index, col: col + k, ...shown });
      }
      const down = Number(node.attributes['number-rows-spanned'] ?? 1) || 1;
      const across = Number(node.attributes['number-columns-spanned'] ?? 1) || 1;
      if (down > 1 || across > 1)
        merges.push({ row: index, col, lastRow: index + down - 1, lastCol: col + across - 1 });
    }
    if (node.name === 'table-cell' || node.name === 'covered-table-cell') col += times;
  }
}

function hiddenColumnsOf(table: XmlNode): Set<number> {
  const hidden = new Set<number>();
  let col = 0;
  const visit = (node: XmlNode) => {
    for (const child of node.children) {
      if (child.name === 'table-column') {
        const times = Number(child.attributes['number-columns-repeated'] ?? 1) || 1;
        const isHidden = (child.attributes.visibility ?? 'visible') !== 'visible';
        for (let k = 0; isHidden && k < Math.min(times, 16_384); k++) hidden.add(col + k);
        col += times;
      } else if (/^table-(?:columns|column-group|header-columns)$/.test(child.name)) visit(child);
    }
  };
  visit(table);
  return hidden;
}
