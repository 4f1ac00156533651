import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { useApp } from '../app-context.ts';
import { useText } from '../i18n/language.ts';
import { routes } from '../routes.ts';
import type { CaptureMethod } from '../storage/event.ts';
import { askPersistence } from '../storage/persistence.ts';
import type { CaseState } from '../storage/project.ts';
import type { ObtainedFile } from '../storage/record.ts';
import { correctionsOf, settingsOf } from './corrections.ts';
import { ENGINE } from './engine.ts';
import type { Job, Proposal } from './jobs.ts';
import { makeCase, type ProposedCase } from './make-case.ts';
import { obtain, type Reviewer, type ReviewRequest, reviewFiles, sortFiles } from './review-files.ts';
import { fetchSample } from './sample.ts';

export function useJobs(): readonly Job[] {
  const { jobs } = useApp();
  const [all, setAll] = useState(jobs.all);
  useEffect(() => jobs.subscribe(() => setAll(jobs.all)), [jobs]);
  return all;
}

export function useProposals(): readonly Proposal[] {
  const { jobs } = useApp();
  const [all, setAll] = useState(jobs.proposals);
  useEffect(() => jobs.subscribe(() => setAll(jobs.proposals)), [jobs]);
  return all;
}

/** Ways to have files reviewed: dropped or picked ones, obtained ones, and a case once more. All end at the case. */
export function useFiles() {
  const app = useApp();
  const text = useText();
  const [, go] = useLocation();

  const review: Reviewer = (files, onProgress, signal) =>
    app.client.review(
      files,
      // Of all documents: a file that was corrected in one case reads the same in every other.
      { withChecks: true, ...settingsOf(correctionsOf(app.workspace.documents)) },
      { onProgress, signal },
    );

  const run = async (request: ReviewRequest): Promise<void> => {
    const controller = new AbortController();
    const id = crypto.randomUUID();
    const job: Job = {
      id,
      caseId: request.known?.state.id,
      names: request.files.map(({ name }) => name),
      cancel: () => controller.abort(),
    };
    app.jobs.put(job);
    try {
      const result = await reviewFiles(request, {
        db: app.db,
        engine: ENGINE,
        text,
        signal: controller.signal,
        onProgress: (progress) => app.jobs.put({ ...job, progress }),
        review,
      });
      if (!result.ok) return app.fail(result.error);
      const { caseId, end, only } = result.value;
      if (end !== 'reviewed') app.say({ words: end === 'cancelled' ? text.cancelled : text.engineFailed });
      if (!request.known) go(only ? routes.document(caseId, only) : routes.caseOf(caseId));
    } finally {
      app.jobs.remove(id);
    }
  };

  /** Several files: read one by one, then shown as the cases that they make, before anything is stored. */
  const sort = async (files: readonly ObtainedFile[]): Promise<void> => {
    const controller = new AbortController();
    const job: Job = {
      id: crypto.randomUUID(),
      names: files.map(({ name }) => name),
      cancel: () => controller.abort(),
    };
    app.jobs.put(job);
    go(routes.cases);
    try {
      const sorted = await sortFiles(files, {
        review,
        signal: controller.signal,
        onProgress: (progress) => app.jobs.put({ ...job, progress }),
      });
      const read = new Set(sorted.map(({ file }) => file.name));
      const unread = files.filter(({ name }) => !read.has(name)).map(({ name }) => name);
      if (sorted.length > 0) app.jobs.propose({ id: job.id, files: sorted, unread });
      else app.say({ words: text.cancelledAll });
    } finally {
      app.jobs.remove(job.id);
    }
  };

  /** Makes the cases that the reviewer wanted of a proposal: each is reviewed as a whole and stored by itself. */
  const makeCases = async (proposal: Proposal, cases: readonly ProposedCase[]): Promise<void> => {
    app.jobs.settle(proposal.id);
    const controller = new AbortController();
    const job: Job = {
      id: crypto.randomUUID(),
      names: cases.map(({ title }) => title),
      cancel: () => controller.abort(),
    };
    const made: string[] = [];
    /** What is not stored yet stays with the reviewer. */
    const proposeRest = () => {
      const rest = new Set(cases.slice(made.length).flatMap(({ files }) => files));
      app.jobs.propose({ ...proposal, files: proposal.files.filter((file) => rest.has(file)) });
    };
    try {
      for (const [index, one] of cases.entries()) {
        app.jobs.put({
          ...job,
          progress: { stage: 'reviewing', file: one.title, fileNumber: index + 1, fileCount: cases.length },
        });
        const corrections = correctionsOf(app.workspace.documents);
        const result = await makeCase(app.db, app.client, one, corrections, controller.signal);
        if (!result.ok) {
          proposeRest();
          return app.fail(result.error);
        }
        made.push(result.value);
      }
      await askPersistence(app.db);
      if (cases.length === 1) go(routes.caseOf(made[0]!));
      else app.say({ words: text.casesMade(made.length) });
    } catch (error) {
      proposeRest();
      if (!controller.signal.aborted) console.error(error);
      app.say({ words: controller.signal.aborted ? text.cancelled : text.engineFailed });
    } finally {
      app.jobs.remove(job.id);
    }
  };

  return {
    run,
    makeCases,
    reviewNew: async (files: readonly File[], method: CaptureMethod, state?: CaseState) => {
      const obtained = await obtain(files, method);
      if (!state && obtained.length > 1) await sort(obtained);
      else await run({ files: obtained, ...knownOf(state) });
    },
    openSample: async () => {
      const files = await fetchSample().catch(() => []);
      if (files.length === 0) app.say({ words: text.sampleMissing });
      else await run({ files, sample: true });
    },
    reviewObtained: (files: readonly ObtainedFile[], more: { sample?: boolean; title?: string } = {}) =>
      run({ files, ...more }),
    reviewAgain: (state: CaseState) => run({ files: [], ...knownOf(state) }),
  };

  function knownOf(state: CaseState | undefined) {
    return state ? { known: { state, documents: app.workspace.documents } } : {};
  }
}
