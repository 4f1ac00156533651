import { type Review, type ReviewFailure, SEVERITIES } from '../../core/model/review.ts';
import type { Failure, Reading } from '../../core/model/source.ts';
import {
  caseFindingsToLine,
  failureToLine,
  publicationToLine,
  reviewToJson,
} from '../../core/reports/review-json.ts';
import { RULES } from '../../core/rules/catalogue.ts';
import type { ReviewOptions } from '../api.ts';
import { emptyReview, mergeReviews } from '../engine.ts';
import { renderReport } from '../writers/render-report.ts';
import type { Command, FailOn, ReviewFormat } from './arguments.ts';
import { eachFile } from './read-files.ts';
import type { Run } from './run.ts';
import type { NamedReview } from './thread-api.ts';

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
      const review = await api.reviewFile(file, optionsOf(command), onProgress);
      const [failure] = review.failures;
      // An archive with one bad file still gives the others.
      return failure === undefined || review.publications.length > 0
        ? { ok: true, value: review }
        : { ok: false, error: failure };
    },
    async ({ name, index, result }) => {
      const review = result.ok ? result.value : failedReview(name, result.error, run);
      if (result.ok) for (const failure of review.failures) run.sayFailure(failure.name, failure);
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

/** All files one case: each read and reviewed on a thread, then all together for what needs several. */
async function reviewCase(command: ReviewCommand, run: Run): Promise<Review> {
  const found: (readonly NamedReview[])[] = [];
  const streams = command.format === 'ndjson';
  await eachFile(
    command.files,
    run.threads,
    run.bar,
    (api, file, onProgress) => api.reviewOne(file, optionsOf(command), onProgress),
    async ({ name, index, result }) => {
      const own: readonly NamedReview[] = result.ok ? result.value : [{ name, reading: result }];
      found[index] = own;
      for (const { name, reading } of own) {
        if (!reading.ok) run.sayFailure(name, reading.error);
        if (!streams) continue;
        const line = reading.ok
          ? publicationToLine(reading.value.publication)
          : failureToLine({ name, ...reading.error });
        await run.output.write(line);
      }
    },
  );
  const all = found.flat();
  const read = all.flatMap(({ reading }) => (reading.ok ? [reading.value] : []));
  const documents = read.map(({ document }) => document);
  run.bar.update({ stage: 'reviewing', file: documents.map(({ name }) => name).join(', ') });
  const findings = await run.threads.run((api) => api.reviewAcross(documents));
  if (streams) await run.output.write(caseFindingsToLine(findings));
  return {
    ...emptyReview,
    publications: read.map(({ publication }) => publication),
    case: { findings },
    failures: all.flatMap(({ name, reading }) => (reading.ok ? [] : [{ name, ...reading.error }])),
  };
}

function optionsOf(command: ReviewCommand): ReviewOptions {
  const withChecks = needsChecks(command);
  return command.settings === undefined ? { withChecks } : { withChecks, settings: command.settings };
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
