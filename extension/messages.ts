/**
 * Every message inside the extension, by direction, with its reply. `runtime.sendMessage` reaches every page of the
 * extension and the first reply wins, so each message says `to:` whom it goes, and all others stay silent. What comes
 * in is checked against these schemas at every border: a page could not forge them, an older copy of ours could.
 */
import * as v from 'valibot';
import type { HtmlNode } from '../workers/readers/html-tree.ts';

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const shortText = v.pipe(v.string(), v.maxLength(4_000));
const selector = v.pipe(v.string(), v.minLength(1), v.maxLength(4_000));

export const FIGURE_MARKS = ['tied', 'within-rounding', 'differs', 'not-checked'] as const;
export const DECISION_STATES = ['open', 'confirmed', 'explained', 'dismissed', 'question'] as const;

// ---- what the overlay shows -----------------------------------------------------------------------------------------

/** A stretch of a printed amount; `differs` where its digits are not those of the other amount. */
const segment = v.object({ text: shortText, differs: v.optional(v.boolean()) });
export type Segment = v.InferOutput<typeof segment>;

/** Where something stands on the page: its element, and the printed text within (empty for a blank cell). */
const spot = v.object({ selector, quote: shortText });
export type Spot = v.InferOutput<typeof spot>;

const arithmeticLine = v.object({
  sign: v.picklist(['', '+', '−', '=']),
  code: v.optional(shortText),
  label: shortText,
  amount: v.array(segment),
  tone: v.picklist(['plain', 'differs']),
  /** The rule drawn above the line (a sum) or below it (the final difference). */
  rule: v.picklist(['none', 'above', 'double-below']),
});
export type ArithmeticLine = v.InferOutput<typeof arithmeticLine>;

/** What the popover says about a figure or a finding: all wording and all arithmetic is done by the panel. */
export const explanation = v.object({
  title: shortText,
  severity: v.nullable(v.picklist(['error', 'warning', 'info'])),
  /** The printed amount and the one it should be, digits that differ marked. */
  stated: v.optional(v.array(segment)),
  expected: v.optional(v.array(segment)),
  sentence: v.optional(shortText),
  columns: v.array(v.object({ caption: shortText, lines: v.array(arithmeticLine) })),
  corroborations: v.array(shortText),
  basis: v.optional(shortText),
  /** The addends to which the path leads, each with the words for a pill where no line can be drawn to it. */
  path: v.array(v.object({ spot: v.optional(spot), label: shortText })),
  decision: v.optional(v.picklist(DECISION_STATES)),
});
export type Explanation = v.InferOutput<typeof explanation>;

const figureMark = v.object({
  selector,
  quote: shortText,
  /** Which occurrence of the quote in the element's text, from 0. */
  occurrence: index,
  state: v.picklist(FIGURE_MARKS),
  /** The tick mark of the strongest check it stands in. */
  tick: v.picklist(['', '✓', '∧', '<', 'T', '≡', '↻', '⊐', '≈']),
});
export type FigureMark = v.InferOutput<typeof figureMark>;

const findingMark = v.object({
  id: v.string(),
  severity: v.picklist(['error', 'warning', 'info']),
  /** For screen readers: figure, state, expected value and place in one sentence. */
  name: shortText,
  selector,
  quote: shortText,
  /** For a blank that should be filled: the words printed in its box. */
  blank: v.optional(shortText),
  also: v.array(spot),
  decision: v.picklist(DECISION_STATES),
});
export type FindingMark = v.InferOutput<typeof findingMark>;

/** Everything the overlay needs; plain data, no amounts to compute with. */
export const overlayModel = v.object({
  lang: v.picklist(['zh', 'en']),
  counts: v.object({ tied: index, withinRounding: index, differs: index, notChecked: index }),
  /** All findings of the review; those without a place on this page are counted, not drawn. */
  findingCount: index,
  figures: v.array(figureMark),
  findings: v.array(findingMark),
});
export type OverlayModel = v.InferOutput<typeof overlayModel>;

// ---- capture -------------------------------------------------------------------------------------------------------

export const ATTACHMENT_KINDS = ['pdf', 'doc', 'docx', 'xls', 'xlsx'] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

const attachment = v.object({
  url: v.pipe(v.string(), v.maxLength(8_000)),
  name: shortText,
  kind: v.picklist(ATTACHMENT_KINDS),
});
export type Attachment = v.InferOutput<typeof attachment>;

/** A page as captured. `tree` is an `HtmlNode` (workers/readers/html-tree.ts); its depth makes a schema for it costly, and
 *  the reader takes any tree without throwing, so only its root is checked here. */
export const capture = v.object({
  address: v.pipe(v.string(), v.maxLength(8_000)),
  title: shortText,
  /** The live page, written out: the evidence. UTF-8 when stored. */
  snapshot: v.string(),
  tree: v.custom<HtmlNode>(
    (value) => typeof value === 'object' && value !== null && 'tag' in value && value.tag === '#document',
  ),
  attachments: v.array(attachment),
  tableCount: index,
  /** Pages embedded in this one, large enough to read: they are not captured. */
  frameCount: index,
  /** True where the page was larger than we take and the rest was left out. */
  truncated: v.boolean(),
});
export type Capture = v.InferOutput<typeof capture>;

// ---- panel → content script (tabs.sendMessage) ---------------------------------------------------------------------------

export const toContent = v.variant('type', [
  /** Is this still the page that was captured? A jump within a page ends nothing. */
  v.object({ to: v.literal('content'), type: v.literal('ping') }),
  v.object({ to: v.literal('content'), type: v.literal('capture') }),
  v.object({ to: v.literal('content'), type: v.literal('show'), model: overlayModel }),
  /** Selects a finding (null: none): scrolls to it, boxes it, opens the popover with its arithmetic. */
  v.object({ to: v.literal('content'), type: v.literal('light'), finding: v.nullable(v.string()) }),
  /** Scrolls to a place that is no finding and pulses its outline. */
  v.object({ to: v.literal('content'), type: v.literal('point'), spot }),
  v.object({ to: v.literal('content'), type: v.literal('marks'), shown: v.boolean() }),
  v.object({
    to: v.literal('content'),
    type: v.literal('decided'),
    finding: v.string(),
    decision: v.picklist(DECISION_STATES),
  }),
  v.object({ to: v.literal('content'), type: v.literal('close') }),
]);
export type ToContent = v.InferOutput<typeof toContent>;

/** How much of the overlay's model was found on the page. */
export const shown = v.object({ found: index, changed: index, missing: index });
export type Shown = v.InferOutput<typeof shown>;
export const lit = v.object({ found: v.boolean() });

/** The reply of the content script to each message. */
export const contentReplies = {
  ping: lit,
  capture,
  show: shown,
  light: lit,
  point: lit,
  marks: lit,
  decided: lit,
  close: lit,
} as const;

// ---- content script → panel (runtime.sendMessage; the panel knows its own by sender.tab) -----------------------------

export const toPanel = v.variant('type', [
  v.object({ to: v.literal('panel'), type: v.literal('selected'), finding: v.nullable(v.string()) }),
  v.object({ to: v.literal('panel'), type: v.literal('popover'), open: v.boolean() }),
  v.object({ to: v.literal('panel'), type: v.literal('closed') }),
  /** The page changed under its marks: figures that now differ from what was reviewed, and places that are gone. */
  v.object({ to: v.literal('panel'), type: v.literal('page-changed'), changed: index, missing: index }),
  v.object({
    to: v.literal('panel'),
    type: v.literal('decide'),
    finding: v.string(),
    decision: v.picklist(DECISION_STATES),
  }),
  /** Replied to with an `Explanation`, or null where there is none. */
  v.object({ to: v.literal('panel'), type: v.literal('explain-finding'), finding: v.string() }),
  v.object({ to: v.literal('panel'), type: v.literal('explain-figure'), figure: index }),
]);
export type ToPanel = v.InferOutput<typeof toPanel>;

// ---- background → panel (storage.session, because the panel may not be there yet) -----------------------------------------

/** What a click asks the panel of a tab to do. Left in session storage: the background keeps no state of its own. */
export const panelRequest = v.variant('kind', [
  v.object({ kind: v.literal('page'), tabId: index, id: v.string() }),
  v.object({ kind: v.literal('link'), tabId: index, id: v.string(), url: v.string() }),
]);
export type PanelRequest = v.InferOutput<typeof panelRequest>;

/** Session storage key of the request to the panel of a tab. */
export const REQUEST_PREFIX = 'request:';
export const requestKey = (tabId: number): string => `${REQUEST_PREFIX}${tabId}`;
