import type { FlowBlock, FlowContent, FlowText, Source } from '../../core/model/source.ts';
import { joinLines } from '../../core/structure/join-lines.ts';
import { decodeText } from './charset.ts';
import { readDelimited } from './delimited.ts';
import type { SourceIdentity } from './html.ts';
import { placeCellLines } from './text-cell-lines.ts';
import { placePerformanceForm } from './text-form.ts';
import { matrixToGrid } from './text-grid.ts';
import { leftoversOfText } from './text-leftovers.ts';
import { repairShiftedRows } from './text-repair.ts';
import { type Draft, stitchTables } from './text-stitch.ts';

const FLOW = { kind: 'flow' } as const;

/**
 * Reads plain text: Markdown with its pipe tables, tables whose cells are parted by tabs, tables of one cell a line as text
 * taken out of Word comes, and comma-separated values. Tables laid out with spaces, where blank cells have vanished, are not
 * guessed at: their figures are left over.
 */
export function readText(bytes: Uint8Array, identity: SourceIdentity, charset?: string | null): Source {
  const { text } = decodeText(bytes, charset);
  const { name, sha256 } = identity;
  const table = readDelimited(text);
  if (table)
    return { name, sha256, mediaType: 'text/csv', content: { kind: 'flow', blocks: table }, warnings: [] };
  const lines = text.split(/\r\n|\n|\r|\f/).map(cleanLine);
  const blocks = stitchTables(readLines(lines)).map(toBlock);
  const isMarkdown = lines.some((line) => /^#{1,6}\s+\S/.test(line)) && lines.some(isRule);
  const leftovers = leftoversOfText(blocks);
  const content: FlowContent = { kind: 'flow', blocks, ...(leftovers.length > 0 ? { leftovers } : {}) };
  return {
    name,
    sha256,
    mediaType: isMarkdown ? 'text/markdown' : 'text/plain',
    content,
    warnings: leftovers.length > 0 ? [warnOfLeftovers(leftovers.length)] : [],
  };
}

function warnOfLeftovers(count: number) {
  return {
    code: 'leftovers' as const,
    message: {
      zh: `文本里有 ${count} 个数排成表，但空白的格已经丢失，认不出各在哪一格，都未核对。`,
      en: `${count} numbers stand in tables laid out with spaces, whose blank cells are lost; their cells cannot be told, so none was checked.`,
    },
  };
}

/** Drops what tools leave in text: bookmarks, bold and italic marks in HTML. */
function cleanLine(line: string): string {
  return line
    .replace(/\[bookmark: [^\]]*\]/g, '')
    .replace(/<\/?(?:b|i|u|strong|em|sup|sub|span|font)>/gi, '');
}

function toBlock(draft: Draft): FlowBlock {
  if (draft.kind === 'text') return draft;
  if (draft.kind === 'cells') return placeCellLines(draft.rows);
  const rows = repairShiftedRows(draft.rows);
  return placePerformanceForm(rows) ?? matrixToGrid(rows);
}

function readLines(lines: readonly string[]): Draft[] {
  const blocks: Draft[] = [];
  let paragraph: string[] = [];
  const endParagraph = () => {
    for (const text of joinParagraph(paragraph)) blocks.push(text);
    paragraph = [];
  };
  for (let at = 0; at < lines.length; ) {
    const table = readPipeTable(lines, at) ?? readCellLines(lines, at) ?? readTabTable(lines, at);
    if (table) {
      endParagraph();
      blocks.push(table.draft);
      at = table.next;
      continue;
    }
    paragraph.push(lines[at] ?? '');
    at++;
  }
  endParagraph();
  return blocks;
}

interface Found {
  readonly draft: Draft;
  /** First line after the table. */
  readonly next: number;
}

const isRule = (line: string | undefined) =>
  /^\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)+\|?\s*$/.test(line ?? '') && (line ?? '').includes('|');

/** A Markdown table: a row, a rule of dashes, further rows. A first row without any text stands for a missing header. */
function readPipeTable(lines: readonly string[], at: number): Found | undefined {
  if (!lines[at]?.includes('|') || !isRule(lines[at + 1])) return undefined;
  const rows: string[][] = [];
  let next = at;
  for (; next < lines.length && lines[next]?.includes('|'); next++) {
    if (next !== at + 1) rows.push(splitPipes(lines[next] ?? ''));
  }
  const body = rows[0]?.every((text) => text === '') ? rows.slice(1) : rows;
  return { draft: { kind: 'matrix', rows: body }, next };
}

function splitPipes(line: string): string[] {
  const inner = line.trim().replace(/^\||(?<!\\)\|$/g, '');
  return inner.split(/(?<!\\)\|/).map((text) => cleanCell(text.replaceAll('\\|', '|')));
}

/** Breaks, ticks and emphasis of Markdown and the HTML in it, as a reader sees them. */
function cleanCell(text: string): string {
  const lines = text
    .replace(/<input\b[^>]*\bchecked\b[^>]*>/gi, '☑')
    .replace(/<input\b[^>]*>/gi, '□')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/&nbsp;/gi, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .split(/<br\s*\/?>/i);
  return joinLines(lines.map((line) => line.replace(/<\/?(?:p|div|a)\b[^>]*>/gi, '')));
}

/** Lines parted by tabs; blank lines end the table. */
function readTabTable(lines: readonly string[], at: number): Found | undefined {
  const rows: string[][] = [];
  let next = at;
  for (; next < lines.length && /\t/.test(lines[next] ?? '') && (lines[next] ?? '').trim() !== ''; next++) {
    rows.push((lines[next] ?? '').replace(/\s+$/, '').split('\t').map(cleanCell));
  }
  const filled = rows.map((row) => row.filter((text) => text !== '').length);
  const isContents = rows.every((row) => row.length === 2 && /^\d{1,3}$/.test(row[1] ?? ''));
  if (rows.length < 2 || !filled.some((count) => count >= 2) || isContents) return undefined;
  return { draft: { kind: 'matrix', rows }, next };
}

/** Rows as paragraphs of lines that start with a tab, one cell a line. */
function readCellLines(lines: readonly string[], at: number): Found | undefined {
  const isCell = (line: string | undefined) => /^\t[^\t]*$/.test(line ?? '');
  const rows: string[][] = [];
  let next = at;
  while (isCell(lines[next])) {
    const row: string[] = [];
    for (; isCell(lines[next]); next++) row.push(cleanCell(lines[next]?.slice(1) ?? ''));
    rows.push(row);
    // One empty line parts rows; two, or a line of blanks, end the table.
    if (lines[next] === '' && isCell(lines[next + 1])) next++;
  }
  if (rows.filter((row) => row.length >= 2).length < 2) return undefined;
  return { draft: { kind: 'cells', rows }, next };
}

/** Lines of text → paragraphs: headings and list marks of Markdown, sentences wrapped over lines joined. */
function joinParagraph(lines: readonly string[]): FlowText[] {
  const texts: FlowText[] = [];
  let blanks = 0;
  for (const line of lines) {
    const trimmed = line.replace(/\u00a0/g, ' ').trim();
    if (trimmed === '' || /^[-=*_]{3,}$/.test(trimmed)) {
      blanks++;
      continue;
    }
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(trimmed);
    const text = heading ? (heading[2] ?? '') : cleanCell(trimmed.replace(/^[-*+]\s+/, ''));
    const before = texts.at(-1);
    if (before && !heading && before.level === 0 && blanks <= 1 && goesOn(before.text, line)) {
      texts[texts.length - 1] = { ...before, text: joinLines([before.text, text]) };
    } else if (text !== '')
      texts.push({ kind: 'text', text, level: heading?.[1]?.length ?? 0, anchor: FLOW });
    blanks = 0;
  }
  return texts;
}

/** A line goes on with the one before when that is long and ends in the middle of a sentence. */
function goesOn(before: string, line: string): boolean {
  if (before.length < 35 || /[。；：;:.!?！？]$/.test(before)) return false;
  return (
    !/^(?:\s{2,}|[\u3000\t])/.test(line) &&
    !/^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十\d]+|[-*•●#]|注|备注)/.test(
      line,
    )
  );
}
