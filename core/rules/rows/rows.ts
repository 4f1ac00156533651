import { addToGroup } from '../../groups.ts';
import type { Cell } from '../../model/document.ts';
import { repeatedRows } from '../../structure/repeated-rows.ts';
import type { TableKind } from '../../structure/table-kind.ts';
import type { TableStructure } from '../../structure/table-structure.ts';
import { fold } from '../../structure/text.ts';
import { type CodeRow, codeCell, documentToCodeRows, nameCell } from '../codes/code-rows.ts';
import { labelFaults } from '../codes/label-faults.ts';
import { cellPlace, tableName } from '../places.ts';
import type { Observation, ReviewContext, RuleFamily } from '../rule.ts';

/** G1: rows that should stand in a table, stand there once, and carry no strange sign. */
export const rows: RuleFamily = {
  rules: [
    {
      id: 'foot-orphan-code',
      severity: 'warning',
      title: { zh: '明细行有上级行', en: 'Detail rows have their parent rows' },
      basis: '财预〔2016〕143号',
      formula: '5、7 位编码的上级编码在表中',
    },
    {
      id: 'foot-duplicate-row',
      severity: 'warning',
      title: { zh: '同表科目行不重复', en: 'No code row printed twice' },
      basis: '表内层级关系',
      formula: '同一编码在一张表中只出现一次',
    },
    {
      id: 'foot-negative',
      severity: 'warning',
      title: { zh: '预算表中无异常负数', en: 'No negative amount in a budget table' },
      basis: '预算编制惯例',
      formula: '预算金额 ≥ 0',
    },
  ],
  *observe(context) {
    const coded = documentToCodeRows(context);
    yield* observeOrphans(context, coded);
    yield* observeDuplicates(context, coded);
    yield* observeNegatives(context);
  },
};

/** Tables with one row a code. Project and procurement tables repeat codes by right. */
const ONE_ROW_A_CODE: ReadonlySet<TableKind> = new Set([
  'income-summary',
  'expenditure-summary',
  'general-budget-expenditure',
  'grant-expenditure',
  'basic-expenditure',
  'grant-basic-expenditure',
  'government-fund',
  'state-capital',
]);

function byTable(coded: readonly CodeRow[]): Map<TableStructure, CodeRow[]> {
  const map = new Map<TableStructure, CodeRow[]>();
  for (const row of coded) {
    if (!ONE_ROW_A_CODE.has(row.structure.kind)) continue;
    addToGroup(map, row.structure, row);
  }
  return map;
}

/** Only in tables that print the other rows of the missing row's level: many publications print items alone. */
function* observeOrphans(context: ReviewContext, coded: readonly CodeRow[]): Generator<Observation> {
  const corrected = new Map<TableStructure, Set<string>>();
  for (const { row, kind, proposed, stated } of labelFaults(context)) {
    if (kind !== 'code') continue;
    const set = corrected.get(row.structure) ?? new Set();
    set.add(proposed).add(stated);
    corrected.set(row.structure, set);
  }
  const tables = byTable(coded);
  const elsewhere = (structure: TableStructure, code: string) =>
    [...tables].some(([other, rows]) => other !== structure && rows.some((r) => r.code === code));
  for (const [structure, own] of tables) {
    const printed = new Set(own.map((r) => r.code));
    const known = corrected.get(structure) ?? new Set();
    const missing = new Map<string, CodeRow[]>();
    const parents = new Set<string>();
    for (const row of own) {
      if (row.code.length !== 5 && row.code.length !== 7) continue;
      const parent = row.code.slice(0, -2);
      if (printed.has(parent)) parents.add(parent);
      else if (!known.has(parent) && !known.has(row.code) && !row.node.misfiled)
        addToGroup(missing, parent, row);
    }
    // Many publications print items alone: the others of the level must be there, or this very row in other tables.
    const isExpected = (parent: string) =>
      parents.size >= 2 * missing.size ||
      (parent.length === 5 && printed.has(parent.slice(0, 3)) && elsewhere(structure, parent));
    if (missing.size > 2) continue;
    for (const [parent, children] of missing) {
      if (!isExpected(parent)) continue;
      const first = children[0]!;
      const cell = codeCell(first);
      yield {
        rule: 'foot-orphan-code',
        places: [cellPlace(structure.table, cell)],
        title: { zh: `缺上级行 ${parent}`, en: `Parent row ${parent} is missing` },
        message: {
          zh: `${tableName(structure.table)}列有“${first.code} ${first.node.row.label.trim()}”，却没有上级科目 ${parent} 的行，请核对是否漏列或编码有误。`,
          en: `${tableName(structure.table)} lists “${first.code} ${first.node.row.label.trim()}” but no row for its parent ${parent}; a row may be missing or a code wrong.`,
        },
        stated: first.code,
      };
    }
  }
}

/** Repeated rows that even a short list may hold. */
const LIKE_ROWS_MAX = 3;

interface Repetition {
  readonly label: string;
  /** The cells that name the row, where it stands first and where it is repeated. */
  readonly cells: readonly [first: Cell, again: Cell];
}

/** The same row twice: of a list right below itself, of a code table with the same code and name anywhere in it. */
function* observeDuplicates(context: ReviewContext, coded: readonly CodeRow[]): Generator<Observation> {
  const byCode = byTable(coded);
  for (const structure of context.structures) {
    // Lists side by side repeat a row of the page together: it is told once.
    const byRow = new Map<number, Repetition[]>();
    const add = (row: number, repetition: Repetition) => addToGroup(byRow, row, repetition);
    const told = new Set<string>();
    for (const [first, again] of codesTwice(structure, byCode.get(structure) ?? [])) {
      told.add(`${again.node.panel.index}:${again.node.row.row}`);
      add(again.node.row.row, {
        label: `${again.code} ${again.node.row.label.trim()}`,
        cells: [nameCell(first) ?? codeCell(first), nameCell(again) ?? codeCell(again)],
      });
    }
    for (const panel of structure.panels) {
      const repeated = repeatedRows(structure, panel);
      // Where many rows are alike, the list is one of like things.
      if (repeated.size > Math.max(LIKE_ROWS_MAX, panel.rows.length / 10)) continue;
      for (const [again, first] of repeated) {
        if (told.has(`${panel.index}:${again.row}`)) continue;
        const cells = [first, again].map((r) => structure.grid.at(r.row, Math.max(0, r.labelColumn)));
        if (cells[0] && cells[1]) add(again.row, { label: again.label.trim(), cells: [cells[0], cells[1]] });
      }
    }
    for (const repetitions of byRow.values()) yield duplicate(structure, repetitions);
  }
}

function duplicate({ table }: TableStructure, repetitions: readonly Repetition[]): Observation {
  const label = repetitions.map((r) => r.label).join('、');
  return {
    rule: 'foot-duplicate-row',
    places: repetitions.flatMap(({ cells: [first, again] }) => [
      cellPlace(table, again),
      cellPlace(table, first),
    ]),
    title: { zh: `${label} 重复列示`, en: `${label} is printed twice` },
    message: {
      zh: `${tableName(table)}中“${label}”一行出现两次，请核对是否重复列示。`,
      en: `${tableName(table)} prints the row “${label}” twice; please check for a repetition.`,
    },
    stated: repetitions[0]!.label.split(' ')[0]!,
  };
}

/** Pairs of rows with one code and one name, in a table that is otherwise free of repetitions. */
function codesTwice(structure: TableStructure, own: readonly CodeRow[]): [CodeRow, CodeRow][] {
  const first = new Map<string, CodeRow>();
  const pairs: [CodeRow, CodeRow][] = [];
  for (const row of own) {
    const key = `${row.code}:${row.name}`;
    const other = first.get(key);
    if (other) pairs.push([other, row]);
    else first.set(key, row);
  }
  if (pairs.length > Math.max(1, own.length / 10)) return [];
  return pairs.filter(([a, b]) => !groupsBetween(structure, a, b));
}

/** A row without code between the two, other than a total, opens the part of another body. */
function groupsBetween(structure: TableStructure, a: CodeRow, b: CodeRow): boolean {
  const [from, to] = [a.node.row.row, b.node.row.row].sort((x, y) => x - y) as [number, number];
  return structure.panels.some((p) =>
    p.rows.some((r) => r.row > from && r.row < to && r.code === null && r.label !== '' && !r.total),
  );
}

/** Carry-overs and changes may be negative; budget amounts are not. */
function* observeNegatives(context: ReviewContext): Generator<Observation> {
  if (context.identity.kind !== 'budget') return;
  for (const structure of context.structures) {
    if (structure.kind === 'other') continue;
    const seen = new Set<Cell>();
    for (const panel of structure.panels) {
      const columns = panel.amountColumns.filter(
        (c) => c.period !== 'change' && !/结转|结余|增减|调整/.test(fold(c.path.join(''))),
      );
      for (const row of panel.rows) {
        if (/结转|结余|增减|调整|净/.test(fold(row.label))) continue;
        for (const column of columns) {
          const cell = structure.grid.at(row.row, column.index);
          const read = structure.grid.read(cell);
          if (!cell || read.kind !== 'amount' || read.amount.digits >= 0n || seen.has(cell)) continue;
          seen.add(cell);
          const quote = cell.text.trim();
          yield {
            rule: 'foot-negative',
            places: [cellPlace(structure.table, cell)],
            title: {
              zh: `${row.label.trim()}为负数 ${quote}`,
              en: `${row.label.trim()} is negative: ${quote}`,
            },
            message: {
              zh: `${tableName(structure.table)}“${row.label.trim()}”“${column.path.at(-1)?.trim() ?? ''}”印为负数 ${quote}，预算金额一般不为负，请核对。`,
              en: `${tableName(structure.table)} prints the negative amount ${quote} for “${row.label.trim()}”; budget amounts are not negative as a rule, please check.`,
            },
            stated: quote,
          };
        }
      }
    }
  }
}
