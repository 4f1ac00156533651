import type { FlowBlock, FlowText, GridCell, Reading, Source, Warning } from '../../core/model/source.ts';
import { joinLines } from '../../core/structure/join-lines.ts';
import { Numbering } from './docx-numbering.ts';
import { DAMAGED } from './failures.ts';
import type { SourceIdentity } from './html.ts';
import { measureSpaces } from './html-grid.ts';
import { childOf, childrenOf, decodeXml, parseXml, settingOf, type XmlNode } from './xml.ts';
import type { Zip } from './zip.ts';

const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const FLOW = { kind: 'flow' } as const;

/** Cells of one table and columns of one row, against hostile files. */
const CELLS_MAX = 500_000;
const COLUMNS_MAX = 1000;

/**
 * Reads a Word document (ECMA-376): paragraphs with the level, size and alignment that they have by themselves or by their
 * style, numbers of lists as printed, tables with cells merged both ways. Deleted and hidden text is left out; headers and
 * footers are furniture. We read the parts ourselves: libraries turn Word into HTML and lose merges, levels and numbers.
 */
export function readDocx(zip: Zip, identity: SourceIdentity): Reading<Source> {
  const main = mainPartName(zip);
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const around = [...zip.entries.keys()].filter((name) =>
    /^(?:header|footer)\d*\.xml$/.test(name.slice(folder.length)),
  );
  const parts = zip.unpack([main, `${folder}styles.xml`, `${folder}numbering.xml`, ...around]);
  if (!parts.ok) return parts;
  const parse = (name: string) => {
    const bytes = parts.value.get(name);
    return bytes && parseXml(decodeXml(bytes));
  };
  const body = childOf(parse(main), 'body');
  if (!body) return { ok: false, error: DAMAGED };
  const reader = new DocxReader(
    readStyles(parse(`${folder}styles.xml`)),
    new Numbering(parse(`${folder}numbering.xml`)),
  );
  const blocks = reader.readBlocks(body);
  const furniture = around.flatMap((name) => {
    const part = parse(name);
    return part ? reader.readBlocks(part).flatMap(asFurniture) : [];
  });
  const warnings: Warning[] = reader.hasHidden ? [HIDDEN] : [];
  const { name, sha256 } = identity;
  return {
    ok: true,
    value: {
      name,
      sha256,
      mediaType: MEDIA_TYPE,
      content: { kind: 'flow', blocks: [...blocks, ...furniture] },
      warnings,
    },
  };
}

const HIDDEN: Warning = {
  code: 'hidden-content',
  message: {
    zh: '文档里有隐藏的文字或表格行，打印时看不到，未读入。',
    en: 'The document holds hidden text or table rows that are not printed; they were not read.',
  },
};

function mainPartName(zip: Zip): string {
  const names = [...zip.entries.keys()];
  return names.find((name) => /^word\/document\d*\.xml$/.test(name)) ?? 'word/document.xml';
}

function asFurniture(block: FlowBlock): FlowText[] {
  if (block.kind === 'text') return [{ ...block, furniture: true }];
  return block.cells
    .filter(({ text }) => text !== '')
    .map(({ text }) => ({ kind: 'text', text, level: 0, anchor: FLOW, furniture: true }));
}

/** What a paragraph style gives to its paragraphs. */
interface ParagraphStyle {
  readonly level?: number;
  readonly align?: FlowText['align'];
  readonly size?: number;
  readonly numId?: string;
  readonly numLevel?: number;
}

/** Styles with what they take from those they are based on. */
function readStyles(part: XmlNode | undefined): ReadonlyMap<string, ParagraphStyle> {
  const nodes = new Map<string, XmlNode>();
  for (const node of childrenOf(part, 'style')) nodes.set(node.attributes.styleId ?? '', node);
  const styles = new Map<string, ParagraphStyle>();
  const resolve = (id: string, depth: number): ParagraphStyle => {
    const done = styles.get(id);
    const node = nodes.get(id);
    if (done || !node || depth > 20) return done ?? {};
    const base = settingOf(node, 'basedOn');
    const name = settingOf(node, 'name') ?? '';
    const heading = /^heading (\d)$/i.exec(name)?.[1];
    const style = {
      ...(base ? resolve(base, depth + 1) : {}),
      ...(heading ? { level: Number(heading) } : {}),
      ...readProperties(childOf(node, 'pPr'), childOf(node, 'rPr')),
    };
    styles.set(id, style);
    return style;
  };
  for (const id of nodes.keys()) resolve(id, 0);
  return styles;
}

function readProperties(paragraph: XmlNode | undefined, run: XmlNode | undefined): ParagraphStyle {
  const outline = settingOf(paragraph, 'outlineLvl');
  const jc = settingOf(paragraph, 'jc');
  const numPr = childOf(paragraph, 'numPr');
  const numId = settingOf(numPr, 'numId');
  const size = settingOf(run, 'sz');
  const align =
    jc === 'center' || jc === 'right' || jc === 'left'
      ? jc
      : ({ end: 'right', start: 'left', both: 'left' } as const)[jc ?? ''];
  return {
    ...(outline === undefined ? {} : { level: Number(outline) >= 9 ? 0 : Number(outline) + 1 }),
    ...(align ? { align } : {}),
    ...(size === undefined ? {} : { size: Number(size) / 2 }),
    ...(numId === undefined ? {} : { numId, numLevel: Number(settingOf(numPr, 'ilvl') ?? 0) }),
  };
}

/** Twentieths of a point in a letter of ordinary size. */
const TWIPS_A_LETTER = 240;

class DocxReader {
  hasHidden = false;
  private readonly styles: ReadonlyMap<string, ParagraphStyle>;
  private readonly numbering: Numbering;
  /** Depth of tables in tables. */
  private depth = 0;

  constructor(styles: ReadonlyMap<string, ParagraphStyle>, numbering: Numbering) {
    this.styles = styles;
    this.numbering = numbering;
  }

  /** Paragraphs and tables of a body, cell, header or text box. */
  readBlocks(container: XmlNode): FlowBlock[] {
    const blocks: FlowBlock[] = [];
    for (const child of flowChildren(container)) {
      if (child.name === 'p') for (const block of this.readParagraph(child)) blocks.push(block);
      else if (child.name === 'tbl') for (const block of this.readTable(child)) blocks.push(block);
    }
    return blocks;
  }

  private readParagraph(node: XmlNode): FlowBlock[] {
    const properties = childOf(node, 'pPr');
    const styleId = settingOf(properties, 'pStyle');
    const style: ParagraphStyle = {
      ...(styleId ? this.styles.get(styleId) : {}),
      ...readProperties(properties, undefined),
    };
    const run = this.readRuns(node);
    const number =
      run.text.trim() !== '' && style.numId && style.numId !== '0'
        ? this.numbering.next(style.numId, style.numLevel ?? 0)
        : '';
    const size = run.size ?? style.size;
    const lines = run.text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const texts = lines.map(
      (line, i): FlowText => ({
        kind: 'text',
        text: i === 0 ? joinNumber(number, line) : line,
        level: style.level ?? 0,
        anchor: FLOW,
        ...(size === undefined ? {} : { size }),
        ...(style.align === undefined ? {} : { align: style.align }),
      }),
    );
    return [...texts, ...run.boxes.flatMap((box) => this.readBlocks(box))];
  }

  /** Text of the runs of a paragraph as printed; a new line for each break, text boxes apart. */
  private readRuns(paragraph: XmlNode): { text: string; size: number | undefined; boxes: XmlNode[] } {
    let text = '';
    let size: number | undefined;
    const boxes: XmlNode[] = [];
    const visit = (node: XmlNode) => {
      switch (node.name) {
        case 't':
          for (const part of node.children) text += part.text;
          return;
        case 'tab':
        case 'ptab':
          text += '\t';
          return;
        case 'br':
        case 'cr':
          text += node.attributes.type === 'page' || node.attributes.type === 'column' ? '' : '\n';
          return;
        case 'noBreakHyphen':
          text += '-';
          return;
        case 'sym':
          text += symbolOf(node);
          return;
        case 'txbxContent':
          boxes.push(node);
          return;
        case 'AlternateContent': {
          const choice = childOf(node, 'Choice') ?? childOf(node, 'Fallback');
          if (choice) for (const child of choice.children) visit(child);
          return;
        }
        case 'r': {
          const properties = childOf(node, 'rPr');
          if (isOn(properties, 'vanish')) {
            if (childrenOf(node, 't').length > 0) this.hasHidden = true;
            return;
          }
          const own = settingOf(properties, 'sz');
          if (own !== undefined && size === undefined && childOf(node, 't')) size = Number(own) / 2;
          break;
        }
        case 'pPr':
        case 'rPr':
        case 'del':
        case 'moveFrom':
        case 'instrText':
        case 'delText':
        case 'footnoteReference':
        case 'endnoteReference':
        case 'commentReference':
          return;
      }
      for (const child of node.children) visit(child);
    };
    for (const child of paragraph.children) visit(child);
    return { text, size, boxes };
  }

  /** Letters by which the first line of a paragraph is set in: by its format (in hundredths of letters, or twips) and by spaces. */
  private indentOf(paragraph: XmlNode | undefined): number {
    const ind = childOf(childOf(paragraph, 'pPr'), 'ind')?.attributes ?? {};
    const lettersOf = (chars: string | undefined, twips: string | undefined) =>
      chars !== undefined ? Number(chars) / 100 : Number(twips ?? 0) / TWIPS_A_LETTER;
    const left = lettersOf(ind.leftChars ?? ind.startChars, ind.left ?? ind.start);
    const first = lettersOf(ind.firstLineChars, ind.firstLine);
    const hanging = lettersOf(ind.hangingChars, ind.hanging);
    const spaces = paragraph ? measureSpaces(this.readRuns(paragraph).text) : 0;
    return Math.max(0, (left + first - hanging || 0) + spaces);
  }

  private readTable(table: XmlNode): FlowBlock[] {
    if (this.depth > 8) return [];
    this.depth++;
    const rows = flowChildren(table).filter(({ name }) => name === 'tr');
    const nested: FlowBlock[] = [];
    const cells: GridCell[] = [];
    /** The cell that a vertical merge goes on from, by its first column. */
    const open = new Map<number, number>();
    let filled = 0;
    let holders = 0;
    const walked: FlowBlock[] = [];
    let rowIndex = 0;
    for (const row of rows) {
      const properties = childOf(row, 'trPr');
      if (isOn(properties, 'del')) continue;
      if (isOn(properties, 'hidden')) {
        this.hasHidden = true;
        continue;
      }
      const isHeading = isOn(properties, 'tblHeader');
      let col = Number(settingOf(properties, 'gridBefore') ?? 0) || 0;
      for (const node of flowChildren(row)) {
        if (node.name !== 'tc' || col >= COLUMNS_MAX || cells.length >= CELLS_MAX) continue;
        const cell = childOf(node, 'tcPr');
        const colSpan = Math.min(
          COLUMNS_MAX - col,
          Math.max(1, Number(settingOf(cell, 'gridSpan') ?? 1) || 1),
        );
        const merge = childOf(cell, 'vMerge');
        const across = childOf(cell, 'hMerge');
        const above = open.get(col);
        const blocks = this.readBlocks(node);
        const inner = blocks.filter((block) => block.kind === 'grid');
        if (inner.length > 0) holders++;
        nested.push(...inner);
        for (const block of blocks) walked.push(block);
        if (across && across.attributes.val !== 'restart' && cells.at(-1)?.row === rowIndex) {
          widen(cells, colSpan);
        } else if (merge && merge.attributes.val !== 'restart' && above !== undefined) {
          extend(cells, above, rowIndex);
        } else {
          const text = joinLines(
            blocks.map((block) => (block.kind === 'text' ? block.text.replace(/\t/g, ' ') : '')),
          );
          if (text !== '' || inner.length > 0) filled++;
          if (merge) open.set(col, cells.length);
          else open.delete(col);
          const indent = this.indentOf(childOf(node, 'p'));
          const flags = { ...(indent > 0 ? { indent } : {}), ...(isHeading ? { header: true } : {}) };
          cells.push({ row: rowIndex, col, rowSpan: 1, colSpan, text, ...flags, anchor: FLOW });
        }
        col += colSpan;
      }
      rowIndex++;
    }
    this.depth--;
    if (cells.length === 0) return [];
    // A table around tables only places them on the page.
    if (holders > 0 && (filled < 6 || holders * 4 > filled)) return walked;
    const isMarked = cells.some(({ header }) => header) && !cells.every(({ header }) => header);
    const plain = isMarked ? cells : cells.map(({ header: _, ...cell }) => cell);
    return [{ kind: 'grid', cells: plain, anchor: FLOW }, ...nested];
  }
}

function widen(cells: GridCell[], colSpan: number): void {
  const last = cells.at(-1);
  if (last) cells[cells.length - 1] = { ...last, colSpan: last.colSpan + colSpan };
}

function extend(cells: GridCell[], index: number, row: number): void {
  const cell = cells[index];
  if (cell) cells[index] = { ...cell, rowSpan: row - cell.row + 1 };
}

/** Children with what only wraps them (content controls, inserted or moved runs, custom XML) taken away. */
function flowChildren(node: XmlNode): XmlNode[] {
  return node.children.flatMap((child) => {
    if (/^(?:sdtContent|customXml|ins|moveTo|smartTag)$/.test(child.name)) return flowChildren(child);
    if (child.name === 'sdt') return flowChildren(childOf(child, 'sdtContent') ?? { ...child, children: [] });
    if (child.name === 'AlternateContent')
      return flowChildren(childOf(child, 'Choice') ?? { ...child, children: [] });
    return [child];
  });
}

/** A property that is on by being there, unless it says no. */
function isOn(properties: XmlNode | undefined, name: string): boolean {
  const property = childOf(properties, name);
  return property !== undefined && !/^(?:0|false|off|none)$/.test(property.attributes.val ?? '');
}

/** A symbol of a symbol font: ticks and boxes as signs, others unread. */
function symbolOf(node: XmlNode): string {
  const code = Number.parseInt(node.attributes.char ?? '', 16) & 0xff;
  if (!/wingdings/i.test(node.attributes.font ?? '')) return '';
  return ({ 254: '☑', 168: '□', 111: '□', 253: '☒', 252: '✓', 82: '☑' } as const)[code] ?? '';
}

function joinNumber(number: string, text: string): string {
  if (number === '') return text;
  return /[、．）)：:]$|[\u4e00-\u9fff]$/.test(number) ? `${number}${text}` : `${number} ${text}`;
}
