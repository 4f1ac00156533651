import type { Reading, Source } from '../../core/model/source.ts';
import { formatValue, isDateFormat } from './cell-format.ts';
import { DAMAGED } from './failures.ts';
import type { SourceIdentity } from './html.ts';
import { type Merge, type Sheet, type SheetCell, workbookToSource } from './sheets-to-flow.ts';
import { childOf, childrenOf, decodeXml, parseXml, streamXml, type XmlNode } from './xml.ts';
import type { Zip } from './zip.ts';

const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Cells of a workbook; beyond them the file is no publication. */
export const CELLS_MAX = 2_000_000;

/**
 * Reads an Excel workbook (ECMA-376): each sheet's cells as shown by their number format, merged cells, borders, hidden
 * rows, columns and sheets. Formulas are never run: the value that was saved with each is taken.
 */
export function readXlsx(zip: Zip, identity: SourceIdentity): Reading<Source> {
  const fixed = zip.unpack([
    'xl/workbook.xml',
    'xl/_rels/workbook.xml.rels',
    'xl/sharedStrings.xml',
    'xl/styles.xml',
  ]);
  if (!fixed.ok) return fixed;
  const text = (name: string) => {
    const bytes = fixed.value.get(name);
    return bytes === undefined ? undefined : decodeXml(bytes);
  };
  const workbook = parseXml(text('xl/workbook.xml') ?? '');
  if (!workbook) return { ok: false, error: DAMAGED };
  const listed = listSheets(workbook, parseXml(text('xl/_rels/workbook.xml.rels') ?? ''));
  const strings = readSharedStrings(text('xl/sharedStrings.xml') ?? '');
  const styles = readStyles(parseXml(text('xl/styles.xml') ?? ''));
  const isDate1904 = /^(?:1|true)$/.test(childOf(workbook, 'workbookPr')?.attributes.date1904 ?? '');
  const sheets: Sheet[] = [];
  let budget = CELLS_MAX;
  for (const { name, path, hidden } of listed) {
    if (hidden) {
      sheets.push({ name, hidden, cells: [], merges: [], hiddenRows: new Set(), hiddenColumns: new Set() });
      continue;
    }
    const parts = zip.unpack([path]);
    if (!parts.ok) return parts;
    const part = parts.value.get(path);
    if (!part) continue;
    const sheet = readSheet(name, decodeXml(part), { strings, styles, isDate1904, budget });
    if (!sheet) return { ok: false, error: DAMAGED };
    budget -= sheet.cells.length;
    sheets.push(sheet);
  }
  return { ok: true, value: workbookToSource(sheets, { ...identity, mediaType: MEDIA_TYPE }) };
}

function listSheets(workbook: XmlNode, rels: XmlNode | undefined) {
  const targets = new Map<string, string>();
  for (const { attributes } of childrenOf(rels, 'Relationship')) {
    const target = (attributes.Target ?? '').replace(/^\/?(?:xl\/)?(?:\.\/)?/, '');
    if (/worksheet$/.test(attributes.Type ?? '')) targets.set(attributes.Id ?? '', `xl/${target}`);
  }
  return childrenOf(childOf(workbook, 'sheets'), 'sheet').flatMap(({ attributes }) => {
    const path = targets.get(attributes.id ?? '');
    const hidden = attributes.state !== undefined && attributes.state !== 'visible';
    return path === undefined ? [] : [{ name: attributes.name ?? '', path, hidden }];
  });
}

/** Texts shared by all sheets; rich text in one, without readings (`rPh`). */
function readSharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let inText = false;
  let skipped = 0;
  let text = '';
  streamXml(xml, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') skipped++;
      inText = name === 't' && skipped === 0;
    },
    text(part) {
      if (inText) text += part;
    },
    close(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') skipped--;
      if (name === 'si') strings.push(text);
    },
  });
  return strings;
}

interface Style {
  readonly format: string;
  readonly bordered: boolean;
  readonly align: Sheet['cells'][number]['align'];
  readonly indent: number;
}

function readStyles(part: XmlNode | undefined): Style[] {
  const formats = new Map<string, string>();
  for (const { attributes } of childrenOf(childOf(part, 'numFmts'), 'numFmt')) {
    formats.set(attributes.numFmtId ?? '', attributes.formatCode ?? 'General');
  }
  const borders = childrenOf(childOf(part, 'borders'), 'border').map((border) =>
    border.children.some(
      ({ name, attributes }) =>
        /^(?:left|right|top|bottom|start|end)$/.test(name) && (attributes.style ?? 'none') !== 'none',
    ),
  );
  return childrenOf(childOf(part, 'cellXfs'), 'xf').map((xf) => {
    const id = xf.attributes.numFmtId ?? '0';
    const { horizontal, indent } = childOf(xf, 'alignment')?.attributes ?? {};
    return {
      format: formats.get(id) ?? BUILT_IN_FORMATS[Number(id)] ?? 'General',
      bordered: borders[Number(xf.attributes.borderId ?? 0)] === true,
      align:
        horizontal === 'center' || horizontal === 'centerContinuous'
          ? 'center'
          : horizontal === 'right'
            ? 'right'
            : undefined,
      indent: Number(indent ?? 0) || 0,
    };
  });
}

/** Number formats that files refer to by number alone (ECMA-376 18.8.30), as a Chinese Excel shows them. */
export const BUILT_IN_FORMATS: Readonly<Record<number, string>> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: '#,##0;-#,##0',
  38: '#,##0;-#,##0',
  39: '#,##0.00;-#,##0.00',
  40: '#,##0.00;-#,##0.00',
  41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
  42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ',
  43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
  44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
  50: 'yyyy"年"m"月"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

interface SheetSetting {
  readonly strings: readonly string[];
  readonly styles: readonly Style[];
  readonly isDate1904: boolean;
  readonly budget: number;
}

/** Streams one sheet; undefined where its XML is damaged. */
function readSheet(name: string, xml: string, setting: SheetSetting): Sheet | undefined {
  const cells: SheetCell[] = [];
  const merges: Merge[] = [];
  const hiddenRows = new Set<number>();
  const hiddenColumns = new Set<number>();
  let row = -1;
  let col = -1;
  let type = 'n';
  let style: Style | undefined;
  let value = '';
  let holder: 'v' | 'is' | undefined;
  let skipped = 0;
  const isSound = streamXml(xml, {
    open(tag, attributes) {
      switch (tag) {
        case 'row':
          row = attributes.r === undefined ? row + 1 : Number(attributes.r) - 1;
          col = -1;
          if (isTrue(attributes.hidden) || isTrue(attributes.zeroHeight)) hiddenRows.add(row);
          return;
        case 'col':
          if (isTrue(attributes.hidden)) {
            for (let k = Number(attributes.min) - 1; k < Math.min(Number(attributes.max), 16_384); k++)
              hiddenColumns.add(k);
          }
          return;
        case 'c': {
          const place = readReference(attributes.r ?? '');
          [row, col] = place ? [place.row, place.col] : [row, col + 1];
          type = attributes.t ?? 'n';
          style = setting.styles[Number(attributes.s ?? 0)];
          value = '';
          return;
        }
        case 'v':
          holder = 'v';
          return;
        case 'is':
          holder = 'is';
          return;
        case 'rPh':
          skipped++;
          return;
        case 'mergeCell': {
          const merge = readRange(attributes.ref ?? '');
          if (merge && merges.length < 100_000) merges.push(merge);
        }
      }
    },
    text(part) {
      if (holder !== undefined && skipped === 0) value += part;
    },
    close(tag) {
      if (tag === 'v' || tag === 'is') holder = undefined;
      else if (tag === 'rPh') skipped--;
      else if (tag === 'c' && cells.length < setting.budget && row < 1_048_576 && col < 16_384) {
        const text = shownText(value, type, style, setting);
        const isNumber = type === 'n' && value !== '';
        cells.push({
          row,
          col,
          text,
          isNumber,
          bordered: style?.bordered ?? false,
          align: style?.align,
          indent: style?.indent ?? 0,
        });
      }
    },
  });
  return isSound ? { name, hidden: false, cells, merges, hiddenRows, hiddenColumns } : undefined;
}

function shownText(value: string, type: string, style: Style | undefined, setting: SheetSetting): string {
  if (value === '') return '';
  switch (type) {
    case 's':
      return setting.strings[Number(value)] ?? '';
    case 'str':
    case 'inlineStr':
    case 'e':
      return value;
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    case 'd':
      return value;
    default: {
      const format = style?.format ?? 'General';
      const shift = setting.isDate1904 && isDateFormat(format) ? 1462 : 0;
      return formatValue(value, format, shift);
    }
  }
}

const isTrue = (value: string | undefined) => value === '1' || value === 'true';

/** A1 → row and column from 0. */
export function readReference(reference: string): { row: number; col: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (!match?.[1] || !match[2]) return undefined;
  let col = 0;
  for (const letter of match[1]) col = col * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(match[2]) - 1, col: col - 1 };
}

function readRange(range: string): Merge | undefined {
  const [start = '', end = start] = range.split(':');
  const [from, to] = [readReference(start), readReference(end)];
  return from && to ? { row: from.row, col: from.col, lastRow: to.row, lastCol: to.col } : undefined;
}
