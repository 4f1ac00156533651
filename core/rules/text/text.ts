import type { RuleFamily } from '../rule.ts';
import { observeEmptyClaims } from './claims.ts';
import { observeClassOrder } from './class-order.ts';

import { findTies } from './find-ties.ts';
import { proposeItemSums } from './item-lists.ts';
import { observeOrganisations } from './organisations.ts';
import { observePerformance, proposePerformance } from './performance.ts';
import { observeProjectNames, observeProjects, proposeProjects } from './projects.ts';
import { TEXT_RULES } from './rules.ts';
import { drafts, precisionMixed, roundTruncated, unitSlip } from './tie-findings.ts';

/** G4: what the explanation says is what the tables print. */
export const text: RuleFamily = {
  rules: TEXT_RULES,
  *propose(context) {
    const { ties } = findTies(context);
    for (const tie of ties) if (tie.relation === 'same' || tie.relation === 'differs') yield* drafts(tie);
    yield* proposeItemSums(context);
    yield* proposePerformance(context);
    yield* proposeProjects(context);
  },
  *observe(context) {
    const found = findTies(context);
    for (const tie of found.ties) {
      if (tie.relation === 'last-digit') yield roundTruncated(tie);
      else if (tie.relation === 'unit') yield unitSlip(tie);
      else yield* precisionMixed(tie);
    }
    yield* found.names;
    yield* observePerformance(context);
    yield* observeEmptyClaims(context);
    yield* observeOrganisations(context);
    yield* observeProjects(context);
    yield* observeProjectNames(context);
    yield* observeClassOrder(context);
  },
};
