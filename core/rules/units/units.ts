import { readAmount } from '../../figures/read-amount.ts';
import type { TableStructure } from '../../structure/table-structure.ts';
import { fold } from '../../structure/text.ts';
import { documentToForms, type FormFacts, formName } from '../forms/form-facts.ts';
import { blockPlace, cellPlace, tableName, tablePlace, titlePlace } from '../places.ts';
import type { Observation, ReviewContext, RuleFamily } from '../rule.ts';

/** G7: units stated, whole, and fitting what stands under them. `unit-wrong-scale` is told from the checks (unit-faults.ts). */
export const units: RuleFamily = {
  rules: [
    {
      id: 'unit-declared',
      severity: 'warning',
      title: { zh: '每表有单位行', en: 'Each money table states its unit' },
      basis: '财预〔2016〕143号',
      formula: '列有金额的表应标明单位',
    },
    {
      id: 'unit-truncated',
      severity: 'info',
      title: { zh: '单位行残缺', en: 'Unit word cut' },
      basis: '财预〔2016〕143号',
      formula: '“单位：万”应为“单位：万元”',
    },
    {
      id: 'unit-wrong-scale',
      severity: 'error',
      title: { zh: '单位与数量级相符', en: 'Stated unit fits the magnitude' },
      basis: '表间勾稽关系',
      formula: '同一指标在各表中的比值不应为 10 的整数次方',
    },
    {
      id: 'unit-percent-column',
      severity: 'warning',
      title: { zh: '表头单位与内容相符', en: 'Header unit fits the content' },
      basis: '表头与内容应当一致',
      formula: '表头标 % 的栏目不应列金额',
    },
  ],
  *observe(context) {
    const forms = documentToForms(context.structures);
    yield* observeMissing(context, forms);
    for (const structure of context.structures) yield* observeTruncated(context, structure);
    yield* observePlans(forms);
    for (const structure of context.structures) yield* observePercentColumn(structure);
  },
};

/** Only where other tables of the document state theirs: a document that states none may do so in a way that was not read. */
function* observeMissing(context: ReviewContext, forms: readonly FormFacts[]): Generator<Observation> {
  const formTables = new Set(forms.map((f) => f.table));
  const tables = context.structures.filter((s) => !formTables.has(s.table) && s.kind !== 'other');
  if (tables.some((s) => s.unit)) {
    for (const structure of tables) {
      const { table } = structure;
      if (structure.unit || !table.title || structure.columns.some((c) => c.unit)) continue;
      if (/元/.test(table.unit ?? '') || !hasAmounts(structure)) continue;
      yield missing(structure, tableName(table));
    }
  }
  const money = forms.filter((f) => f.money.total && isNumber(f.money.total.value.text));
  if (!money.some((f) => f.unit) && !tables.some((s) => s.unit)) return;
  for (const form of money) {
    if (form.unit || /元/.test(form.money.total!.value.text)) continue;
    if (form.table.cells.some((c) => /[（(：:][十百千万亿]*元[)）]?/.test(fold(c.text).slice(0, 30))))
      continue;
    yield missing(form.structure, formName(form));
  }
}

function missing({ table }: TableStructure, name: string): Observation {
  const key = table.cells.find((c) => /^(?:项目)?(?:资金|预算资金情况)/.test(fold(c.text)));
  return {
    rule: 'unit-declared',
    places: [tablePlace(table), ...(key ? [cellPlace(table, key)] : [])],
    title: { zh: `${name}未标单位`, en: `${name} states no unit` },
    message: {
      zh: `${name}列有金额，但没有标明单位（元或万元），其他表均已标明，请补上。`,
      en: `${name} prints amounts but states no unit, while other tables do; please add it.`,
    },
  };
}

function hasAmounts({ panels, grid }: TableStructure): boolean {
  return panels.some((p) =>
    p.amountColumns.some((c) => p.rows.some((r) => isNumber(grid.at(r.row, c.index)?.text ?? ''))),
  );
}

const isNumber = (text: string): boolean => {
  const read = readAmount(text);
  return read.kind === 'amount' && read.amount.digits !== 0n;
};

function* observeTruncated(context: ReviewContext, { table }: TableStructure): Generator<Observation> {
  if (!/^[十百千万亿]+$/.test(fold(table.unit ?? ''))) return;
  const block = table.unitBlock === undefined ? undefined : context.document.blocks[table.unitBlock];
  const cell = table.cells.find((c) => c.row < 4 && /单位[:：]/.test(fold(c.text)));
  const place = block
    ? blockPlace(block)
    : cell
      ? cellPlace(table, cell)
      : titlePlace(context.document, table);
  yield {
    rule: 'unit-truncated',
    places: [place],
    title: { zh: `单位行残缺：“${place.quote.trim()}”`, en: `Unit cut: “${place.quote.trim()}”` },
    message: {
      zh: `${tableName(table)}的单位只印出“${table.unit}”，应为“${table.unit}元”。`,
      en: `${tableName(table)} prints its unit as “${table.unit}” only; it should read ${table.unit}元.`,
    },
    stated: table.unit!,
    expected: `${table.unit}元`,
  };
}

/** 资金支出计划（%） over amounts that end at the project's budget: told once, for all forms that print it so. */
function* observePlans(forms: readonly FormFacts[]): Generator<Observation> {
  const wrong = forms.filter(isPlanInAmounts);
  const [form] = wrong;
  if (!form?.plan) return;
  const head = form.plan.key.text.trim();
  const last = form.plan.amounts.at(-1)!.value.text.trim();
  const count = wrong.length;
  yield {
    rule: 'unit-percent-column',
    places: wrong.slice(0, 12).map((f) => cellPlace(f.table, f.plan!.key)),
    title: { zh: '表头标 %，内容是金额', en: 'Headed % but filled with amounts' },
    message: {
      zh: `${formName(form)}“${head}”下填的是累计金额（末期 ${last}，等于预算数），不是百分比，请更正表头。${count > 1 ? `共 ${count} 张表如此。` : ''}`,
      en: `${formName(form)}: under “${head}” stand cumulated amounts (the last, ${last}, equals the budget), not percentages; please correct the heading.${count > 1 ? ` ${count} forms print it so.` : ''}`,
    },
    stated: head,
  };
}

function isPlanInAmounts({ plan, money }: FormFacts): boolean {
  if (!plan || !/[（(]\s*[%％]\s*[)）]/.test(plan.key.text)) return false;
  const budget = readAmount((money.total ?? money.annual)?.value.text ?? '');
  const last = readAmount(plan.amounts.at(-1)!.value.text);
  if (budget.kind !== 'amount' || last.kind !== 'amount') return false;
  const [a, b] = [budget.amount, last.amount];
  const isHundred = b.digits === 100n * 10n ** BigInt(b.scale);
  return !isHundred && a.digits * 10n ** BigInt(b.scale) === b.digits * 10n ** BigInt(a.scale);
}

/** A column headed % in which every value is the amount of the same row in another column. */
function* observePercentColumn(structure: TableStructure): Generator<Observation> {
  const { table, grid } = structure;
  for (const panel of structure.panels) {
    for (const column of structure.columns) {
      const head = column.headers.at(-1);
      if (!head || !/[（(]?\s*[%％]\s*[)）]?$/.test(head.text.trim())) continue;
      const rows = panel.rows.filter((r) => isNumber(grid.at(r.row, column.index)?.text ?? ''));
      const same = rows.filter((r) =>
        panel.amountColumns.some(
          (c) =>
            c !== column &&
            fold(grid.at(r.row, c.index)?.text ?? '') === fold(grid.at(r.row, column.index)!.text),
        ),
      );
      if (rows.length < 2 || same.length < rows.length) continue;
      yield {
        rule: 'unit-percent-column',
        places: [cellPlace(table, head)],
        title: { zh: '表头标 %，内容是金额', en: 'Headed % but filled with amounts' },
        message: {
          zh: `${tableName(table)}“${head.text.trim()}”栏所列与金额栏相同，不是百分比，请更正表头或内容。`,
          en: `${tableName(table)}: the column “${head.text.trim()}” repeats amounts and holds no percentages; please correct heading or content.`,
        },
        stated: head.text.trim(),
      };
      return;
    }
  }
}
