import { readUnit } from '../../figures/units.ts';
import type { Unit } from '../../model/amount.ts';
import type { Cell, Table } from '../../model/document.ts';
import type { TableStructure } from '../../structure/table-structure.ts';
import { fold } from '../../structure/text.ts';
import { wordCells } from '../../structure/word-cells.ts';

/** A key of a form and the cell that answers it. */
export interface Entry {
  readonly key: Cell;
  readonly value: Cell;
}

export interface Indicator {
  /** 产出指标, 效益指标, 满意度指标 … as printed; empty where the form has one level less. */
  readonly first: string;
  readonly second: string;
  readonly name: Cell;
  readonly value: Cell | undefined;
  readonly operator: string;
  readonly unit: string;
  /** True where the form has columns for operator and unit, so that an empty one says something. */
  readonly hasUnitColumn: boolean;
  readonly deadline: Cell | undefined;
}

/** What a performance target form says, read by its keys: Shanghai, Hebei and Liaoning layouts, and their like. */
export interface FormFacts {
  readonly structure: TableStructure;
  readonly table: Table;
  readonly project: Entry | undefined;
  readonly start: Entry | undefined;
  readonly end: Entry | undefined;
  /** The cell of 项目总目标（2024年-2026年） with its years. */
  readonly goalYears: { readonly cell: Cell; readonly from: number; readonly to: number } | undefined;
  readonly money: FormMoney;
  /** Sides that print money under a key that is not understood (中央补助, 地方资金): their parts are not all known. */
  readonly unknownMoney: { readonly total: boolean; readonly annual: boolean };
  readonly unit: Unit | null;
  /** 资金支出计划 at 3月底, 6月底 …: the amounts in the order of time, and the key cell. */
  readonly plan: { readonly key: Cell; readonly amounts: readonly Entry[] } | undefined;
  readonly goals: readonly Cell[];
  readonly indicators: readonly Indicator[];
  /** The table in which the indicators stand, where it is not the form's own. */
  readonly indicatorTable: Table | undefined;
}

export interface FormMoney {
  readonly total?: Entry;
  readonly fiscal?: Entry;
  readonly other?: Entry;
  readonly annual?: Entry;
  readonly annualFiscal?: Entry;
  readonly annualCarry?: Entry;
  readonly annualOther?: Entry;
}

/** Every family that speaks of forms asks for them; they are read once for a document. */
const read = new WeakMap<readonly TableStructure[], readonly FormFacts[]>();

/** All target forms of a document; the indicators of a form may stand in a table of their own right after it. */
export function documentToForms(structures: readonly TableStructure[]): readonly FormFacts[] {
  const known = read.get(structures);
  if (known) return known;
  const forms = readForms(structures);
  read.set(structures, forms);
  return forms;
}

function readForms(structures: readonly TableStructure[]): FormFacts[] {
  const forms: FormFacts[] = [];
  structures.forEach((structure, i) => {
    if (structure.kind !== 'project-target' && structure.kind !== 'overall-target') return;
    const next = structures[i + 1];
    const own = readIndicators(structure);
    const follows =
      next && next.kind === 'other' && own.length === 0 && next.table.block - structure.table.block <= 3;
    const indicators = follows ? readIndicators(next) : own;
    const facts = readForm(structure, indicators, follows ? next.table : undefined);
    if (facts.project || indicators.length > 0 || facts.money.total) forms.push(facts);
  });
  return forms;
}

const norm = (cell: Cell | undefined): string => withoutColon(fold(cell?.text ?? ''));

const withoutColon = (folded: string): string => (folded.endsWith(':') ? folded.slice(0, -1) : folded);

/** A cell that may be a key of a form: its words as compared. */
interface KeyCell {
  readonly cell: Cell;
  readonly key: string;
}

const keysOf = new WeakMap<Table, readonly KeyCell[]>();

function keyCells(table: Table): readonly KeyCell[] {
  const known = keysOf.get(table);
  if (known) return known;
  const keys = wordCells(table).map(({ cell, folded }) => ({ cell, key: withoutColon(folded) }));
  keysOf.set(table, keys);
  return keys;
}

function readForm(
  structure: TableStructure,
  indicators: readonly Indicator[],
  indicatorTable: Table | undefined,
): FormFacts {
  const { table, grid } = structure;
  const right = (cell: Cell): Cell | undefined => grid.at(cell.row, cell.col + cell.colSpan);
  const entry = (pattern: RegExp): Entry | undefined => {
    for (const { cell, key } of keyCells(table)) {
      if (!pattern.test(key)) continue;
      const value = right(cell);
      if (value) return { key: cell, value };
    }
    return undefined;
  };
  return {
    structure,
    table,
    project: entry(/^项目(?:\(政策\)|\(任务\))?名称$/),
    start: entry(/^(?:计划)?(?:开始|起始)(?:日期|时间)$/),
    end: entry(/^(?:计划)?(?:完成|结束|终止)(?:日期|时间)$/),
    goalYears: readGoalYears(table),
    ...readMoney(structure),
    unit: formUnit(structure),
    plan: readPlan(structure),
    goals: readGoals(structure),
    indicators,
    indicatorTable,
  };
}

function readGoalYears(table: Table): FormFacts['goalYears'] {
  for (const { cell, key } of keyCells(table)) {
    const m = /总(?:体)?目标.{0,4}?\(?(20\d{2})年?[-—–~至]+(20\d{2})年?\)?/.exec(key);
    if (m) return { cell, from: Number(m[1]), to: Number(m[2]) };
  }
  return undefined;
}

/** The unit of a form's money: at a key (项目资金（元）), or on the form's unit line. */
function formUnit({ table, unit }: TableStructure): Unit | null {
  return moneyUnitCell(table)?.unit ?? unit;
}

/** The key cell that states the unit of the money: 项目资金（万元）, 年度预算（元）. */
export function moneyUnitCell(table: Table): { cell: Cell; unit: Unit } | undefined {
  for (const { cell, key } of keyCells(table)) {
    const m = /^(?:年度)?(?:项目|预算)?(?:资金|预算|金额)[^()]{0,8}\((?:单位:)?([^()]*元)\)$/.exec(key);
    const unit = m && readUnit(m[1]!);
    if (unit) return { cell, unit };
  }
  return undefined;
}

const TOTAL =
  /^(?:项目|实施期)?(?:资金|金额|预算)?(?:总额|总金额|总预算|总投入)$|^预算数$|^项目资金总额$|^预算资金情况$|^预算金额$/;
const ANNUAL =
  /^(?:本)?年度(?:资金|预算)(?:申请)?(?:总额|安排|金额)?$|^当年预算(?:总额)?$|^年度资金申请总额$/;
const FISCAL =
  /^(?:其中[:：]?)?(?:当年|本年|年度)?(?:本级)?(?:财政(?:性|预算)?(?:资金|拨款|安排)|一般公共预算(?:拨款|资金)?)$/;
const CARRY = /^(?:其中[:：]?)?上年结转(?:结余)?(?:资金)?$/;
const OTHER = /^(?:其中[:：]?)?(?:其他(?:资金|收入|来源)?|(?:单位)?自[筹有]资金|单位资金)$/;

/**
 * The money of a form by its keys. Where total and annual money stand side by side, the parts belong to the one in whose
 * column they stand. Only the first of each key counts.
 */
function readMoney({ table, grid }: TableStructure): Pick<FormFacts, 'money' | 'unknownMoney'> {
  const money: { -readonly [K in keyof FormMoney]?: Entry } = {};
  const unknown = { total: false, annual: false };
  const entryOf = (cell: Cell): Entry | undefined => {
    const value = grid.at(cell.row, cell.col + cell.colSpan);
    return value && value !== cell ? { key: cell, value } : undefined;
  };
  const put = (name: keyof typeof money, entry: Entry | undefined) => {
    if (entry && !money[name]) money[name] = entry;
    else if (entry && hasMoney(entry) && money[name]!.value !== entry.value)
      unknown[name.startsWith('annual') ? 'annual' : 'total'] = true;
  };
  const keys = keyCells(table).toSorted((a, b) => a.cell.row - b.cell.row || a.cell.col - b.cell.col);
  for (const { cell, key } of keys) {
    if (ANNUAL.test(key)) put('annual', entryOf(cell));
    else if (TOTAL.test(key)) put('total', entryOf(cell));
  }
  const first = Math.min(money.total?.key.row ?? 1e9, money.annual?.key.row ?? 1e9);
  const sideBySide = money.total && money.annual && money.annual.key.col > money.total.key.col;
  for (const { cell, key } of keys) {
    if (cell.row < first || cell.row > first + 6) continue;
    const annual = sideBySide
      ? cell.col >= money.annual!.key.col
      : !money.total && money.annual !== undefined;
    if (FISCAL.test(key)) put(annual ? 'annualFiscal' : 'fiscal', entryOf(cell));
    else if (CARRY.test(key) && annual) put('annualCarry', entryOf(cell));
    else if (OTHER.test(key)) put(annual ? 'annualOther' : 'other', entryOf(cell));
    else if (/资金|拨款|补助|收入|债券|贷款|配套|中央|省级|市级|县级|地方/.test(key) && key.length <= 16) {
      const isTotal = TOTAL.test(key) || ANNUAL.test(key);
      const entry = isTotal ? undefined : entryOf(cell);
      if (entry && hasMoney(entry)) unknown[annual ? 'annual' : 'total'] = true;
    }
  }
  return { money, unknownMoney: unknown };
}

const hasMoney = ({ value }: Entry): boolean =>
  /^[\d,]*[1-9][\d,]*(?:\.\d+)?(?:万?元)?$|^0\.\d*[1-9]\d*$/.test(fold(value.text));

/** 资金支出计划 | 3月底 | 6月底 | 10月底 | 12月底, the amounts on the row below. */
function readPlan({ table, grid }: TableStructure): FormFacts['plan'] {
  const key = keyCells(table).find((c) => /(?:支出|用款)计划/.test(c.key))?.cell;
  if (!key) return undefined;
  const amounts: Entry[] = [];
  for (const { cell, key: month } of keyCells(table)) {
    if (cell.row !== key.row || !/^\d{1,2}月底?$/.test(month)) continue;
    const below = grid.at(cell.row + cell.rowSpan, cell.col);
    if (below) amounts.push({ key: cell, value: below });
  }
  return amounts.length >= 2 ? { key, amounts } : undefined;
}

/** Texts of goals: what stands below or beside 总目标, 年度总目标, 总体目标, 绩效目标. */
function readGoals({ table, grid }: TableStructure): Cell[] {
  const goals: Cell[] = [];
  for (const { cell, key } of keyCells(table)) {
    if (!/^(?:项目)?(?:总(?:体)?目标|年度(?:总|绩效)?(?:体)?目标|绩效目标)(?:\(.*\))?$/.test(key)) continue;
    for (const at of [
      grid.at(cell.row + cell.rowSpan, cell.col),
      grid.at(cell.row, cell.col + cell.colSpan),
    ]) {
      if (
        at &&
        at !== cell &&
        at.text.trim().length >= 8 &&
        !goals.includes(at) &&
        !/目标/.test(norm(at).slice(0, 5))
      )
        goals.push(at);
    }
  }
  return goals;
}

/** The rows under 一级指标 | 二级指标 | 三级指标 | … */
export function readIndicators({ table, grid }: TableStructure): Indicator[] {
  const head = keyCells(table).find((c) => c.key === '三级指标')?.cell;
  if (!head) return [];
  const heads = table.cells.filter((c) => c.row === head.row);
  const column = (pattern: RegExp) => heads.find((c) => pattern.test(norm(c)))?.col;
  const covering = (row: number, col: number | undefined) =>
    col === undefined ? undefined : grid.at(row, col);
  const at = {
    first: column(/^一级指标$/),
    second: column(/^二级指标$/),
    value: column(/^(?:年度)?指标值$|^目标值$/),
    operator: column(/符号$/),
    unit: column(/^(?:度量|计量)?单位$/),
    deadline: column(/时限/),
  };
  const found: Indicator[] = [];
  for (let row = head.row + head.rowSpan; row < table.rowCount; row++) {
    const name = covering(row, head.col);
    if (!name || name.row !== row || name.text.trim() === '') continue;
    found.push({
      first: norm(covering(row, at.first)),
      second: norm(covering(row, at.second)),
      name,
      value: covering(row, at.value),
      operator: norm(covering(row, at.operator)),
      unit: norm(covering(row, at.unit)),
      hasUnitColumn: at.unit !== undefined,
      deadline: covering(row, at.deadline),
    });
  }
  return found;
}

/** The name of a form's project, as compared; empty where the form does not say. */
export const projectName = (form: FormFacts): string => fold(form.project?.value.text ?? '');

/** How a form is called in a sentence. */
export function formName(form: FormFacts): string {
  const project = form.project?.value.text.trim();
  const title = form.table.title?.trim() ?? '绩效目标表';
  return project && !title.includes(project) ? `《${title}》（${project}）` : `《${title}》`;
}
