import { addToGroup } from '../../groups.ts';
import type { CheckDraft } from '../../model/check.ts';
import type { Figure } from '../../model/figure.ts';
import type { Measure } from '../../structure/measures.ts';
import { type CodeFacts, isNotZero, ownColumn } from '../../structure/table-facts.ts';
import type { Column, TableStructure } from '../../structure/table-structure.ts';
import { correctedCodes } from '../codes/label-faults.ts';
import type { ReviewContext } from '../rule.ts';
import { sameDigits } from './compare.ts';
import { copy, sum } from './drafts.ts';
import { type Facts, FUND_TABLES } from './facts.ts';

export function* tieProjects(context: ReviewContext, facts: Facts): Generator<CheckDraft> {
  const tables = context.structures.filter((s) => s.kind === 'projects' && s.panels.length === 1);
  if (tables.length !== 1) return;
  const structure = tables[0]!;
  const panel = structure.panels[0]!;
  const total = panel.rows.find((r) => r.total);
  const table = projectWhole(structure.table.title ?? '', facts);
  if (!total || !table) return;
  const columnOf = (measure: Measure) => {
    const columns = panel.amountColumns.filter((c) => c.measure === measure && c.period === 'current');
    return columns.length === 1 || measure === 'total' ? columns[0] : undefined;
  };
  const at = (measure: Measure) => {
    const column = measure === 'total' ? ownColumn(panel, 'total') : columnOf(measure);
    return column && context.figures.cell(structure, total, column);
  };
  const whole = at('total');
  const spent = table.total('project');
  if (whole) yield* copy('tie-project-t3', spent, whole);
  // Where the fund's own table is not split, its projects are what basic expenditure leaves of it.
  if (whole && !spent && table === facts.t5 && facts.t6)
    yield* sum('tie-project-t3', table.total('total'), [facts.t6.total('total'), whole]);
  // A list of some projects only, or of more than projects, says nothing of the funds or items either.
  const isComplete = spent
    ? whole !== undefined && sameDigits(whole, spent)
    : FUND_TABLES.some(([measure, key]) => {
        const [here, there] = [at(measure), facts[key]?.total('project')];
        return isNotZero(here) && isNotZero(there) && sameDigits(here!, there!);
      });
  if (!isComplete) return;
  const wholeColumn = ownColumn(panel, 'total');
  if (spent && wholeColumn) yield* tieItems(context, structure, wholeColumn, table);
  for (const [measure, key] of FUND_TABLES) {
    const fund = facts[key];
    const column = columnOf(measure);
    if (!fund || !column) continue;
    yield* copy('tie-project-t3', fund.total('project'), at(measure));
    yield* tieItems(context, structure, column, fund);
  }
}

/** Where a list of projects gives each its item, the projects of an item are its project expenditure. */
function* tieItems(
  context: ReviewContext,
  structure: TableStructure,
  column: Column,
  table: CodeFacts,
): Generator<CheckDraft> {
  const corrected = correctedCodes(context);
  const byCode = new Map<string, Figure[]>();
  for (const node of context.codeTree(structure)?.nodes ?? []) {
    const code = corrected.get(node.row) ?? node.code;
    if (code.length !== 7 || node.parent?.code === node.code) continue;
    const figure = context.figures.cell(structure, node.row, column);
    if (figure) addToGroup(byCode, code, figure);
  }
  for (const [code, figures] of byCode) {
    const item = table.code(code, 'project');
    if (item && figures.some((f) => f.state === 'printed')) yield* sum('tie-project-item', item, figures);
  }
}

/** The table whose project money a list of projects makes up: that of the fund which its title names, or all expenditure. */
function projectWhole(title: string, facts: Facts): CodeFacts | undefined {
  if (/一般公共预算/.test(title)) return facts.t5;
  if (/政府性基金/.test(title)) return facts.t8;
  return facts.t3 ?? facts.t5;
}
