import type { Cell } from '../../model/document.ts';
import { fold } from '../../structure/text.ts';
import { documentToForms, type FormFacts, formName } from '../forms/form-facts.ts';
import { cellPlace } from '../places.ts';
import type { Observation, ReviewContext } from '../rule.ts';

/** Years and dates of target forms: against each other, and against the publication's year where that is known. */
export function* observeFormPeriods(context: ReviewContext, year: number | null): Generator<Observation> {
  for (const form of documentToForms(context.structures)) {
    const told = new Set<Cell>();
    yield* observePeriod(form, year, told);
    if (year !== null) yield* observeDeadlines(form, year);
  }
}

function* observePeriod(form: FormFacts, year: number | null, told: Set<Cell>): Generator<Observation> {
  const { table, start, end, goalYears } = form;
  const from = start && readDate(start.value.text);
  const to = end && readDate(end.value.text);
  const name = formName(form);
  if (start && end && from && to && to.order < from.order) {
    // The one that is out of the publication's year is the likelier slip.
    const wrong = year !== null && from.year !== year && to.year === year ? start.value : end.value;
    const other = wrong === start.value ? end.value : start.value;
    const right = wrong === start.value ? to.year : from.year;
    told.add(wrong);
    yield {
      rule: 'perf-period-consistent',
      places: [cellPlace(table, wrong), cellPlace(table, other)],
      title: {
        zh: `完成日期早于开始日期`,
        en: `The project ends before it begins`,
      },
      message: {
        zh: `${name}：计划开始 ${start.value.text.trim()}，计划完成 ${end.value.text.trim()}，完成早于开始，请核对年份。`,
        en: `${name}: planned to start on ${start.value.text.trim()} and to end on ${end.value.text.trim()}, which is earlier; please check the years.`,
      },
      stated: wrong.text.trim(),
      suspect: {
        place: cellPlace(table, wrong),
        stated: wrong.text.trim(),
        proposed: wrong.text.trim().replace(/20\d{2}/, String(right)),
      },
    };
    return;
  }
  if (goalYears) {
    const pairs = [
      [from?.year, goalYears.from, start],
      [to?.year, goalYears.to, end],
    ] as const;
    for (const [dated, stated, entry] of pairs) {
      if (dated === undefined || !entry || dated === stated) continue;
      const goalIsWrong = year !== null ? stated !== year || dated === year : false;
      const wrong = goalIsWrong ? goalYears.cell : entry.value;
      const other = goalIsWrong ? entry.value : goalYears.cell;
      const proposed = wrong.text
        .trim()
        .replace(String(goalIsWrong ? stated : dated), String(goalIsWrong ? dated : stated));
      if (told.has(wrong)) continue;
      told.add(wrong);
      yield {
        rule: 'perf-period-consistent',
        places: [cellPlace(table, wrong), cellPlace(table, other)],
        title: {
          zh: `目标年度与起止日期不一致`,
          en: `Goal years and project dates disagree`,
        },
        message: {
          zh: `${name}：“${goalYears.cell.text.trim()}”与“${entry.key.text.trim()}”${entry.value.text.trim()} 年份不一致，请核对。`,
          en: `${name}: “${goalYears.cell.text.trim()}” and “${entry.key.text.trim()}” ${entry.value.text.trim()} give different years; please check.`,
        },
        stated: wrong.text.trim(),
        suspect: { place: cellPlace(table, wrong), stated: wrong.text.trim(), proposed },
      };
    }
  }
  if (year === null || !from || !to || told.size > 0) return;
  const outside = to.year < year ? end : from.year > year ? start : undefined;
  if (!outside) return;
  yield {
    rule: 'year-project-period',
    places: [cellPlace(table, outside.value)],
    title: {
      zh: `项目起止不含 ${year} 年`,
      en: `Project period leaves out ${year}`,
    },
    message: {
      zh: `${name}：项目期间 ${start!.value.text.trim()} 至 ${end!.value.text.trim()} 不包含预算年度 ${year} 年，请核对。`,
      en: `${name}: the project runs from ${start!.value.text.trim()} to ${end!.value.text.trim()}, outside the budget year ${year}; please check.`,
    },
    stated: outside.value.text.trim(),
  };
}

function* observeDeadlines(form: FormFacts, year: number): Generator<Observation> {
  for (const { deadline, name } of form.indicators) {
    const date = deadline && readDate(deadline.text);
    if (!deadline || !date || date.year >= year) continue;
    const table = form.table.cells.includes(deadline) ? form.table : (form.indicatorTable ?? form.table);
    const stated = deadline.text.trim();
    yield {
      rule: 'year-deadline',
      places: [cellPlace(table, deadline)],
      title: { zh: `完成时限 ${stated} 早于 ${year} 年`, en: `Deadline ${stated} before ${year}` },
      message: {
        zh: `${formName(form)}：指标“${name.text.trim()}”的完成时限为 ${stated}，早于预算年度 ${year} 年，请核对。`,
        en: `${formName(form)}: the indicator “${name.text.trim()}” is due ${stated}, before the budget year ${year}; please check.`,
      },
      stated,
      suspect: {
        place: cellPlace(table, deadline),
        stated,
        proposed: stated.replace(String(date.year), String(year)),
      },
    };
  }
}

/** 2024年1月1日, 2024-12-31, 2024-12, 2024.1: year, and a number to order by. */
export function readDate(text: string): { year: number; order: number } | undefined {
  const m = /^(20\d{2})(?:年|[-./])(\d{1,2})(?:(?:月|[-./])(\d{1,2})?日?)?/.exec(fold(text));
  if (!m) return undefined;
  const [year, month, day] = [Number(m[1]), Number(m[2]), Number(m[3] ?? 0)];
  return month >= 1 && month <= 12 ? { year, order: (year * 100 + month) * 100 + day } : undefined;
}
