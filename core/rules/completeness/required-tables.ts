import type { Severity } from '../../model/review.ts';
import type { WarningCode } from '../../model/source.ts';
import { entries } from '../../reference/classification.ts';
import type { CodeNode } from '../../structure/code-tree.ts';
import { type TableKind, titleToKind } from '../../structure/table-kind.ts';
import type { TableStructure } from '../../structure/table-structure.ts';
import { fold } from '../../structure/text.ts';
import { wordCells } from '../../structure/word-cells.ts';
import { once } from '../once.ts';
import { blockPlace, cellPlace, tableName, tablePlace } from '../places.ts';
import type { Observation, ReviewContext } from '../rule.ts';
import { contentsEntries } from './table-list.ts';

interface Required {
  readonly kinds: readonly TableKind[];
  readonly zh: string;
  /** Its name in final accounts. */
  readonly final: string;
  readonly en: string;
  /** First year in which the table is asked for. */
  readonly since: number;
  readonly severity: Severity;
  /** What the text says of where there is nothing to report. */
  readonly topic?: RegExp;
}

/** The tables of a department's budget or final accounts, under whatever regional name. */
const REQUIRED: readonly Required[] = [
  {
    kinds: ['income-expenditure-summary'],
    zh: '收支总表',
    final: '收入支出决算总表',
    en: 'summary of income and expenditure',
    since: 2014,
    severity: 'error',
  },
  {
    kinds: ['income-summary'],
    zh: '收入总表',
    final: '收入决算表',
    en: 'income table',
    since: 2014,
    severity: 'error',
  },
  {
    kinds: ['expenditure-summary'],
    zh: '支出总表',
    final: '支出决算表',
    en: 'expenditure table',
    since: 2014,
    severity: 'error',
  },
  {
    kinds: ['grant-summary'],
    zh: '财政拨款收支总表',
    final: '财政拨款收入支出决算总表',
    en: 'summary of fiscal grants',
    since: 2014,
    severity: 'error',
  },
  {
    kinds: ['general-budget-expenditure', 'grant-expenditure'],
    zh: '一般公共预算支出表',
    final: '一般公共预算财政拨款支出决算表',
    en: 'expenditure of the general public budget',
    since: 2014,
    severity: 'error',
  },
  {
    kinds: ['basic-expenditure', 'grant-basic-expenditure'],
    zh: '一般公共预算基本支出表',
    final: '一般公共预算财政拨款基本支出决算表',
    en: 'basic expenditure by economic class',
    since: 2014,
    severity: 'error',
  },
  {
    kinds: ['three-public'],
    zh: '“三公”经费支出表',
    final: '“三公”经费支出决算表',
    en: 'three-public table',
    since: 2014,
    severity: 'error',
  },
  {
    kinds: ['government-fund'],
    zh: '政府性基金预算支出表',
    final: '政府性基金预算财政拨款收入支出决算表',
    en: 'government fund table',
    since: 2014,
    severity: 'error',
    topic: /政府性基金/,
  },
  {
    kinds: ['state-capital'],
    zh: '国有资本经营预算支出表',
    final: '国有资本经营预算财政拨款支出决算表',
    en: 'state capital table',
    since: 2020,
    severity: 'warning',
    topic: /国有资本经营/,
  },
];

/** Fewer of the standard tables than this and the document is no full publication, or was not read as one. */
const PRESENT_MIN = 5;

export function* observeRequired(context: ReviewContext): Generator<Observation> {
  const { structures, identity } = context;
  if (identity.kind !== 'budget' && identity.kind !== 'final-accounts') return;
  const kinds = new Set(structures.map((s) => s.kind));
  const present = REQUIRED.filter((r) => r.kinds.some((k) => kinds.has(k)));
  if (present.length < PRESENT_MIN || mayHideTables(context)) return;
  const listed = new Set(contentsEntries(context).map((e) => titleToKind(e.text)));
  for (const required of REQUIRED) {
    if (present.includes(required) || (identity.year ?? 9999) < required.since) continue;
    // A table that the contents list is told as missing from the body; one whose title stands in the body was not read.
    if (required.kinds.some((k) => listed.has(k)) || isTitled(context, required)) continue;
    const before = tableBefore(structures, required);
    const isBefore = REQUIRED.slice(0, REQUIRED.indexOf(required)).some((r) => r.kinds.includes(before.kind));
    const name = identity.kind === 'final-accounts' ? required.final : required.zh;
    const claim = required.topic && emptyClaim(context, required.topic);
    const rule = claim ? 'doc-empty-table-kept' : 'doc-tables-required';
    yield {
      rule,
      ...(required.severity === 'error' ? {} : { severity: required.severity }),
      places: claim ? [claim] : [tablePlace(before.table)],
      title: { zh: `缺${name}`, en: `No ${required.en}` },
      message: claim
        ? {
            zh: `正文说明没有相关支出，但没有公开${quoted(name)}；空表也应列出并加以说明。`,
            en: `The text says there is nothing to report, but the ${required.en} is left out; an empty table is to be published with a note.`,
          }
        : {
            zh: `公开的表格中没有${quoted(name)}（通常列在${tableName(before.table)}之${isBefore ? '后' : '前'}），请核对是否漏附。`,
            en: `The published tables do not include the ${required.en} (usually ${isBefore ? 'after' : 'before'} ${tableName(before.table)}); please check whether it was left out.`,
          },
    };
  }
}

/** Quotation marks inside quotation marks are single ones. */
const quoted = (name: string): string => `“${name.replaceAll('“', '‘').replaceAll('”', '’')}”`;

function isTitled({ document }: ReviewContext, required: Required): boolean {
  const names = (text: string) =>
    text.length < 80 && /表/.test(text) && !/[。；]/.test(text) && required.kinds.includes(titleToKind(text));
  return (
    document.blocks.some((b) => b.role !== 'contents' && b.role !== 'furniture' && names(b.text)) ||
    document.tables.some((t) => wordCells(t).some(({ cell }) => names(cell.text)))
  );
}

/** The printed table after which the missing one usually stands. */
function tableBefore(structures: readonly TableStructure[], required: Required): TableStructure {
  for (let i = REQUIRED.indexOf(required) - 1; i >= 0; i--) {
    const found = structures.find((s) => REQUIRED[i]!.kinds.includes(s.kind));
    if (found) return found;
  }
  return structures[0]!;
}

function emptyClaim({ document }: ReviewContext, topic: RegExp) {
  const block = document.blocks.find(
    (b) =>
      b.role === 'paragraph' &&
      topic.test(b.text) &&
      /(?:无|没有|未安排|未使用|不涉及)[^。]{0,20}(?:政府性基金|国有资本)|(?:政府性基金|国有资本)[^。]{0,20}(?:没有|未安排|不涉及)/.test(
        b.text,
      ),
  );
  return block ? blockPlace(block, block.text.slice(0, 60)) : undefined;
}

// --------------------------------------------------------------------------------------------------------- what tables show

export function* observeTables(context: ReviewContext): Generator<Observation> {
  if (context.identity.kind !== 'budget' && context.identity.kind !== 'final-accounts') return;
  if (context.structures.filter(hasFigures).length < 3) return;
  for (const structure of context.structures) {
    yield* observeLevels(context, structure);
    yield* observeCutBranches(context, structure);
    yield* observeThreePublic(structure);
    yield* observeEmpty(context, structure);
  }
}

function* observeLevels(context: ReviewContext, structure: TableStructure): Generator<Observation> {
  const { kind, table } = structure;
  const item = kind === 'general-budget-expenditure';
  const econ = kind === 'basic-expenditure' || kind === 'grant-basic-expenditure';
  if (!item && !econ) return;
  const nodes = context.codeTree(structure)?.nodes ?? [];
  const depth = Math.max(0, ...nodes.map((n) => n.code.length));
  const isEconomic = nodes.every((n) => /^[35]/.test(n.code));
  if (nodes.length < 2 || !hasFigures(structure)) return;
  if (item && depth >= 3 && depth < 7 && !isEconomic) {
    yield {
      rule: 'doc-item-level',
      places: [tablePlace(table)],
      title: { zh: '功能分类未列到项级', en: 'Functional items are missing' },
      message: {
        zh: `${tableName(table)}只列到${depth === 3 ? '类' : '款'}级，一般公共预算支出应当公开到功能分类项级科目。`,
        en: `${tableName(table)} stops at ${depth} digits; expenditure of the general public budget is to be published to the item (7 digits).`,
      },
    };
  }
  if (econ && depth === 3 && isEconomic) {
    yield {
      rule: 'doc-econ-level',
      places: [tablePlace(table)],
      title: { zh: '经济分类未列到款级', en: 'Economic sections are missing' },
      message: {
        zh: `${tableName(table)}只列到类级，基本支出应当公开到经济分类款级科目。`,
        en: `${tableName(table)} stops at the class; basic expenditure is to be published to the section of the economic classification.`,
      },
    };
  }
}

/** Tables whose every row goes down to the item (or, by economic class, to the section). */
const TO_THE_ITEM: ReadonlySet<TableKind> = new Set([
  'income-summary',
  'expenditure-summary',
  'general-budget-expenditure',
  'grant-expenditure',
  'government-fund',
  'state-capital',
]);
const TO_THE_SECTION: ReadonlySet<TableKind> = new Set(['basic-expenditure', 'grant-basic-expenditure']);

/**
 * A section with money but without items, in a table whose other sections have theirs (or whose sister tables list that
 * section's items): the detail row was left out.
 */
function* observeCutBranches(context: ReviewContext, structure: TableStructure): Generator<Observation> {
  const econ = TO_THE_SECTION.has(structure.kind);
  if (!econ && !TO_THE_ITEM.has(structure.kind)) return;
  const nodes = context.codeTree(structure)?.nodes.filter((n) => !n.repeated) ?? [];
  const length = econ ? 3 : 5;
  const level = nodes.filter((n) => n.code.length === length);
  const cut = level.filter(
    (n) => n.children.length === 0 && !hasMistypedChild(nodes, n) && hasAmount(context, structure, n),
  );
  if (cut.length !== 1) return;
  const node = cut[0]!;
  const elsewhere = itemsElsewhere(context, structure, node);
  if (!elsewhere && (level.length < 3 || econ !== level.every((n) => n.code.startsWith('3')))) return;
  if (!elsewhere && !econ && !hasKnownItems(node.code)) return;
  const column = node.row.labelColumn;
  const cell = column < 0 ? undefined : structure.grid.at(node.row.row, column);
  if (!cell) return;
  const label = `${node.code} ${node.row.label.trim()}`;
  yield {
    rule: econ ? 'doc-econ-level' : 'doc-item-level',
    severity: 'warning',
    places: [cellPlace(structure.table, cell)],
    title: { zh: `“${label}”下没有${econ ? '款' : '项'}级科目`, en: `“${label}” has no detail row` },
    message: {
      zh: `${tableName(structure.table)}“${label}”有金额，其下却没有${econ ? '款' : '项'}级科目行，${elsewhere ? `${elsewhere.table}列有${elsewhere.items}` : `其他科目都列到了${econ ? '款' : '项'}级`}，请核对是否漏列。`,
      en: `${tableName(structure.table)} prints an amount for “${label}” but none of its detail rows, while ${elsewhere ? `${elsewhere.table} lists ${elsewhere.items}` : 'the others have theirs'}; a row may be missing.`,
    },
  };
}

/** A table that prints the items of a section, with their names. */
function itemsElsewhere(
  context: ReviewContext,
  structure: TableStructure,
  { code }: CodeNode,
): { readonly table: string; readonly items: string } | undefined {
  for (const other of context.structures) {
    if (other === structure || !TO_THE_ITEM.has(other.kind)) continue;
    const node = context.codeTree(other)?.nodes.find((n) => n.code === code && n.children.length > 0);
    if (!node) continue;
    const items = node.children.map((c) => `“${c.code} ${c.row.label.trim()}”`);
    return { table: tableName(other.table), items: items.slice(0, 3).join('、') };
  }
  return undefined;
}

/** Whether the classification divides a section into items. */
const hasKnownItems = (section: string): boolean => SECTIONS.has(section);

const SECTIONS: ReadonlySet<string> = new Set(
  [...entries('functional')].flatMap(({ code }) => (code.length === 7 ? [code.slice(0, 5)] : [])),
);

/** The row below stands where the detail row should and may only carry a wrong code. */
function hasMistypedChild(nodes: readonly CodeNode[], node: CodeNode): boolean {
  const next = nodes[nodes.indexOf(node) + 1];
  return next !== undefined && next.code.length > node.code.length && !next.code.startsWith(node.code);
}

function hasAmount(context: ReviewContext, structure: TableStructure, node: CodeNode): boolean {
  return node.panel.amountColumns.some((c) => {
    const figure = context.figures.cell(structure, node.row, c);
    return figure?.state === 'printed' && figure.amount.digits !== 0n;
  });
}

const PARTS: readonly (readonly [RegExp, string, string])[] = [
  [/出国|出境/, '因公出国（境）费', 'travel abroad'],
  [/购置/, '公务用车购置费', 'vehicle purchase'],
  [/运行|运维|维护/, '公务用车运行费', 'vehicle running cost'],
  [/接待/, '公务接待费', 'reception'],
];

function* observeThreePublic(structure: TableStructure): Generator<Observation> {
  if (structure.kind !== 'three-public' || !hasFigures(structure)) return;
  const words = wordCells(structure.table)
    .map((c) => c.folded)
    .join('|');
  const absent = PARTS.filter(([pattern]) => !pattern.test(words));
  if (absent.length === 0) return;
  yield {
    rule: 'doc-three-public-breakdown',
    places: [tablePlace(structure.table)],
    title: {
      zh: `“三公”经费未细化：缺${absent.map((a) => a[1]).join('、')}`,
      en: `Three-public not broken down: ${absent.map((a) => a[2]).join(', ')}`,
    },
    message: {
      zh: `${tableName(structure.table)}没有列出${absent.map((a) => a[1]).join('、')}，“三公”经费应当细化公开。`,
      en: `${tableName(structure.table)} does not show ${absent.map((a) => a[2]).join(', ')}; three-public money is to be published in its parts.`,
    },
  };
}

/** Tables that may be empty, and what the text says then. */
const MAY_BE_EMPTY: ReadonlyMap<TableKind, RegExp> = new Map([
  ['government-fund', /政府性?基金/],
  ['state-capital', /国有资本/],
  ['procurement', /政府采购/],
]);

function* observeEmpty(context: ReviewContext, structure: TableStructure): Generator<Observation> {
  const topic = MAY_BE_EMPTY.get(structure.kind);
  const { table } = structure;
  if (!topic || hasFigures(structure) || structure.panels.length === 0) return;
  const { blocks } = context.document;
  const notes = table.noteBlocks.map((i) => blocks[i]!).filter(Boolean);
  const conditional = notes.find((b) => /[如若](?:果)?此?表.{0,6}空|为空表.{0,2}则/.test(fold(b.text)));
  if (conditional) {
    yield {
      rule: 'doc-empty-note',
      severity: 'info',
      places: [blockPlace(conditional)],
      title: { zh: '空表说明为假设语气', en: 'Note under an empty table is conditional' },
      message: {
        zh: `${tableName(table)}是空表，表下说明用“如……则……”的假设写法，应直接说明没有相关支出。`,
        en: `${tableName(table)} is empty and its note is conditional; it should say plainly that there is nothing to report.`,
      },
    };
    return;
  }
  if (notes.length > 0 || !hasRunningText(context)) return;
  const none = /无|没有|未安排|未使用|不涉及|空表|(?<![\d.])0(?:\.0+)?\s*(?:万元|元)|为\s*0(?![\d.])/;
  const said =
    table.cells.some(
      (c) =>
        /^(?:无|本表无数据|空表|0(?:\.0+)?)/.test(fold(c.text)) || /无.{0,20}(?:数据|支出|预算)/.test(c.text),
    ) || blocks.some((b) => b.role !== 'contents' && topic.test(b.text) && none.test(b.text));
  if (said) return;
  yield {
    rule: 'doc-empty-note',
    places: [tablePlace(table)],
    title: { zh: `空表${tableName(table)}没有说明`, en: `Empty ${tableName(table)} without a note` },
    message: {
      zh: `${tableName(table)}没有数据，也没有说明原因，应注明“本年没有相关支出，故本表无数据”。`,
      en: `${tableName(table)} is empty and nothing says why; a note should state that there is nothing to report.`,
    },
  };
}

function hasFigures({ panels, grid }: TableStructure): boolean {
  return panels.some((p) =>
    p.amountColumns.some((c) =>
      p.rows.some((r) => {
        const read = grid.read(grid.at(r.row, c.index));
        return read.kind === 'amount' && read.amount.digits !== 0n;
      }),
    ),
  );
}

/** A publication with explanations, and not a set of tables or forms alone. */
export const hasRunningText = once(({ document }: ReviewContext): boolean => {
  let sentences = 0;
  for (const b of document.blocks)
    if (b.role === 'paragraph' && /[。；]/.test(b.text) && b.text.length > 15) sentences++;
  return sentences >= 8;
});

/** Warnings of the reading after which a table, or text, may stand where it was not read. */
const UNREAD_TABLES: ReadonlySet<WarningCode> = new Set([
  'scanned-pages',
  'damaged',
  'fonts',
  'timed-out',
  'leftovers',
]);
const UNREAD_TEXT: ReadonlySet<WarningCode> = new Set(['scanned-pages', 'damaged', 'fonts', 'timed-out']);

/** Whether part of the document was not read, so that what seems to be missing may stand there. */
export const mayHideTables = ({ document }: ReviewContext): boolean =>
  document.warnings.some((w) => UNREAD_TABLES.has(w.code));
export const mayHideText = ({ document }: ReviewContext): boolean =>
  document.warnings.some((w) => UNREAD_TEXT.has(w.code));
