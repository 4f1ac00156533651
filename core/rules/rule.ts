import type { CheckDraft } from '../model/check.ts';
import type { Document } from '../model/document.ts';
import type { Figure } from '../model/figure.ts';
import type { Place } from '../model/place.ts';
import type { Severity } from '../model/review.ts';
import type { ReviewSettings } from '../model/settings.ts';
import type { Message } from '../model/source.ts';
import type { FigureStore } from '../reconcile/figure-store.ts';
import type { CodeTree } from '../structure/code-tree.ts';
import type { Identity } from '../structure/identity.ts';
import type { LabelTree } from '../structure/label-tree.ts';
import type { Panel, TableStructure } from '../structure/table-structure.ts';

/** What everyone may know of a rule; `tieout rules` prints it. Ids are those of the review rules and never change. */
export interface RuleInfo {
  readonly id: string;
  readonly title: Message;
  readonly severity: Severity;
  /** What the rule rests on: the document's own arithmetic, a published requirement, or a convention. */
  readonly basis: string;
  readonly formula: string;
}

/** A document with everything that rules ask of it, worked out once. */
export interface ReviewContext {
  readonly document: Document;
  readonly identity: Identity;
  readonly structures: readonly TableStructure[];
  readonly figures: FigureStore;
  readonly settings: ReviewSettings;
  codeTree(structure: TableStructure): CodeTree | undefined;
  labelTree(structure: TableStructure, panel: Panel): LabelTree;
}

/** A statement about words or labels that a rule saw fail; arithmetic goes through checks instead. */
export interface Observation {
  readonly rule: string;
  /** Where it is not the rule's own. */
  readonly severity?: Severity;
  /** The faulty place first. */
  readonly places: readonly Place[];
  readonly title: Message;
  readonly message: Message;
  readonly stated?: string;
  readonly expected?: string;
  /** What tells this observation from its like, where neither `stated` nor the first place's quote does under any format. */
  readonly key?: string;
  /** Figures that the observation calls wrong: they differ in the ledger. */
  readonly figures?: readonly Figure[];
  readonly suspect?: { readonly place: Place; readonly stated: string; readonly proposed: string };
}

/** Rules that share one mechanism: they propose checks, observe, or both. */
export interface RuleFamily {
  readonly rules: readonly RuleInfo[];
  readonly propose?: (context: ReviewContext) => Iterable<CheckDraft>;
  readonly observe?: (context: ReviewContext) => Iterable<Observation>;
}
