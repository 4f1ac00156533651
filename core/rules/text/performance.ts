import { sumTerms } from '../../figures/arithmetic.ts';
import type { TextAmount } from '../../figures/text-amounts.ts';
import type { CheckDraft } from '../../model/check.ts';
import type { Figure } from '../../model/figure.ts';
import type { Place } from '../../model/place.ts';
import { type Passage, readText, textPlace } from '../narrative/reading.ts';
import type { Observation, ReviewContext } from '../rule.ts';
import { isSame, relate } from './relate.ts';
import { tableFigures } from './table-figures.ts';

import { printedIn } from './tie-findings.ts';

interface PerformanceClaim {
  readonly passage: Passage;
  readonly amount: TextAmount;
  readonly place: Place;
}

/** 编报绩效目标的项目 7 个，涉及项目预算资金 14,398.32 万元. */
function performanceClaims(context: ReviewContext): PerformanceClaim[] {
  if (context.identity.kind !== 'budget') return [];
  const claims: PerformanceClaim[] = [];
  for (const passage of readText(context).passages) {
    const t = passage.block.text;
    for (const statement of passage.statements) {
      if (!statement.value || !/涉及/.test(statement.subject)) continue;
      const before = t.slice(0, statement.value.offset);
      const m = /[^，。；,;]*项目[^，。；]{0,4}\d+\s*个[^。；]*$/.exec(before);
      if (!m || !/绩效目标/.test(before)) continue;
      const start = m.index;
      const end = statement.value.offset + statement.value.quote.length;
      claims.push({
        passage,
        amount: statement.value,
        place: textPlace(passage.block, start, t.slice(start, end)),
      });
    }
  }
  return claims.length === 1 ? claims : [];
}

function projectTotal(context: ReviewContext): Figure | undefined {
  return tableFigures(context).concept('project')[0]?.[0];
}

export function* proposePerformance(context: ReviewContext): Generator<CheckDraft> {
  const project = projectTotal(context);
  for (const { passage, amount } of performanceClaims(context)) {
    const figure = readText(context).figure(passage, amount, '编报绩效目标的项目资金');
    if (project?.state !== 'printed') continue;
    const relation = relate(figure, project);
    if (relation === 'last-digit') continue;
    const comparison = isSame(relation) ? 'copy' : 'at-most';
    yield {
      rule: 'text-performance-amount',
      comparison,
      terms: [
        { figure: comparison === 'copy' ? figure : project, sign: -1 },
        { figure: comparison === 'copy' ? project : figure, sign: 1 },
      ],
    };
  }
}

export function* observePerformance(context: ReviewContext): Generator<Observation> {
  const project = projectTotal(context);
  if (project?.state !== 'printed') return;
  for (const { amount, place } of performanceClaims(context)) {
    const side = { amount: amount.amount, exponent: amount.unit.exponent };
    if (relate(side, project) !== 'differs') continue;
    const { residual } = sumTerms([
      { sign: 1, amount: project.amount, exponent: project.exponent, exact: true },
      { sign: -1, amount: amount.amount, exponent: amount.unit.exponent, exact: true },
    ]);
    if (residual <= 0n) continue;
    yield {
      rule: 'text-performance-amount',
      severity: 'info',
      places: [place, project.place],
      stated: amount.quote,
      title: {
        zh: `绩效目标涉及资金 ${amount.quote}，少于项目支出 ${printedIn(project)}`,
        en: `Performance targets cover ${amount.quote} of ${printedIn(project)} of project money`,
      },
      message: {
        zh: `编报绩效目标的项目资金为 ${amount.quote}，项目支出合计为 ${printedIn(project)}：有一部分项目支出没有编报绩效目标。`,
        en: `Projects with performance targets take ${amount.quote}; project expenditure is ${printedIn(project)}: part of it has no target.`,
      },
    };
  }
}
