import { useEffect, useRef, useState } from 'preact/hooks';
import type { Review } from '../../core/model/review.ts';
import { useApp } from '../app-context.ts';
import type { CaseState } from '../storage/project.ts';
import { correctionsOf, followCorrections, restsOnCorrections } from './corrections.ts';

/**
 * Keeps the review of the case in view up to the corrections that stand: after one is made, undone, or brought by another
 * device. Gives whether that is under way.
 */
export function useFollowCorrections(state: CaseState | undefined, review: Review | undefined): boolean {
  const { db, client, workspace, fail } = useApp();
  const [busy, setBusy] = useState(false);
  /** What was tried last: a document whose bytes are not here must not be asked for again and again. */
  const tried = useRef('');
  useEffect(() => {
    if (!state || !review || busy) return;
    const hashes = review.publications.map(({ document }) => document.sha256);
    const corrections = correctionsOf(workspace.documents, hashes);
    if (restsOnCorrections(review.publications, corrections)) return;
    const attempt = JSON.stringify([state.id, state.review?.id, corrections]);
    if (tried.current === attempt) return;
    tried.current = attempt;
    setBusy(true);
    followCorrections(db, client, state, workspace.documents)
      .then((result) => {
        if (!result.ok) fail(result.error);
      })
      .finally(() => setBusy(false));
  }, [state, review, workspace, busy]);
  return busy;
}
