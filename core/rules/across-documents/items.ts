import type { ReviewFinding } from '../../model/review.ts';
import type { CodeFacts } from '../../structure/table-facts.ts';
import { tableFigures } from '../text/table-figures.ts';
import { at, finding, type Member } from './case-findings.ts';

const NAMED_MAX = 6;
/** Fewer items in common than this share, in per cent, and the two years are not the same classification or table. */
const COMMON_LEAST = 30;

/** Items (项) with money in one year only: what is new and what is gone, told once for two years of a body. */
export function* compareItems(current: Member, prior: Member): Generator<ReviewFinding> {
  const [now, before] = [itemTable(current), itemTable(prior)];
  if (!now || !before || now.structure.kind !== before.structure.kind) return;
  const [here, there] = [itemsOf(now), itemsOf(before)];
  const added = here.filter((code) => !there.includes(code));
  const gone = there.filter((code) => !here.includes(code));
  const common = here.length - added.length;
  if (added.length + gone.length === 0) return;
  if (common * 100 < COMMON_LEAST * Math.max(here.length, there.length)) return;
  const named = (facts: CodeFacts, codes: readonly string[]) =>
    codes
      .slice(0, NAMED_MAX)
      .map((code) => `${code} ${facts.codes.get(code)!.row.label.trim()}`)
      .join('、') + (codes.length > NAMED_MAX ? '…' : '');
  const zh = [
    ...(added.length > 0 ? [`新增 ${added.length} 项：${named(now, added)}`] : []),
    ...(gone.length > 0 ? [`不再列支 ${gone.length} 项：${named(before, gone)}`] : []),
  ].join('；');
  const en = [
    ...(added.length > 0 ? [`${added.length} new: ${named(now, added)}`] : []),
    ...(gone.length > 0 ? [`${gone.length} gone: ${named(before, gone)}`] : []),
  ].join('; ');
  yield finding({
    rule: 'yoy-zero-to-value',
    key: now.structure.kind,
    places: [
      ...added.slice(0, NAMED_MAX).map((code) => at(current, now.code(code, 'total')!.place)),
      ...gone.slice(0, NAMED_MAX).map((code) => at(prior, before.code(code, 'total')!.place)),
    ],
    stated: [...added, '|', ...gone].join(' '),
    title: {
      zh: `与上年相比新增 ${added.length} 个科目，减少 ${gone.length} 个`,
      en: `${added.length} items are new and ${gone.length} gone since last year`,
    },
    message: {
      zh: `与上年公开文件相比，${zh}。请看说明中有无原因。`,
      en: `Against last year’s publication: ${en}. See whether the text says why.`,
    },
  });
}

/** The table of all expenditure by item, else that of the general budget. */
function itemTable({ context }: Member): CodeFacts | undefined {
  const { functional } = tableFigures(context);
  return functional.find((f) => itemsOf(f).length > 0);
}

function itemsOf(facts: CodeFacts): string[] {
  return [...facts.codes.keys()].filter((code) => {
    const figure = code.length === 7 ? facts.code(code, 'total') : undefined;
    return figure?.state === 'printed' && figure.amount.digits !== 0n;
  });
}
