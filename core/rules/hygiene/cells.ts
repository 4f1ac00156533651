import type { Cell } from '../../model/document.ts';
import type { Place } from '../../model/place.ts';
import { fold } from '../../structure/text.ts';
import { wordCells } from '../../structure/word-cells.ts';
import { cellPlace } from '../places.ts';
import type { Observation, ReviewContext } from '../rule.ts';

const PLACES_MAX = 8;

/** First and second sign of words that labels end in: a label that ends in the first, while another has both, was cut. */
const LAST_WORDS =
  /^(?:指标|支出|收入|预算|决算|经费|资金|情况|目标|单位|部门|项目|保障|保险|管理|服务|补助|补贴|事务|建设|工资|总表)$/;

/** A label cut off at the edge of its cell: 服务对象满意度指 where the document has 服务对象满意度指标 elsewhere. */
export function* observeTruncatedCells({ document }: ReviewContext): Generator<Observation> {
  const whole = new Map<string, string>();
  const add = (t: string) => {
    if (t.length >= 6 && t.length <= 40 && LAST_WORDS.test(t.slice(-2))) whole.set(t.slice(0, -1), t);
  };
  for (const table of document.tables) {
    if (table.title) add(fold(table.title));
    for (const { folded } of wordCells(table)) add(folded);
  }
  const cut: { readonly place: Place; readonly full: string }[] = [];
  for (const table of document.tables) {
    for (const { cell, folded } of wordCells(table)) {
      const full = cell.text.length <= 60 ? whole.get(folded) : undefined;
      if (full) cut.push({ place: cellPlace(table, cell), full });
    }
  }
  const [first] = cut;
  if (!first) return;
  const printed = first.place.quote.trim();
  yield {
    rule: 'hyg-truncated-cell',
    places: cut.slice(0, PLACES_MAX).map((c) => c.place),
    stated: printed,
    expected: first.full,
    title: { zh: `“${printed}”似被截断`, en: `“${printed}” seems cut off` },
    message: {
      zh: `单元格印为“${printed}”，本文件别处为“${first.full}”：末尾的字似被截断${cut.length > 1 ? `，共 ${cut.length} 处` : ''}。`,
      en: `A cell prints “${printed}”; elsewhere the document has “${first.full}”: its end seems cut off.`,
    },
  };
}

/** Tables smaller than this say nothing of their habits. */
const LONG_AMOUNTS_MIN = 6;

/** Amounts of one table with and without thousands separators, and figures in full-width digits. */
export function* observeNumberFormat(context: ReviewContext): Generator<Observation> {
  const places: Place[] = [];
  let wide = false;
  for (const structure of context.structures) {
    const grouped: Cell[] = [];
    const plain: Cell[] = [];
    const merged = new Set<Cell>();
    for (const panel of structure.panels) {
      for (const row of panel.rows) {
        for (const column of panel.amountColumns) {
          const cell = structure.grid.at(row.row, column.index);
          if (!cell || structure.grid.read(cell).kind !== 'amount' || merged.has(cell)) continue;
          if (cell.rowSpan > 1 || cell.colSpan > 1) merged.add(cell);
          const { text } = cell;
          if (/[０-９]/.test(text)) {
            wide = true;
            places.push(cellPlace(structure.table, cell));
          } else if (/\d[,，]\d{3}/.test(text)) grouped.push(cell);
          else if (text.length > 3 && /\d{4,}/.test(text.replace(/[.．]\d*/, ''))) plain.push(cell);
        }
      }
    }
    const few = grouped.length < plain.length ? grouped : plain;
    if (few.length > 0 && few.length * 4 <= grouped.length + plain.length)
      if (grouped.length + plain.length >= LONG_AMOUNTS_MIN)
        for (const cell of few) places.push(cellPlace(structure.table, cell));
  }
  const [first] = places;
  if (!first) return;
  yield {
    rule: 'hyg-number-format',
    places: places.slice(0, PLACES_MAX),
    stated: first.quote.trim(),
    title: { zh: '数字格式不一', en: 'Figures in more than one format' },
    message: {
      zh: `“${first.quote.trim()}”与同表其他数字的写法不同（${wide ? '全角数字' : '千分位分隔符有的有、有的没有'}）${places.length > 1 ? `，共 ${places.length} 处` : ''}。`,
      en: `“${first.quote.trim()}” is written otherwise than the rest of its table (${wide ? 'full-width digits' : 'thousands separators are mixed'}).`,
    },
  };
}

/** Pages inside a document on which nothing stands but a page number; a scanned page is told by the reading. */
export function* observeBlankPages({ document }: ReviewContext): Generator<Observation> {
  const { pages } = document;
  if (!pages || pages < 2) return;
  const filled = new Set<number>(document.warnings.flatMap((w) => w.pages ?? []));
  for (const table of document.tables) for (const page of table.pages ?? []) filled.add(page);
  for (const { anchor, parts, role } of document.blocks) {
    for (const place of [anchor, ...(parts ?? []).map((part) => part.anchor)])
      if (place.kind === 'page' && role !== 'furniture') filled.add(place.page);
  }
  for (const { anchor } of document.leftovers) if (anchor.kind === 'page') filled.add(anchor.page);
  const blank: number[] = [];
  for (let page = 1; page <= pages; page++) if (!filled.has(page)) blank.push(page);
  if (blank.length === 0 || filled.size === 0) return;
  yield {
    rule: 'hyg-blank-page',
    places: blank.slice(0, PLACES_MAX).map((page) => ({
      kind: 'text',
      block: 0,
      offset: 0,
      anchor: { kind: 'page', page, rect: [0, 0, 0, 0] },
      quote: '',
    })),
    stated: blank.join(', '),
    title: {
      zh: `空白页：第 ${blank.join('、')} 页`,
      en: `Blank page${blank.length > 1 ? 's' : ''}: ${blank.join(', ')}`,
    },
    message: {
      zh: `第 ${blank.join('、')} 页没有内容（页眉页码除外）。`,
      en: `Nothing but a running header or page number stands on page ${blank.join(', ')}.`,
    },
  };
}
