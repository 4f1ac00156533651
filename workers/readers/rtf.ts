import type { FlowBlock, GridCell, Reading, Source } from '../../core/model/source.ts';
import { joinCellLines, joinLines } from '../../core/structure/join-lines.ts';
import { DAMAGED, tooMany } from './failures.ts';
import type { SourceIdentity } from './html.ts';

const FLOW = { kind: 'flow' } as const;
/** Groups within groups, and cells of all tables, against hostile files. */
const DEPTH_MAX = 2_000;
const CELLS_MAX = 300_000;
/** Borders of columns nearer than this, in twips, are one. */
const BORDER_SLACK = 30;

/** Groups whose text is no part of the document. */
const APART = new Set(
  'fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf fldinst nonshppict themedata datastore generator xmlnstbl listtable revtbl filetbl'.split(
    ' ',
  ),
);

const SIGNS: Readonly<Record<string, string>> = {
  tab: ' ',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  emspace: ' ',
  enspace: ' ',
};

/** Charsets of fonts, as Windows numbers them. */
const FONT_CHARSETS: Readonly<Record<number, string>> = {
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gb18030',
  136: 'big5',
  161: 'windows-1253',
  204: 'windows-1251',
  238: 'windows-1250',
};

const CODE_PAGES: Readonly<Record<number, string>> = {
  936: 'gb18030',
  950: 'big5',
  932: 'shift_jis',
  949: 'euc-kr',
  65001: 'utf-8',
};

interface State {
  readonly isSkipped: boolean;
  readonly isFontTable: boolean;
  readonly unicodeSkip: number;
  readonly font: number;
  readonly isHidden: boolean;
  readonly isStruck: boolean;
  readonly size: number;
}

interface CellDefinition {
  readonly right: number;
  readonly opensDown: boolean;
  readonly goesDown: boolean;
  readonly goesRight: boolean;
}

interface Row {
  readonly left: number;
  readonly cells: readonly CellDefinition[];
  readonly texts: readonly string[];
}

/**
 * Reads a Rich Text document (RTF 1.9): paragraphs with size, alignment and outline level, tables with cells merged both
 * ways. Hidden and deleted text, pictures, headers and footers are left out. A table within a cell is read as its text.
 */
export function readRtf(bytes: Uint8Array, identity: SourceIdentity): Reading<Source> {
  const reader = new RtfReader(new TextDecoder('windows-1252').decode(bytes));
  const blocks = reader.read();
  if (!blocks)
    return {
      ok: false,
      error: reader.isTooLarge ? tooMany(CELLS_MAX, { zh: '单元格', en: 'cells' }) : DAMAGED,
    };
  const { name, sha256 } = identity;
  const content = { kind: 'flow', blocks } as const;
  return { ok: true, value: { name, sha256, mediaType: 'application/rtf', content, warnings: [] } };
}

const TOKEN = /\\([a-z]+)(-?\d+)? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;

class RtfReader {
  isTooLarge = false;
  private readonly source: string;
  private readonly blocks: FlowBlock[] = [];
  private readonly charsets = new Map<number, string>();
  private codePage = 'windows-1252';
  private pending: number[] = [];
  private pendingCharset = '';
  private state: State = {
    isSkipped: false,
    isFontTable: false,
    unicodeSkip: 1,
    font: -1,
    isHidden: false,
    isStruck: false,
    size: 12,
  };
  private skip = 0;
  private line = '';
  private lines: string[] = [];
  private isInTable = false;
  private align: 'left' | 'center' | 'right' = 'left';
  private level = 0;
  private size = 12;
  private rowLeft = 0;
  private definitions: CellDefinition[] = [];
  private merge = { opensDown: false, goesDown: false, goesRight: false };
  private texts: string[] = [];
  private rows: Row[] = [];
  private cellCount = 0;

  constructor(source: string) {
    this.source = source;
  }

  /** The document's blocks; nothing where it is cut off. */
  read(): FlowBlock[] | undefined {
    const stack: State[] = [];
    let isFirst = false;
    for (const [token, word, number, hex, symbol, brace, text] of this.source.matchAll(TOKEN)) {
      if (this.isTooLarge) return undefined;
      if (brace === '{') {
        if (stack.length >= DEPTH_MAX) return undefined;
        stack.push(this.state);
        isFirst = true;
        continue;
      }
      if (brace === '}') {
        this.flush();
        const outer = stack.pop();
        if (!outer) break;
        this.state = outer;
        this.skip = 0;
        if (stack.length === 0) break;
        continue;
      }
      if (symbol === '*') {
        this.set({ isSkipped: true });
        continue;
      }
      if (word) this.control(word, number === undefined ? undefined : Number(number), isFirst);
      else if (hex) this.addByte(Number.parseInt(hex, 16));
      else if (symbol) this.addSymbol(symbol);
      else if (text) for (const letter of text) this.addByte(letter.codePointAt(0) ?? 0);
      if (token.trim() !== '') isFirst = false;
    }
    if (stack.length > 0) return undefined;
    this.endParagraph();
    this.endTable();
    return this.blocks;
  }

  private set(change: Partial<State>): void {
    this.flush();
    this.state = { ...this.state, ...change };
  }

  private control(word: string, value: number | undefined, isFirst: boolean): void {
    const isOn = value !== 0;
    if (isFirst && APART.has(word)) {
      this.set({ isSkipped: true, isFontTable: word === 'fonttbl' });
      return;
    }
    switch (word) {
      case 'ansicpg':
        this.codePage =
          CODE_PAGES[value ?? 0] ??
          (value && value >= 1250 && value <= 1258 ? `windows-${value}` : 'windows-1252');
        return;
      case 'f':
        this.set({ font: value ?? -1 });
        return;
      case 'fcharset':
        if (this.state.isFontTable)
          this.charsets.set(this.state.font, FONT_CHARSETS[value ?? 0] ?? this.codePage);
        return;
      case 'uc':
        this.set({ unicodeSkip: Math.max(0, Math.min(10, value ?? 1)) });
        return;
      case 'u':
        this.flush();
        this.addText(String.fromCharCode(((value ?? 0) + 0x10000) % 0x10000));
        this.skip = this.state.unicodeSkip;
        return;
      case 'bin':
        return;
    }
    if (this.state.isSkipped) return;
    this.skip = 0;
    if (SIGNS[word] !== undefined) {
      this.flush();
      this.addText(SIGNS[word] ?? '');
      return;
    }
    this.format(word, value, isOn) || this.structure(word, value);
  }

  /** Formats of letters and paragraphs; false for any other word. */
  private format(word: string, value: number | undefined, isOn: boolean): boolean {
    switch (word) {
      case 'plain':
        this.set({ isHidden: false, isStruck: false, size: 12 });
        return true;
      case 'v':
        this.set({ isHidden: isOn });
        return true;
      case 'strike':
      case 'striked':
      case 'deleted':
        this.set({ isStruck: isOn });
        return true;
      case 'fs':
        this.set({ size: (value ?? 24) / 2 });
        return true;
      case 'pard':
        this.flush();
        this.isInTable = false;
        this.align = 'left';
        this.level = 0;
        return true;
      case 'ql':
      case 'qj':
        this.align = 'left';
        return true;
      case 'qc':
        this.align = 'center';
        return true;
      case 'qr':
        this.align = 'right';
        return true;
      case 'outlinelevel':
        this.level = value !== undefined && value >= 0 && value < 6 ? value + 1 : 0;
        return true;
      case 'intbl':
        this.isInTable = true;
        return true;
      default:
        return false;
    }
  }

  private structure(word: string, value: number | undefined): void {
    switch (word) {
      case 'par':
      case 'sect':
      case 'page':
        this.endParagraph();
        break;
      case 'line':
      case 'nestcell':
      case 'nestrow':
        this.endLine();
        break;
      case 'trowd':
        this.rowLeft = 0;
        this.definitions = [];
        this.merge = { opensDown: false, goesDown: false, goesRight: false };
        break;
      case 'trleft':
        this.rowLeft = value ?? 0;
        break;
      case 'clvmgf':
        this.merge.opensDown = true;
        break;
      case 'clvmrg':
        this.merge.goesDown = true;
        break;
      case 'clmrg':
        this.merge.goesRight = true;
        break;
      case 'cellx':
        if (this.definitions.length < 1000) this.definitions.push({ right: value ?? 0, ...this.merge });
        this.merge = { opensDown: false, goesDown: false, goesRight: false };
        break;
      case 'cell':
        this.endLine();
        this.texts.push(joinCellLines(this.lines));
        this.lines = [];
        if (++this.cellCount > CELLS_MAX) this.isTooLarge = true;
        break;
      case 'row':
        this.rows.push({ left: this.rowLeft, cells: this.definitions, texts: this.texts });
        this.texts = [];
        break;
    }
  }

  private addByte(code: number): void {
    if (this.skip > 0) {
      this.skip--;
      return;
    }
    if (this.state.isSkipped || this.state.isHidden || this.state.isStruck) return;
    const charset = this.charsets.get(this.state.font) ?? this.codePage;
    if (charset !== this.pendingCharset) this.flush();
    this.pendingCharset = charset;
    this.pending.push(code);
  }

  private addSymbol(symbol: string): void {
    if (symbol === '~') this.addByte(0x20);
    else if (symbol === '_') this.addByte(0x2d);
    else if (symbol === '\n' || symbol === '\r') this.endParagraph();
    else if (/[\\{}]/.test(symbol)) this.addByte(symbol.charCodeAt(0));
  }

  private flush(): void {
    if (this.pending.length === 0) return;
    const bytes = Uint8Array.from(this.pending);
    this.pending = [];
    this.addText(new TextDecoder(this.pendingCharset || 'windows-1252').decode(bytes));
  }

  private addText(text: string): void {
    const { isSkipped, isHidden, isStruck, size } = this.state;
    if (isSkipped || isHidden || isStruck) return;
    if (this.line.trim() === '' && text.trim() !== '') this.size = size;
    this.line += text;
  }

  private endLine(): void {
    this.flush();
    const line = this.line.replace(/[ \t]+/g, ' ').trim();
    if (line !== '') this.lines.push(line);
    this.line = '';
  }

  private endParagraph(): void {
    this.endLine();
    if (this.isInTable) return;
    this.endTable();
    const text = joinLines(this.lines);
    this.lines = [];
    if (text === '') return;
    const { level, size, align } = this;
    this.blocks.push({ kind: 'text', text, level, size, align, anchor: FLOW });
  }

  private endTable(): void {
    if (this.rows.length > 0) this.blocks.push({ kind: 'grid', cells: rowsToCells(this.rows), anchor: FLOW });
    this.rows = [];
    this.texts = [];
  }
}

/** Rows with the right borders of their cells → a grid: columns are the borders of all rows together. */
function rowsToCells(rows: readonly Row[]): GridCell[] {
  const borders: number[] = [];
  const all = rows
    .flatMap(({ left, cells }) => [left, ...cells.map(({ right }) => right)])
    .sort((a, b) => a - b);
  for (const border of all) if (border > (borders.at(-1) ?? -Infinity) + BORDER_SLACK) borders.push(border);
  const columnOf = (border: number) => {
    const index = borders.findLastIndex((other) => other <= border);
    return Math.max(0, index);
  };
  const grid: { -readonly [K in keyof GridCell]: GridCell[K] }[] = [];
  /** Cell that goes on downwards, by column. */
  const open = new Map<number, (typeof grid)[number]>();
  for (const [row, { left, cells, texts }] of rows.entries()) {
    let from = columnOf(left);
    let before: (typeof grid)[number] | undefined;
    for (const [index, text] of texts.entries()) {
      const definition = cells[index];
      const to = Math.max(from + 1, definition ? columnOf(definition.right) : from + 1);
      const upper = open.get(from);
      if (definition?.goesRight && before) before.colSpan = to - before.col;
      else if (definition?.goesDown && upper) upper.rowSpan = row - upper.row + 1;
      else {
        before = { row, col: from, rowSpan: 1, colSpan: to - from, text, anchor: FLOW };
        grid.push(before);
        if (definition?.opensDown) open.set(from, before);
        else open.delete(from);
      }
      from = to;
    }
  }
  return grid;
}
