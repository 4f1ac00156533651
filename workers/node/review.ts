import type { Document } from '../../core/model/document.ts';
import { type Review, type ReviewFailure, SEVERITIES } from '../../core/model/review.ts';
import type { Failure, Reading } from '../../core/model/source.ts';
import {
  caseFindingsToLine,
  failureToLine,
  publicationToLine,
  reviewToJson,
} from '../../core/reports/review-json.ts';
import { RULES } from '../../core/rules/catalogue.ts';
import { emptyReview, mergeReviews } from '../engine.ts';
import { renderReport } from '../writers/render-report.ts';
import type { Command, FailOn, ReviewFormat } from './arguments.ts';
import { eachFile } from './read-files.ts';
import type { Run } from './run.ts';

type ReviewCommand = Extract<Command, { kind: 'review' }>;

/** `tieout review`: extract, reconcile, report. Returns the exit status. */
export async function review(command: ReviewCommand, run: Run): Promise<number> {
  const isEach = command.each || command.files.length === 1;
  const result = isEach ? await reviewEach(command, run) : await reviewCase(command, run);
  if (command.format !== 'ndjson') await run.output.write(await print(result, command));
  if (result.failures.length > 0) return 2;
  return hasFindings(result, command.failOn) ? 1 : 0;
}

/** Every file a case of its own, reviewed where it was read. */
async function reviewEach(command: ReviewCommand, run: Run): Promise<Review> {
  const reviews: Review[] = [];
  const streams = command.format === 'ndjson';
  await eachFile(
    command.files,
    run.threads,
    run.bar,
    async (api, file, onProgress): Promise<Reading<Review>> => {
      const review = await api.reviewFile(file, needsChecks(command), onProgress);
      const [failure] = review.failures;
      return failure === undefined ? { ok: true, value: review } : { ok: false, error: failure };
    },
    async ({ name, index, result }) => {
      const review = result.ok ? result.value : failedReview(name, result.error, run);
      if (streams) await run.output.write(linesOf(review));
      // A stream of many files keeps only what the exit status needs.
      reviews[index] = streams ? withoutChecks(review) : review;
    },
  );
  if (streams && !command.each) {
    await run.output.write(caseFindingsToLine(reviews.flatMap((review) => review.case.findings)));
  }
  return mergeReviews(reviews);
}

/** All files one case: read side by side, reviewed together. */
async function reviewCase(command: ReviewCommand, run: Run): Promise<Review> {
  const readings: Document[] = [];
  const failures: Review[] = [];
  await eachFile(
    command.files,
    run.threads,
    run.bar,
    (api, file, onProgress) => api.read(file, onProgress),
    ({ name, index, result }) => {
      if (result.ok) readings[index] = result.value;
      else failures[index] = failedReview(name, result.error, run);
    },
  );
  const documents = readings.filter((document) => document !== undefined);
  run.bar.update({ stage: 'reviewing', file: documents.map(({ name }) => name).join(', ') });
  const reviewed = await run.threads.run((api) => api.reviewCase(documents, needsChecks(command)));
  const review = mergeReviews([reviewed, ...failures.filter((failure) => failure !== undefined)]);
  if (command.format === 'ndjson') {
    await run.output.write(linesOf(review) + caseFindingsToLine(review.case.findings));
  }
  return review;
}

function failedReview(name: string, { code, message }: Failure, run: Run): Review {
  run.sayFailure(name, { code, message });
  return { ...emptyReview, failures: [{ name, code, message } satisfies ReviewFailure] };
}

function linesOf({ publications, failures }: Review): string {
  return [...publications.map(publicationToLine), ...failures.map(failureToLine)].join('');
}

function withoutChecks(review: Review): Review {
  return {
    ...review,
    publications: review.publications.map(({ checkList: _checks, ledger: _ledger, ...rest }) => rest),
  };
}

/** Forms for people show the arithmetic and the reasons, so they need every check. */
function needsChecks({ format, withChecks }: ReviewCommand): boolean {
  return (
    withChecks || !(['json', 'ndjson', 'sarif'] satisfies ReviewFormat[] as ReviewFormat[]).includes(format)
  );
}

async function print(review: Review, { format, language, out }: ReviewCommand): Promise<string | Uint8Array> {
  if (format === 'json') return reviewToJson(review);
  const colour = out === undefined && process.stdout.isTTY === true && !process.env.NO_COLOR;
  return renderReport({ review, language, rules: RULES }, format === 'ndjson' ? 'json' : format, {
    colour,
  });
}

function hasFindings(review: Review, failOn: FailOn): boolean {
  if (failOn === 'never') return false;
  const counted = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  const findings = [...review.publications.flatMap(({ findings }) => findings), ...review.case.findings];
  return findings.some(({ severity }) => counted.includes(severity));
}
