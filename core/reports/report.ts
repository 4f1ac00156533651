import type { Review } from '../model/review.ts';
import type { RuleInfo } from '../rules/rule.ts';
import type { Language } from './language.ts';

export const DECISION_STATES = ['open', 'confirmed', 'explained', 'dismissed', 'question'] as const;
export type DecisionState = (typeof DECISION_STATES)[number];

/**
 * A case as it is to be reported: the review, and what people added to it. Everything comes from outside, the time too, so
 * that the same case gives the same report.
 */
export interface CaseReport {
  readonly review: Review;
  /** The catalogue, for the titles of rules; their ids stand where it is absent. */
  readonly rules?: readonly RuleInfo[];
  readonly language: Language;
  /** ISO 8601; printed as given, in the local form of its own offset. Absent: no time is printed. */
  readonly generatedAt?: string;
  /** 编号 of the report, where the office keeps numbers. */
  readonly number?: string;
  /** Instead of the usual heading. */
  readonly title?: string;
  readonly decisions?: readonly ReportDecision[];
  readonly notes?: readonly ReportNote[];
  readonly captures?: readonly ReportCapture[];
  /** Names for the lines at the foot; left blank where absent. */
  readonly preparedBy?: string;
  readonly reviewedBy?: string;
}

/** What a reviewer decided on a finding. Two reviewers who disagree are two entries; both are printed. */
export interface ReportDecision {
  /** Id of the finding. */
  readonly finding: string;
  readonly state: DecisionState;
  readonly reason?: string;
  /** Who decided, and when (ISO 8601). */
  readonly by?: string;
  readonly at?: string;
}

export interface ReportNote {
  readonly text: string;
  /** Id of the finding it hangs on; absent for a note on a document or on the whole case. */
  readonly finding?: string;
  /** SHA-256 of the document it hangs on. */
  readonly document?: string;
  readonly by?: string;
  readonly at?: string;
}

/** How a document's bytes were obtained: part of the evidence. */
export interface ReportCapture {
  /** SHA-256 of the document. */
  readonly document: string;
  /** In the reviewer's words (浏览器标签页内原字节). */
  readonly method: string;
  readonly address?: string;
  /** Size in bytes. */
  readonly size?: number;
  readonly at?: string;
}
