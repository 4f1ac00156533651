import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { useApp } from '../app-context.ts';
import { useText } from '../i18n/language.ts';
import { routes } from '../routes.ts';
import type { CaptureMethod } from '../storage/event.ts';
import type { CaseState } from '../storage/project.ts';
import type { ObtainedFile } from '../storage/record.ts';
import { correctionsOf, settingsOf } from './corrections.ts';
import { ENGINE } from './engine.ts';
import type { Job } from './jobs.ts';
import { obtain, type ReviewRequest, reviewFiles } from './review-files.ts';
import { fetchSample } from './sample.ts';

export function useJobs(): readonly Job[] {
  const { jobs } = useApp();
  const [all, setAll] = useState(jobs.all);
  useEffect(() => jobs.subscribe(() => setAll(jobs.all)), [jobs]);
  return all;
}

/** Ways to have files reviewed: dropped or picked ones, obtained ones, and a case once more. All end at the case. */
export function useFiles() {
  const app = useApp();
  const text = useText();
  const [, go] = useLocation();

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
        review: (files, onProgress, signal) =>
          app.client.review(
            files,
            // Of all documents: a file that was corrected in one case reads the same in every other.
            { withChecks: true, ...settingsOf(correctionsOf(app.workspace.documents)) },
            { onProgress, signal },
          ),
      });
      if (!result.ok) return app.fail(result.error);
      const { caseId, end, only } = result.value;
      if (end !== 'reviewed') app.say({ words: end === 'cancelled' ? text.cancelled : text.engineFailed });
      if (!request.known) go(only ? routes.document(caseId, only) : routes.caseOf(caseId));
    } finally {
      app.jobs.remove(id);
    }
  };

  return {
    run,
    reviewNew: async (files: readonly File[], method: CaptureMethod, state?: CaseState) => {
      const obtained = await obtain(files, method);
      await run({ files: obtained, ...knownOf(state) });
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
