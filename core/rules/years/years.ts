import type { Block, Cell } from '../../model/document.ts';
import type { Place } from '../../model/place.ts';
import type { DocumentKind } from '../../model/review.ts';
import type { TableStructure } from '../../structure/table-structure.ts';
import { fold } from '../../structure/text.ts';
import { blockPlace, cellPlace, tableName, titlePlace } from '../places.ts';
import type { Observation, ReviewContext, RuleFamily } from '../rule.ts';
import { observeDocumentNumbers } from './document-numbers.ts';
import { observeFormPeriods } from './form-periods.ts';
import { observeNarrative } from './narrative.ts';
import { OTHER_YEAR_WORDS, publicationYear, withYear, yearsOf } from './publication-year.ts';

const SAME_DOCUMENT = '同一文件年度应当一致';

/** G8: every place that names the publication's year names the same one. */
export const years: RuleFamily = {
  rules: [
    {
      id: 'year-cover',
      severity: 'error',
      title: { zh: '封面、标题年度 = 预算年度', en: 'Cover and headings name the budget year' },
      basis: SAME_DOCUMENT,
      formula: '封面、标题中的年度 = 预算年度',
    },
    {
      id: 'year-toc',
      severity: 'error',
      title: { zh: '目录中年度一致', en: 'Every line of the contents has the budget year' },
      basis: SAME_DOCUMENT,
      formula: '目录各行年度 = 预算年度',
    },
    {
      id: 'year-table-title',
      severity: 'error',
      title: { zh: '表题年度 = 预算年度', en: 'Table titles name the budget year' },
      basis: SAME_DOCUMENT,
      formula: '表题中的年度 = 预算年度',
    },
    {
      id: 'year-table-note',
      severity: 'error',
      title: { zh: '表注年度 = 预算年度', en: 'Notes under tables name the budget year' },
      basis: SAME_DOCUMENT,
      formula: '表下说明中的年度 = 预算年度',
    },
    {
      id: 'year-header',
      severity: 'error',
      title: { zh: '表头年度 = 预算年度', en: 'Column headings and year lines name the budget year' },
      basis: SAME_DOCUMENT,
      formula: '栏目、“预算年度”行、表单年度 = 预算年度',
    },
    {
      id: 'year-narrative',
      severity: 'error',
      title: { zh: '正文中本预算数据的年度', en: "Year that the text gives to this budget's own figures" },
      basis: SAME_DOCUMENT,
      formula: '说明本预算金额的句子中的年度 = 预算年度',
    },
    {
      id: 'year-asof',
      severity: 'info',
      title: { zh: '资产截止日合理', en: 'As-of date of assets within reach of the budget year' },
      basis: '预算编制惯例',
      formula: '预算年度 − 1 ≤ 截止日所在年 ≤ 预算年度',
    },
    {
      id: 'year-docnumber',
      severity: 'warning',
      title: { zh: '文号年份与资金年度相符', en: 'Year of a cited document number fits its title' },
      basis: '提前下达下一年度资金的惯例',
      formula: '资金年度 − 1 ≤ 文号年份 ≤ 资金年度',
    },
    {
      id: 'year-project-period',
      severity: 'error',
      title: { zh: '项目起止在预算年度内或跨年', en: 'Project period within or across the budget year' },
      basis: '财预〔2015〕88号',
      formula: '开始年 ≤ 预算年度 ≤ 完成年',
    },
    {
      id: 'year-missing-char',
      severity: 'info',
      title: { zh: '年份缺“年”字', en: 'Year word incomplete' },
      basis: 'GB/T 15835-2011',
      formula: '“2024，我单位”应为“2024年，我单位”',
    },
    {
      id: 'perf-period-consistent',
      severity: 'warning',
      title: { zh: '绩效表年度与起止日期一致', en: 'Years and dates of a target form agree' },
      basis: '财预〔2015〕88号',
      formula: '目标年度 = 起止日期年度；开始 ≤ 完成',
    },
    {
      id: 'year-deadline',
      severity: 'warning',
      title: { zh: '绩效完成时限不早于预算年度', en: 'Target deadline not before the budget year' },
      basis: '财预〔2015〕88号',
      formula: '完成时限年份 ≥ 预算年度',
    },
  ],
  *observe(context) {
    const year = publicationYear(context.document);
    yield* observeDocumentNumbers(context);
    yield* observeMissingCharacter(context);
    yield* observeFormPeriods(context, year);
    if (year === null) return;
    const { kind } = context.identity;
    yield* observeBlocks(context, year, kind);
    for (const structure of context.structures) {
      yield* observeTitle(context, structure, year, kind);
      yield* observeHeaders(structure, year, kind);
      yield* observeYearLines(structure, year);
    }
    yield* observeNarrative(context, year);
    yield* observeAsOf(context, year);
  },
};

// ----------------------------------------------------------------------------------------------- headings, contents, notes

function* observeBlocks(context: ReviewContext, year: number, kind: DocumentKind): Generator<Observation> {
  const { blocks, tables } = context.document;
  const firstTable = tables[0]?.block ?? 0;
  for (const block of blocks) {
    if (block.role === 'heading' || block.role === 'contents' || isTitleLine(block, firstTable)) {
      const found = ownYear(block.text, kind);
      if (found === null || found === year) continue;
      const contents = block.role === 'contents';
      yield wrongYear(contents ? 'year-toc' : 'year-cover', blockPlace(block), found, year, {
        zh: contents ? '目录' : '标题',
        en: contents ? 'A line of the contents' : 'The heading',
      });
    } else if (block.role === 'note') {
      const found = noteYear(block.text);
      if (found === null || found === year) continue;
      const table = tables.find((t) => t.id === block.table);
      yield wrongYear('year-table-note', blockPlace(block), found, year, {
        zh: `${table ? tableName(table) : '表'}下的说明`,
        en: `The note under ${table ? tableName(table) : 'the table'}`,
      });
    } else if (block.role === 'body-line') {
      const found = lineYear(block.text);
      if (found === null || found === year) continue;
      const table = tables.find((t) => t.id === block.table);
      yield wrongYear('year-header', blockPlace(block), found, year, {
        zh: `${table ? tableName(table) : '表'}的年度行`,
        en: `The year line of ${table ? tableName(table) : 'the table'}`,
      });
    }
  }
}

/** A title of the whole document that nothing marks as a heading: a short line before the first table that is no sentence. */
function isTitleLine(block: Block, firstTable: number): boolean {
  const text = block.text.trim();
  return (
    block.role === 'paragraph' &&
    block.index < firstTable &&
    text.length <= 60 &&
    !/[。，,；;：:]/.test(text) &&
    /(?:预算|决算|批复表|公开|公开表|公开说明|情况说明|说明)$/.test(text)
  );
}

/**
 * The one year that a heading, title or line of the contents gives to the publication: 2023年部门收入预算总表. Null for a
 * heading with several years, about another year's execution, or about a named notice or project.
 */
export function ownYear(text: string, kind: DocumentKind): number | null {
  const t = fold(text).replace(/\(20\d{2}\)?(?=.{0,3}号)/g, '');
  const all = [...t.matchAll(/20\d{2}(?=年|-20\d{2})/g)].map((m) => Number(m[0]));
  if (all.length !== 1 || OTHER_YEAR_WORDS.test(text)) return null;
  if (kind === 'budget' && /决算/.test(t)) return null;
  if (
    kind === 'final-accounts' &&
    /预算/.test(t) &&
    !/决算|一般公共预算|政府性基金预算|国有资本经营预算|三公/.test(t)
  )
    return null;
  // The number or the body may stand before the year; words about something else may not.
  const m =
    /^(?:第?[一二三四五六七八九十\d]+(?:部分|章)?[、.:]?|\([一二三四五六七八九十\d]+\)|(?:附?表|公开|预算)\d+(?:-\d+)?表?:?|附件\d*:?)?([\u4e00-\u9fa5()]{0,40}?)(20\d{2})年度?(.*)$/.exec(
      t,
    );
  if (!m) return null;
  const rest = m[3]!;
  const named = /中央|省级|市级|补助|专项资金|下达|项目(?!支出|经费)/.test(rest) && !/预算总表/.test(rest);
  if (named || !/预算|决算|收支|收入|支出|三公|绩效|采购|经费/.test(rest)) return null;
  return Number(m[2]);
}

/** 注：本单位2022年度无…，故本表无数据: the one year that a note gives to an empty or its own table. */
function noteYear(text: string): number | null {
  const all = new Set(yearsOf(text));
  if (all.size !== 1 || OTHER_YEAR_WORDS.test(text)) return null;
  const m =
    /(?:^|[:：，,。\s]|部门|单位|[局委会办院校心处厅署所站队府镇乡])\s*(20\d{2})\s*年(?:度)?[^。]{0,30}?(?:无|没有|未|不涉及|不存在)/.exec(
      text,
    );
  return m ? Number(m[1]) : null;
}

/** (2022年度) over a form, 预算年度：2023 over a table; an as-of date is none. */
function lineYear(text: string): number | null {
  const t = fold(text);
  const m = /^\(?(20\d{2})年度?\)?$/.exec(t) ?? /(?:预算|会计|财政)?年度:(20\d{2})(?:年度?)?(?!\d)/.exec(t);
  return m ? Number(m[1]) : null;
}

function wrongYear(
  rule: string,
  place: Place,
  found: number,
  year: number,
  where: { zh: string; en: string },
  more: readonly Place[] = [],
): Observation {
  const quote = place.quote.trim();
  const short = quote.length > 60 ? `${quote.slice(0, 60)}…` : quote;
  return {
    rule,
    places: [place, ...more],
    title: {
      zh: `${where.zh}写作 ${found} 年，应为 ${year} 年`,
      en: `${where.en} says ${found}, should be ${year}`,
    },
    message: {
      zh: `${where.zh}“${short}”写的是 ${found} 年，而本文件的年度是 ${year} 年，请核对更正。`,
      en: `${where.en}, “${short}”, names ${found}, while the document is for ${year}; please correct it.`,
    },
    stated: String(found),
    expected: String(year),
    suspect: { place, stated: quote, proposed: withYear(quote, found, year) },
  };
}

// --------------------------------------------------------------------------------------------------------------- tables

function* observeTitle(
  context: ReviewContext,
  structure: TableStructure,
  year: number,
  kind: DocumentKind,
): Generator<Observation> {
  const { table } = structure;
  if (!table.title || structure.kind === 'other') return;
  const found = ownYear(table.title, kind);
  if (found === null || found === year) return;
  yield wrongYear('year-table-title', titlePlace(context.document, table), found, year, {
    zh: '表题',
    en: 'The table title',
  });
}

/**
 * A column heading with a year of its own. Tables that compare years print one heading in several years, or say so; there a
 * heading counts only where what stands under it stands under no other year.
 */
function* observeHeaders(
  structure: TableStructure,
  year: number,
  kind: DocumentKind,
): Generator<Observation> {
  const { table } = structure;
  if (structure.kind === 'other' || kind === 'unknown') return;
  const heads = table.cells.filter((c) => c.header);
  const words = heads.map((c) => c.text).join(' ');
  if (COMPARES_YEARS.test(words) || (kind === 'budget' && /实际|决算/.test(words))) return;
  const headers = heads.filter((c) => yearsOf(c.text).length === 1);
  for (const cell of headers) {
    const found = yearsOf(cell.text)[0]!;
    if (found === year || !/预算|预留|安排|决算|支出|收入|经费|金额/.test(cell.text)) continue;
    if (table.title && yearsOf(table.title).includes(found)) continue;
    const others = headers.filter((h) => yearsOf(h.text)[0] !== found);
    if (others.some((other) => sharesMeasure(structure, cell, other))) continue;
    yield wrongYear('year-header', cellPlace(table, cell), found, year, {
      zh: `${tableName(table)}的栏目`,
      en: `A heading of ${tableName(table)}`,
    });
    return;
  }
}

/** Headings of a table that sets years side by side. A carry-over of last year (上年结转) compares nothing. */
const COMPARES_YEARS = /执行|完成|上年(?!结转|结余)|上一年|去年|对比|比较|同比|增减|增长|变动/;

/** Two headings compare years where a measure stands under both, or where one of them names no measure at all. */
function sharesMeasure(structure: TableStructure, a: Cell, b: Cell): boolean {
  const under = (cell: Cell) =>
    structure.columns.filter((c) => c.headers.includes(cell)).map((c) => c.measure);
  const [left, right] = [under(a), under(b)];
  return left.includes(null) || right.includes(null) || left.some((m) => right.includes(m));
}

/** 预算年度：2023 inside the grid, over the column headings. */
function* observeYearLines({ table, headerRows }: TableStructure, year: number): Generator<Observation> {
  const first = headerRows[0] ?? 3;
  for (const cell of table.cells) {
    if (cell.header || cell.row >= first) continue;
    const found = lineYear(cell.text);
    if (found === null || found === year) continue;
    yield wrongYear('year-header', cellPlace(table, cell), found, year, {
      zh: `${tableName(table)}的年度行`,
      en: `The year line of ${tableName(table)}`,
    });
  }
}

// ----------------------------------------------------------------------------------------------------------------- words

/** 截至 2021 年 12 月 31 日 of assets, in a budget for 2024. */
function* observeAsOf(context: ReviewContext, year: number): Generator<Observation> {
  if (context.identity.kind !== 'budget') return;
  for (const block of context.document.blocks) {
    if (!isText(block) || !/资产|车辆|设备/.test(block.text)) continue;
    const m = /截[至止]\s*(20\d{2})\s*年/.exec(block.text);
    const found = Number(m?.[1] ?? 0);
    if (!m || (found >= year - 1 && found <= year)) continue;
    yield {
      rule: 'year-asof',
      places: [blockPlace(block, m[0], m.index)],
      title: { zh: `资产截止日为 ${found} 年`, en: `Assets as of ${found}` },
      message: {
        zh: `资产情况的截止日是 ${found} 年，与 ${year} 年预算相隔不止一年，请核对。`,
        en: `The assets are stated as of ${found}, more than a year away from the budget for ${year}; please check.`,
      },
      stated: String(found),
    };
  }
}

const isText = (block: Block): boolean => block.role === 'paragraph' || block.role === 'heading';

function* observeMissingCharacter(context: ReviewContext): Generator<Observation> {
  for (const block of context.document.blocks) {
    if (!isText(block)) continue;
    const m =
      /(?<![\d.〔[（(])(20\d{2})\s*[，,、]?\s*(?=(?:本|我|全)(?:单位|部门|局|委|院|校|中心|办|厅|区|市|县))/.exec(
        block.text,
      );
    if (!m) continue;
    const quote = block.text.slice(m.index, m.index + m[0].length + 3).trim();
    yield {
      rule: 'year-missing-char',
      places: [blockPlace(block, quote, m.index)],
      title: { zh: `“${quote}”缺“年”字`, en: `“${quote}” lacks 年` },
      message: {
        zh: `“${quote}”中年份后缺“年”字，应为“${m[1]}年”。`,
        en: `In “${quote}” the word 年 is missing after the year.`,
      },
      stated: quote,
      expected: quote.replace(m[1]!, `${m[1]}年`),
    };
  }
}
