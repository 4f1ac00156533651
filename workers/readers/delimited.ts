import type { FlowBlock } from '../../core/model/source.ts';
import { isNumeric, matrixToGrid } from './text-grid.ts';

const FLOW = { kind: 'flow' } as const;
/** Records needed before commas count as a format and not as punctuation. */
const RECORDS_MIN = 3;

/**
 * Comma- or semicolon-separated values (RFC 4180), or undefined for other text. It is taken for such when nearly all records
 * have the same number of fields: programs pad title lines with empty ones.
 */
export function readDelimited(text: string): FlowBlock[] | undefined {
  for (const delimiter of [',', ';']) {
    if (!text.slice(0, 20_000).includes(delimiter)) continue;
    const records = parseRecords(text, delimiter);
    if (records && isTable(records)) return recordsToBlocks(records);
  }
  return undefined;
}

/** Undefined where quotes do not match, as in prose. */
function parseRecords(text: string, delimiter: string): string[][] | undefined {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[i + 1] === '"') {
        field += '"';
        i++;
      } else quoted = false;
    } else if (character === '"' && field.trim() === '') {
      quoted = true;
      field = '';
    } else if (character === delimiter) {
      record.push(field.trim());
      field = '';
    } else if (character === '\n' || character === '\r') {
      if (character === '\r' && text[i + 1] === '\n') i++;
      record.push(field.trim());
      records.push(record);
      [record, field] = [[], ''];
    } else field += character;
  }
  if (quoted) return undefined;
  if (field !== '' || record.length > 0) records.push([...record, field.trim()]);
  return records;
}

function isTable(records: readonly (readonly string[])[]): boolean {
  const filled = records.filter((record) => record.some((field) => field !== ''));
  const counts = new Map<number, number>();
  for (const { length } of filled) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [width = 0, count = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  if (width < 2 || filled.length < RECORDS_MIN || count * 10 < filled.length * 9) return false;
  return filled.flat().every((field) => field.length < 500) && filled.flat().some(isNumeric);
}

/** Records with one field are lines of text; blank ones part tables. */
function recordsToBlocks(records: readonly (readonly string[])[]): FlowBlock[] {
  const blocks: FlowBlock[] = [];
  let rows: (readonly string[])[] = [];
  const endTable = () => {
    if (rows.length > 0) blocks.push(matrixToGrid(rows));
    rows = [];
  };
  for (const record of records) {
    const filled = record.filter((field) => field !== '');
    if (filled.length === 0) endTable();
    else if (rows.length === 0 && filled.length === 1)
      blocks.push({ kind: 'text', text: filled[0] ?? '', level: 0, anchor: FLOW });
    else rows.push(record);
  }
  endTable();
  return blocks;
}
