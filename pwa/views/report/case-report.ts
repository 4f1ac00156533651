import type { Review } from '../../../core/model/review.ts';
import type { CaseReport } from '../../../core/reports/report.ts';
import { RULES } from '../../../core/rules/catalogue.ts';
import { type Language, messagesOf } from '../../i18n/language.ts';
import type { CaseState, Workspace } from '../../storage/project.ts';

export interface ReportChoices {
  readonly language: Language;
  /** Whether findings that nobody has decided are in the report. */
  readonly includeOpen: boolean;
  readonly preparedBy: string;
  /** ISO time that the report bears. */
  readonly generatedAt: string;
}

/** A case as a report is made of it: the review, and what people decided and noted. Findings dismissed stay out. */
export function caseReport(
  state: CaseState,
  review: Review,
  workspace: Workspace,
  choices: ReportChoices,
): CaseReport {
  const { language, includeOpen, preparedBy, generatedAt } = choices;
  const text = messagesOf(language);
  const nameOf = (deviceId: string) => {
    const by = workspace.deviceNames.get(deviceId);
    return by ? { by } : {};
  };
  return {
    review: includeOpen ? review : onlyDecided(review, state),
    rules: RULES,
    language,
    generatedAt,
    ...(preparedBy.trim() === '' ? {} : { preparedBy: preparedBy.trim() }),
    decisions: [...state.decisions].flatMap(([finding, { heads }]) =>
      heads.map(({ body, at, deviceId }) => ({
        finding,
        state: body.decision,
        ...(body.reason ? { reason: body.reason } : {}),
        at,
        ...nameOf(deviceId),
      })),
    ),
    notes: state.notes.map(({ text: words, finding, document, at, heads }) => ({
      text: words,
      ...(finding ? { finding } : {}),
      ...(document ? { document } : {}),
      at,
      ...nameOf(heads[0]!.deviceId),
    })),
    captures: state.documents.flatMap((sha256) => {
      const document = workspace.documents.get(sha256);
      if (!document) return [];
      return document.captures.slice(0, 1).map(({ body, at }) => ({
        document: sha256,
        method: text.method[body.method],
        size: body.size,
        at,
        ...(document.address ? { address: document.address } : {}),
      }));
    }),
  };
}

function onlyDecided(review: Review, state: CaseState): Review {
  const isDecided = ({ id }: { readonly id: string }) => {
    const decision = state.decisions.get(id);
    return decision !== undefined && decision.agreed !== 'open';
  };
  return {
    ...review,
    publications: review.publications.map((one) => ({ ...one, findings: one.findings.filter(isDecided) })),
    case: { findings: review.case.findings.filter(isDecided) },
  };
}
