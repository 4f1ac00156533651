import type { CheckDraft, CheckTerm, Comparison } from '../../model/check.ts';
import type { Figure } from '../../model/figure.ts';
import { measureColumn } from '../../structure/table-facts.ts';
import { fold } from '../../structure/text.ts';
import type { ReviewContext } from '../rule.ts';
import { documentToForms, type Entry, type FormFacts, projectName } from './form-facts.ts';

/** Arithmetic of target forms: money adds up, the plan ends at the budget, and the form agrees with the project table. */
export function* proposeFormMoney(context: ReviewContext): Generator<CheckDraft> {
  const forms = documentToForms(context.structures);
  const projects = projectAmounts(context);
  const filled = filledKeys(forms);
  for (const form of forms) {
    if (form.structure.kind !== 'project-target') continue;
    const figure = (entry: Entry | undefined): Figure | undefined =>
      entry && context.figures.free(form.structure, entry.value, form.unit, entry.key.text.trim());
    const { money } = form;
    const total = figure(money.total);
    const annual = figure(money.annual);
    if (FUND_PARTS.some((key) => filled.has(key)) && !form.unknownMoney.total)
      yield* sum('perf-fund-sum', total, [figure(money.fiscal), figure(money.other)]);
    if (ANNUAL_PARTS.some((key) => filled.has(key)) && !form.unknownMoney.annual)
      yield* sum('perf-annual-sum', annual, [
        figure(money.annualFiscal),
        figure(money.annualCarry),
        figure(money.annualOther),
      ]);
    if (isSingleYear(form) && total && annual) yield* copy('perf-single-year', annual, total);
    yield* planChecks(form, total, figure);
    const project = projects.get(projectName(form));
    const own = annual ?? total;
    // A blank where the project table has money is a missing figure.
    if (project && own && own.state !== 'unreadable')
      yield draft('perf-budget-match', 'copy', own, [project]);
  }
}

const FUND_PARTS = ['fiscal', 'other'] as const;
const ANNUAL_PARTS = ['annualFiscal', 'annualCarry', 'annualOther'] as const;

/** Parts that the document's forms fill in at all: where no form splits its money, a blank part is no missing figure. */
function filledKeys(forms: readonly FormFacts[]): ReadonlySet<string> {
  const filled = new Set<string>();
  for (const { money } of forms)
    for (const key of [...FUND_PARTS, ...ANNUAL_PARTS])
      if (/\d/.test(money[key]?.value.text ?? '')) filled.add(key);
  return filled;
}

/** Total and parts; where only one part is printed with a figure, the total is that part. */
function* sum(
  rule: string,
  total: Figure | undefined,
  parts: readonly (Figure | undefined)[],
): Generator<CheckDraft> {
  const known = parts.filter((p): p is Figure => p !== undefined && p.id !== total?.id);
  if (!total || known.length === 0) return;
  if (total.state === 'unreadable' || known.some((p) => p.state === 'unreadable')) return;
  yield draft(rule, 'sum', total, known);
}

function* copy(rule: string, a: Figure, b: Figure): Generator<CheckDraft> {
  if (a.id === b.id || a.state !== 'printed' || b.state !== 'printed') return;
  yield draft(rule, 'copy', a, [b]);
}

function draft(rule: string, comparison: Comparison, left: Figure, right: readonly Figure[]): CheckDraft {
  const terms: CheckTerm[] = [
    { figure: left, sign: -1 },
    ...right.map((figure) => ({ figure, sign: 1 as const })),
  ];
  return { rule, comparison, terms };
}

/** A project that begins and ends in one year: by its dates, or by the years of its goals. */
function isSingleYear({ start, end, goalYears }: FormFacts): boolean {
  const year = (entry: Entry | undefined) => /20\d{2}/.exec(entry?.value.text ?? '')?.[0];
  const dated = year(start) !== undefined && year(start) === year(end);
  const byGoal = goalYears ? goalYears.from === goalYears.to : undefined;
  return byGoal === undefined ? dated : byGoal && (dated || year(start) === undefined);
}

/** The cumulated plan never falls and ends at the budget. Headed %, it may be a share instead: then it ends at 100. */
function* planChecks(
  form: FormFacts,
  total: Figure | undefined,
  figure: (entry: Entry) => Figure | undefined,
): Generator<CheckDraft> {
  if (!form.plan || !total || total.state !== 'printed') return;
  const last = fold(form.plan.amounts.at(-1)!.value.text);
  if (
    /[%％]/.test(form.plan.key.text) &&
    /^100(?:\.0+)?%?$/.test(last) &&
    !/^100(?:\.0+)?$/.test(fold(total.place.quote))
  )
    return;
  const steps = form.plan.amounts.map(figure).filter((f): f is Figure => f?.state === 'printed');
  if (steps.length < 2) return;
  yield* copy('perf-plan-monotone', steps.at(-1)!, total);
  for (let i = 1; i < steps.length; i++)
    yield draft('perf-plan-monotone', 'at-most', steps[i]!, [steps[i - 1]!]);
}

/** Amounts of the project table by project name; a name that stands twice is nobody's. */
function projectAmounts(context: ReviewContext): Map<string, Figure> {
  const amounts = new Map<string, Figure>();
  const twice = new Set<string>();
  for (const structure of context.structures) {
    if (structure.kind !== 'projects') continue;
    for (const panel of structure.panels) {
      const column = measureColumn(panel, 'total') ?? panel.amountColumns[0];
      const name = structure.columns.find((c) => /项目名称/.test(fold(c.path.join('/'))))?.index;
      if (!column || name === undefined) continue;
      for (const row of panel.rows) {
        const key = fold(structure.grid.at(row.row, name)?.text ?? '');
        const figure = context.figures.cell(structure, row, column);
        if (key === '' || row.total || figure?.state !== 'printed') continue;
        if (amounts.has(key)) twice.add(key);
        amounts.set(key, figure);
      }
    }
  }
  for (const key of twice) amounts.delete(key);
  return amounts;
}
