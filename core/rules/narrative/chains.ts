import { type TextAmount, textToAmounts } from '../../figures/text-amounts.ts';
import type { Place } from '../../model/place.ts';
import { measureColumn } from '../../structure/table-facts.ts';
import { readOrdinal } from '../../structure/text.ts';
import { cellPlace } from '../places.ts';
import type { Observation, ReviewContext } from '../rule.ts';
import { type Signed, sumVerdict } from './lists.ts';

/**
 * 一、食堂 174人*22天*8元*12月=36.75万元；二、物业 2万元（…）；…: the numbered items of a project's explanation are together the
 * amount of its row. Only a text whose every item has one amount speaks for the whole.
 */
export function* observeChains(context: ReviewContext): Generator<Observation> {
  for (const structure of context.structures) {
    if (structure.kind !== 'projects') continue;
    for (const panel of structure.panels) {
      const column = measureColumn(panel, 'total') ?? panel.amountColumns[0];
      if (!column) continue;
      for (const row of panel.rows) {
        const figure = context.figures.cell(structure, row, column);
        if (row.total || figure?.state !== 'printed' || !figure.unit) continue;
        const whole: TextAmount = {
          amount: figure.amount,
          unit: figure.unit,
          offset: 0,
          quote: figure.place.quote.trim(),
        };
        for (const cell of structure.table.cells) {
          if (cell.row !== row.row || cell.rowSpan > 1 || cell.text.length < 20) continue;
          const items = textToItems(cell.text);
          if (items) yield* judgeItems(items, whole, [cellPlace(structure.table, cell), figure.place]);
        }
      }
    }
  }
}

/** A list that is over its amount, or off by one mistyped figure; one that falls short may leave smaller things out. */
function* judgeItems(
  items: readonly TextAmount[],
  whole: TextAmount,
  places: readonly Place[],
): Generator<Observation> {
  const parts = items.map((amount) => ({ sign: 1 as const, amount }));
  if (sumVerdict(whole, parts) !== 'slip' || SHIFTS.some((by) => holdsShifted(whole, parts, by))) return;
  const list = items.map((i) => i.quote).join(' + ');
  yield {
    rule: 'narr-sum-chain',
    places,
    stated: whole.quote,
    title: {
      zh: `分项 ${list} 不等于项目金额 ${whole.quote}`,
      en: `The items ${list} are not the project’s ${whole.quote}`,
    },
    message: {
      zh: `项目内容分项列为 ${list}，相加不等于该项目金额 ${whole.quote}${whole.unit.label}。`,
      en: `The explanation lists ${list}, which do not add up to the project’s ${whole.quote} ${whole.unit.label}.`,
    },
  };
}

/** The table in 元 for 万元 or the reverse: its unit is wrong, which is told once by the rules of units. */
const SHIFTS = [2, 3, 4, 8, -2, -3, -4, -8];

const holdsShifted = (whole: TextAmount, parts: readonly Signed[], by: number): boolean =>
  sumVerdict({ ...whole, unit: { ...whole.unit, exponent: whole.unit.exponent + by } }, parts) === 'holds';

/** The amount of each numbered item, numbered from one; undefined where one has none, or more than one. */
export function textToItems(text: string): TextAmount[] | undefined {
  const parts = splitItems(text);
  if (parts.length < 2) return undefined;
  const amounts = parts.map(itemAmount);
  return amounts.every((a) => a !== undefined) ? (amounts as TextAmount[]) : undefined;
}

/** Parts that begin with 一、 二、 三、 (or 1. 2. 3.) in turn; words before the first are left out. */
function splitItems(text: string): string[] {
  const starts: number[] = [];
  let style: string | undefined;
  for (const m of text.matchAll(/(?:^|[。；;：:\s])(?=[一二三四五六七八九十\d（(])/g)) {
    const at = m.index + m[0].length;
    const number = readOrdinal(text.slice(at));
    if (!number || number.value !== starts.length + 1 || (style ?? number.style) !== number.style) continue;
    style = number.style;
    starts.push(at);
  }
  return starts.map((start, i) => text.slice(start, starts[i + 1]));
}

/** What stands before a colon, outside brackets: 印刷费2万（…）, 174人*22天*8元*12月=36.75万元, 3.94万：打印纸…. */
function itemAmount(part: string): TextAmount | undefined {
  const outside = part.replace(/[（(][^（）()]*(?:[)）]|$)/g, (m) => ' '.repeat(m.length));
  const head = outside.split(/[：:；;。]/)[0]!;
  const equals = Math.max(...['=', '＝', '≈'].map((c) => head.lastIndexOf(c)));
  const amounts = textToAmounts(head).filter((a) =>
    equals >= 0 ? a.offset > equals : !/[*×/／]\s*$/.test(head.slice(0, a.offset)),
  );
  return amounts.length === 1 ? amounts[0] : undefined;
}
