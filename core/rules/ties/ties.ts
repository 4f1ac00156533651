import type { CheckDraft } from '../../model/check.ts';
import type { SummaryFacts } from '../../structure/table-facts.ts';
import type { ReviewContext, RuleFamily } from '../rule.ts';
import { tieBasic, tieSummaryPersonnel, tieThreePublic } from './basic-expenditure.ts';
import { copy } from './drafts.ts';
import { carriesOver, collectFacts, type Facts, isSingleSource } from './facts.ts';
import { tieBroughtForward, tieCarryOver, tieGrant, tieGrantClasses, tieGrantTables } from './grants.ts';
import {
  tieByCode,
  tieExpenditure,
  tieFundGroups,
  tieIncome,
  tieSingleSource,
  tieWithin,
} from './income-expenditure.ts';
import { tiePlainTables } from './plain-tables.ts';
import { tieProjects } from './projects.ts';
import { RULES } from './rules.ts';

/** G3: one fact stands alike in every table that prints it. */
export const ties: RuleFamily = {
  rules: RULES,
  *propose(context) {
    for (const draft of proposeTies(context, collectFacts(context))) {
      yield context.identity.kind === 'final-accounts' && CHAIN.has(draft.rule)
        ? { ...draft, rule: 'tie-final-chain' }
        : draft;
    }
  },
};

const CHAIN = new Set([
  'tie-t1-t2',
  'tie-t1-t3',
  'tie-t2-t3',
  'tie-t4-t1',
  'tie-t4-t5',
  'tie-t3-t5',
  'tie-t5-t6',
  'tie-t5-t6-personnel',
]);

function* proposeTies(context: ReviewContext, facts: Facts): Generator<CheckDraft> {
  const { t1, t2, t3, t4, t5, t6 } = facts;
  if (t1) yield* tieBalance('tie-t1-balance', t1);
  if (t4) yield* tieBalance('tie-t4-balance', t4);
  if (t1?.income && t2) yield* tieIncome(t1.income, t2);
  if (t1 && t3) yield* tieExpenditure(t1, t3);
  if (t2 && t3 && !carriesOver(t1, t2)) yield* tieByCode('tie-t2-t3', t2, [t3], ['total']);
  if (t1 && t4) yield* tieGrant(t1, t4);
  if (t4) yield* tieGrantClasses(t4, facts);
  if (t4) yield* tieBroughtForward(t4, facts);
  if (t3 && t5 && isSingleSource(t1, t2)) yield* tieSingleSource(t3, facts);
  else if (t3) for (const fund of [t5, facts.t8, facts.t9]) if (fund) yield* tieWithin(t3, fund);
  if (t3) yield* tieFundGroups(context, t3, facts);
  if (t5 && t6) yield* tieBasic(t5, t6);
  yield* tieGrantTables(facts);
  if (t1?.classes && t6) yield* tieSummaryPersonnel(t1.classes, t6);
  yield* tieThreePublic(context, t6);
  yield* tieProjects(context, facts);
  yield* tiePlainTables(context, facts);
  if (t4) yield* tieCarryOver(t4, facts);
}

function* tieBalance(rule: string, facts: SummaryFacts): Generator<CheckDraft> {
  const { income, classes, purposes } = facts;
  const left = income?.figure(income.grandTotal, 'total');
  const right = classes?.figure(classes.grandTotal, 'total');
  yield* copy(rule, left, right);
  if (purposes) yield* copy(rule, right, purposes.figure(purposes.grandTotal, 'total'));
}
