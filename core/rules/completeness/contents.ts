import type { Table } from '../../model/document.ts';
import { titleToKind } from '../../structure/table-kind.ts';
import { fold } from '../../structure/text.ts';
import { wordCells } from '../../structure/word-cells.ts';
import { blockPlace, tableName, tablePlace, titlePlace } from '../places.ts';
import type { Observation, ReviewContext } from '../rule.ts';
import { mayHideTables } from './required-tables.ts';
import { type ContentsEntry, contentsEntries, outOfOrder } from './table-list.ts';

/** Contents against body: a table listed and not printed, tables in another order than listed. */
export function* observeContents(context: ReviewContext): Generator<Observation> {
  const entries = contentsEntries(context);
  const present = entries.filter((e) => e.isInBody);
  // Tables that stand in another file, or were not read, are no omission of the publisher's.
  if (entries.length < 3 || present.length * 2 < entries.length) return;
  for (const entry of entries) {
    const kind = titleToKind(entry.text);
    // 五、部门预算表 is a chapter, and other lists may be called anything in the body.
    if (entry.isInBody || kind === 'other') continue;
    if (mayHideTables(context)) {
      yield unreadTable(entry);
      continue;
    }
    const required = kind !== 'project-target' && kind !== 'overall-target';
    yield {
      rule: 'doc-toc-body',
      places: [blockPlace(entry.block)],
      title: { zh: `目录列有“${entry.text}”，正文缺表`, en: `“${entry.text}” is in the contents only` },
      message: {
        zh: `目录列有“${entry.text}”，正文中没有这张表${required ? '，而它是应当公开的表' : ''}，请补上。`,
        en: `The contents list “${entry.text}”, but the body has no such table${required ? ', and it is one that has to be published' : ''}; please add it.`,
      },
      stated: entry.text,
    };
  }
  yield* observeOrder(
    context,
    entries.flatMap((e) => (e.table ? [e.table] : [])),
  );
}

/** Part of the document was not read: the table may stand there. */
const unreadTable = ({ block, text }: ContentsEntry): Observation => ({
  rule: 'doc-toc-body',
  severity: 'info',
  places: [blockPlace(block)],
  title: { zh: `没有读到目录中的“${text}”`, en: `“${text}” of the contents was not read` },
  message: {
    zh: `目录列有“${text}”，读出的内容里没有这张表；这份文件有没读出的部分，请对照原件看这张表是否在其中。`,
    en: `The contents list “${text}”, which is not among what was read; part of this document could not be read, so please see in the original whether the table stands there.`,
  },
  stated: text,
});

function* observeOrder(context: ReviewContext, tables: readonly Table[]): Generator<Observation> {
  const late = outOfOrder(tables.map((t) => t.block));
  if (late.length === 0 || late.length * 3 > tables.length) return;
  const moved = late.map((i) => tables[i]!);
  const names = moved.map(tableName);
  const [first] = late;
  // The table nearest in the contents that the body has on the other side.
  const isOther = (i: number) => i !== first && i < first! !== tables[i]!.block < moved[0]!.block;
  const [partner] = tables
    .map((_, i) => i)
    .filter(isOther)
    .sort((x, y) => Math.abs(x - first!) - Math.abs(y - first!));
  const other = partner === undefined ? undefined : tables[partner]!;
  const isAfter = partner !== undefined && partner < first!;
  const [zh, en] = other
    ? [
        `目录中${names[0]}在${tableName(other)}之${isAfter ? '后' : '前'}，正文中却在其${isAfter ? '前' : '后'}`,
        `the contents put ${names[0]} ${isAfter ? 'after' : 'before'} ${tableName(other)}, the body ${isAfter ? 'before' : 'after'} it`,
      ]
    : [
        `${names.join('、')}在正文中的次序与目录不同`,
        `${names.join(', ')}: the body has another order than the contents`,
      ];
  const [zhMore, enMore] =
    moved.length > 1
      ? [`；次序不同的还有${names.slice(1).join('、')}`, `; also out of order: ${names.slice(1).join(', ')}`]
      : ['', ''];
  yield {
    rule: 'hyg-toc-order',
    places: [...moved, ...(other && !moved.includes(other) ? [other] : [])].map((t) =>
      titlePlace(context.document, t),
    ),
    title: {
      zh: `表的次序与目录不同：${names.join('、')}`,
      en: `Not where the contents put it: ${names.join(', ')}`,
    },
    message: {
      zh: `${zh}${zhMore}，请核对排列。`,
      en: `${en[0]!.toUpperCase()}${en.slice(1)}${enMore}; please check the arrangement.`,
    },
  };
}

// -------------------------------------------------------------------------------------------------------------- numbers

interface Numbered {
  readonly table: Table;
  readonly value: number;
}

/** Table numbers (表3, 公开03表, 3、) ascend without gaps. */
export function* observeNumbering(context: ReviewContext): Generator<Observation> {
  const numbered = tableNumbers(context);
  if (numbered.length < 4 || mayHideTables(context)) return;
  // An excerpt of another work begins where it begins; a budget's tables begin at 1.
  if (context.structures.filter((s) => s.kind !== 'other').length * 2 < numbered.length) return;
  const entries = contentsEntries(context);
  const hasContents = entries.filter((e) => e.isInBody).length >= 3;
  if (hasContents) return;
  const values = numbered.map((n) => n.value);
  const late = outOfOrder(values);
  if (late.length * 3 > values.length) return;
  for (const i of late) {
    const { table, value } = numbered[i]!;
    const neighbour =
      numbered.find((n) => n.value === value + 1) ?? numbered.find((n) => n.value === value - 1);
    const pair = neighbour ? [table, neighbour.table] : [table];
    yield {
      rule: 'doc-table-numbering',
      places: pair.map((t) => titlePlace(context.document, t)),
      title: { zh: `${label(table)}次序颠倒`, en: `${label(table)} out of order` },
      message: {
        zh: `${label(table)}${tableName(table)}没有按表号次序排列，请核对。`,
        en: `${label(table)} ${tableName(table)} does not stand in the order of the table numbers; please check.`,
      },
      stated: label(table),
    };
  }
  yield* observeGaps(context, numbered);
}

function* observeGaps(context: ReviewContext, numbered: readonly Numbered[]): Generator<Observation> {
  const sorted = [...numbered, ...subNumbered(context)].sort((a, b) => a.value - b.value);
  const gaps: { from: number; to: number; after: Table }[] = [];
  let before = 0;
  for (const { value, table } of sorted) {
    if (value > before + 1 && value < before + 20 && !isNamed(context, before + 1, value - 1))
      gaps.push({ from: before + 1, to: value - 1, after: table });
    before = Math.max(before, value);
  }
  if (gaps.length === 0 || gaps.length > 3) return;
  const words = gaps.map((g) => (g.from === g.to ? `表${g.from}` : `表${g.from}至表${g.to}`));
  yield {
    rule: 'doc-table-numbering',
    places: gaps.map((g) => tablePlace(g.after)),
    title: { zh: `表号不连续：缺${words.join('、')}`, en: `Table numbers skip ${words.join(', ')}` },
    message: {
      zh: `表号不连续，缺${words.join('、')}，请核对是否漏附，或重新编号。`,
      en: `The table numbers skip ${words.join(', ')}; please check whether tables are missing, or number them anew.`,
    },
    stated: words.join('、'),
  };
}

/** 预算01-1表, 表3-2: parts of a table that is printed under no number of its own. */
function subNumbered({ structures }: ReviewContext): Numbered[] {
  return structures.flatMap(({ table }) => {
    const m = /(?<!\d)0*(\d{1,2})[-－]\d/.exec(fold(table.number ?? ''));
    return m ? [{ table, value: Number(m[1]) }] : [];
  });
}

/** A number in the gap that stands somewhere else in the body belongs to a table that was read without it. */
function isNamed({ document }: ReviewContext, from: number, to: number): boolean {
  for (let n = from; n <= to; n++) {
    const pattern = new RegExp(`^(?:附?表0?${n}(?!\\d)|(?:公开|预算|决算)0?${n}表)`);
    const printed =
      document.blocks.some(
        (b) => b.role !== 'contents' && b.text.length < 80 && pattern.test(fold(b.text)),
      ) ||
      document.tables.some((t) =>
        wordCells(t).some(({ cell, folded }) => cell.text.length < 40 && pattern.test(folded)),
      );
    if (printed) return true;
  }
  return false;
}

function tableNumbers({ structures }: ReviewContext): Numbered[] {
  const printed = structures.flatMap(({ table }) => {
    const m = /(?<![\d-])0*(\d{1,2})(?![-－\d])/.exec(fold(table.number ?? ''));
    return m ? [{ table, value: Number(m[1]) }] : [];
  });
  if (printed.length >= 4) return printed;
  return structures.flatMap(({ table, kind }) => {
    if (kind === 'other' || kind === 'project-target') return [];
    const m = /^(\d{1,2})[、.](?!\d)/.exec(fold(table.title ?? ''));
    return m ? [{ table, value: Number(m[1]) }] : [];
  });
}

const label = (table: Table): string =>
  table.number ?? /^\d{1,2}/.exec(fold(table.title ?? ''))?.[0]?.replace(/^/, '表') ?? '表';
