import type { CheckDraft } from '../../model/check.ts';
import type { Document } from '../../model/document.ts';
import type { Figure } from '../../model/figure.ts';
import type { Place } from '../../model/place.ts';
import type { ReviewFinding, ReviewPlace, Severity } from '../../model/review.ts';
import type { Message } from '../../model/source.ts';
import { toReviewPlace } from '../../reconcile/findings.ts';
import { stableHash } from '../../reconcile/hash.ts';
import { fold } from '../../structure/text.ts';
import type { ReviewContext } from '../rule.ts';
import { CASE_RULES } from './rules.ts';

/** One document of a case, read for what it has in common with the others. */
export interface Member {
  readonly document: Document;
  readonly context: ReviewContext;
}

export function draft(
  comparison: CheckDraft['comparison'],
  left: Figure,
  right: readonly { figure: Figure; sign: 1 | -1 }[],
): CheckDraft {
  return { rule: 'xdoc', comparison, terms: [{ figure: left, sign: -1 }, ...right] };
}

export const at = (member: Member, place: Place): ReviewPlace => ({
  document: member.document.sha256,
  ...toReviewPlace(place),
});

export interface Words {
  readonly rule: string;
  readonly key: string;
  readonly places: readonly ReviewPlace[];
  readonly stated: string;
  readonly expected?: string;
  readonly unit?: string;
  readonly title: Message;
  readonly message: Message;
}

export function finding({ rule, key, places, stated, expected, unit, title, message }: Words): ReviewFinding {
  const info = CASE_RULES.find((r) => r.id === rule)!;
  const severity: Severity = info.severity;
  return {
    id: stableHash([rule, fold(key), fold(stated), fold(expected ?? '')].join('\u0001')),
    rule,
    severity,
    title,
    message,
    stated,
    ...(expected === undefined ? {} : { expected }),
    ...(unit === undefined ? {} : { unit }),
    where: places,
    suspects: [],
    checks: [],
    basis: info.basis,
  };
}
