import type { CheckDraft } from '../../model/check.ts';
import type { Figure } from '../../model/figure.ts';
import type { Observation } from '../rule.ts';
import { relate } from './relate.ts';

import type { TextTie } from './text-tie.ts';

export function* drafts(tie: TextTie): Generator<CheckDraft> {
  for (const copy of tie.copies) {
    // A blank cell stands first, as the figure that is missing.
    const [left, right] = copy.state === 'printed' ? [tie.figure, copy] : [copy, tie.figure];
    yield {
      rule: tie.rule,
      comparison: 'copy',
      terms: [
        { figure: left, sign: -1 },
        { figure: right, sign: 1 },
      ],
    };
  }
}

export function unitSlip(tie: TextTie): Observation {
  const copy = tie.copies[0]!;
  const stated = tie.figure.place.quote.trim();
  const proposed = /万\s*元$/.test(stated) ? stated.replace(/万\s*元$/, '元') : stated.replace(/元$/, '万元');
  return {
    rule: tie.rule,
    places: [tie.place, copy.place],
    stated,
    expected: proposed,
    title: { zh: `${stated} 应为 ${proposed}`, en: `${stated} should read ${proposed}` },
    message: {
      zh: `正文“${tie.figure.rowLabel}”印为 ${stated}，表中为 ${printedIn(copy)}：数字相同，单位应为 ${proposed}。`,
      en: `The text prints ${stated} for “${tie.figure.rowLabel}”, the table ${printedIn(copy)}: the digits are the same, the unit should be ${proposed}.`,
    },
    figures: [tie.figure],
    suspect: { place: tie.place, stated, proposed },
  };
}

/** A figure as printed with the unit of its table. */
export const printedIn = (figure: Figure): string =>
  `${figure.place.quote.trim()} ${figure.unit?.label ?? ''}`.trim();

export function roundTruncated(tie: TextTie): Observation {
  const copy = tie.copies[0]!;
  return {
    rule: 'round-truncated',
    places: [tie.place, copy.place],
    stated: tie.figure.place.quote,
    title: {
      zh: `${tie.figure.place.quote} 与表中 ${printedIn(copy)} 末位不合`,
      en: `${tie.figure.place.quote} and the table’s ${printedIn(copy)} differ in the last place`,
    },
    message: {
      zh: `正文“${tie.figure.rowLabel}”印为 ${tie.figure.place.quote}，表中为 ${printedIn(copy)}：只差末位，可能是截尾或凑数。`,
      en: `The text prints ${tie.figure.place.quote} for “${tie.figure.rowLabel}”, the table ${printedIn(copy)}: only the last place differs, cut off or fitted.`,
    },
  };
}

/** One indicator in one unit, printed with decimals here and without there. */
export function* precisionMixed(tie: TextTie): Generator<Observation> {
  const copy = tie.copies.find(
    (c) =>
      c.state === 'printed' &&
      c.exponent === tie.figure.exponent &&
      c.amount.scale < tie.figure.amount.scale &&
      relate(tie.figure, c) === 'rounded',
  );
  if (!copy) return;
  yield {
    rule: 'unit-precision-mixed',
    severity: 'info',
    places: [copy.place, tie.place],
    stated: copy.place.quote.trim(),
    title: {
      zh: `表中 ${printedIn(copy)}，正文 ${tie.figure.place.quote}：精度不一`,
      en: `${printedIn(copy)} in the table, ${tie.figure.place.quote} in the text: mixed precision`,
    },
    message: {
      zh: `“${tie.figure.rowLabel}”表中印为 ${printedIn(copy)}，正文印为 ${tie.figure.place.quote}，四舍五入后相同，但小数位不一致。`,
      en: `“${tie.figure.rowLabel}” is printed as ${printedIn(copy)} in the table and ${tie.figure.place.quote} in the text: equal after rounding, but with different decimals.`,
    },
  };
}
