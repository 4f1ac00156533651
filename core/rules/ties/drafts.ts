import type { CheckDraft, CheckTerm, Comparison } from '../../model/check.ts';
import type { Figure } from '../../model/figure.ts';

const NONE: readonly CheckDraft[] = [];

function tie(
  rule: string,
  comparison: Comparison,
  left: Figure | undefined,
  right: readonly (Figure | undefined)[],
): readonly CheckDraft[] {
  const present = right.filter((f): f is Figure => f !== undefined);
  if (!left || present.length === 0 || present.some((f) => f.id === left.id)) return NONE;
  const terms: CheckTerm[] = [
    { figure: left, sign: -1 },
    ...present.map((figure) => ({ figure, sign: 1 as const })),
  ];
  return [{ rule, comparison, terms }];
}

export const copy = (rule: string, left: Figure | undefined, right: Figure | undefined) =>
  tie(rule, 'copy', left, [right]);

export const sum = (rule: string, left: Figure | undefined, right: readonly (Figure | undefined)[]) =>
  tie(rule, right.length > 1 ? 'sum' : 'copy', left, right);

export const atMost = (rule: string, left: Figure | undefined, right: Figure | undefined) =>
  right?.state === 'printed' ? tie(rule, 'at-most', left, [right]) : NONE;
