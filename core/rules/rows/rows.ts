import type { Cell } from '../../model/document.ts';
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
    yield* observeDuplicates(coded);
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
    const own = map.get(row.structure);
    if (own) own.push(row);
    else map.set(row.structure, [row]);
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
  for (const [structure, own] of byTable(coded)) {
    const printed = new Set(own.map((r) => r.code));
    const known = corrected.get(structure) ?? new Set();
    const missing = new Map<string, CodeRow[]>();
    let withParent = 0;
    for (const row of own) {
      if (row.code.length !== 5 && row.code.length !== 7) continue;
      const parent = row.code.slice(0, -2);
      if (printed.has(parent)) withParent++;
      else if (!known.has(parent) && !known.has(row.code) && !row.node.misfiled)
        missing.set(parent, [...(missing.get(parent) ?? []), row]);
    }
    const orphans = [...missing.values()].reduce((n, list) => n + list.length, 0);
    if (missing.size > 2 || withParent < 2 * orphans) continue;
    for (const [parent, children] of missing) {
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

/** The same code and the same name twice, in a table that is otherwise free of repetitions. */
function* observeDuplicates(coded: readonly CodeRow[]): Generator<Observation> {
  for (const [structure, own] of byTable(coded)) {
    const first = new Map<string, CodeRow>();
    const twice: CodeRow[] = [];
    for (const row of own) {
      const key = `${row.code}:${row.name}`;
      if (first.has(key)) twice.push(row);
      else first.set(key, row);
    }
    if (twice.length === 0 || twice.length > Math.max(1, own.length / 10)) continue;
    for (const row of twice) {
      const other = first.get(`${row.code}:${row.name}`)!;
      if (groupsBetween(structure, other, row)) continue;
      yield {
        rule: 'foot-duplicate-row',
        places: [
          cellPlace(structure.table, nameCell(row) ?? codeCell(row)),
          cellPlace(structure.table, nameCell(other) ?? codeCell(other)),
        ],
        title: { zh: `${row.code} ${row.name} 重复列示`, en: `${row.code} ${row.name} is printed twice` },
        message: {
          zh: `${tableName(structure.table)}中“${row.code} ${row.node.row.label.trim()}”出现两次，请核对是否重复。`,
          en: `${tableName(structure.table)} prints “${row.code} ${row.node.row.label.trim()}” twice; please check for a repeated row.`,
        },
        stated: row.code,
      };
    }
  }
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
      for (const row of panel.rows) {
        if (/结转|结余|增减|调整|净/.test(fold(row.label))) continue;
        for (const column of panel.amountColumns) {
          if (column.period === 'change' || /结转|结余|增减|调整/.test(fold(column.path.join('')))) continue;
          const figure = context.figures.cell(structure, row, column);
          const cell = structure.grid.at(row.row, column.index);
          if (!cell || seen.has(cell) || figure?.state !== 'printed' || figure.amount.digits >= 0n) continue;
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
