import { formatDecimal, lastPlace } from '../figures/arithmetic.ts';
import { readPlain } from '../figures/read-amount.ts';
import { statedOf } from '../figures/stated.ts';
import type { Amount } from '../model/amount.ts';
import type { Check } from '../model/check.ts';
import type { Document } from '../model/document.ts';
import type { Figure } from '../model/figure.ts';
import type {
  FigureState,
  Publication,
  ReviewCheck,
  ReviewFinding,
  ReviewLedgerEntry,
  ReviewPlace,
} from '../model/review.ts';
import type { ReviewSettings } from '../model/settings.ts';
import { FAMILIES, ruleInfo } from '../rules/catalogue.ts';
import { checksByWrongHeadings } from '../rules/hygiene/headings.ts';
import { DOUBTED, doubtedTables, doubtToObservation, tablesOf } from '../rules/reading/reading.ts';
import type { Observation, ReviewContext } from '../rules/rule.ts';
import { inRightUnits, unitFaults, unitFaultToObservation } from '../rules/units/unit-faults.ts';
import { withdrawUnconfirmed } from './confirm.ts';
import { documentToContext } from './context.ts';
import { diagnose, type Fault } from './diagnose.ts';
import { DraftSet } from './draft-set.ts';
import { evaluate } from './evaluate.ts';
import { FindingWriter, toReviewPlace } from './findings.ts';
import { buildLedger, countEntries, countStates, type LedgerEntry } from './ledger.ts';

/** Runs every rule over one document: checks → diagnosis → findings, and the ledger of what was checked. */
export function reviewDocument(
  document: Document,
  withChecks: boolean,
  settings: ReviewSettings = {},
): Publication {
  const context = documentToContext(document, settings);
  const { checks: proposed, identities } = runChecks(context);
  const confirmed = withdrawUnconfirmed(context, proposed);
  // A wrong unit label breaks every tie of its table at once: it is told as what it is before figures are doubted.
  const misstated = unitFaults(context, confirmed);
  const byLabel = new Set(misstated.flatMap((fault) => fault.checks));
  // So does a heading that stands over two columns.
  if (!isOff(context, 'hyg-heading-twice'))
    for (const check of checksByWrongHeadings(context, confirmed)) byLabel.add(check);
  const suspected = (all: readonly Check[]): readonly Check[] =>
    byLabel.size === 0
      ? all
      : inRightUnits(
          all.filter((check) => !byLabel.has(check)),
          misstated,
          (draft, id) => evaluate(draft, id, allowanceOf(context, draft.rule)),
        );
  const first = diagnose(suspected(confirmed), identities);
  const observed = [...observe(context)];
  const found = [...first.faults.map((f) => f.checks), ...first.unexplained];
  const doubted = doubtedTables(context, found, observed, (rule) => ruleInfo(rule).severity);
  const checks = doubted.size === 0 ? confirmed : confirmed.map((check) => withdrawDoubted(check, doubted));
  const { faults, unexplained } = doubted.size === 0 ? first : diagnose(suspected(checks), identities);
  const writer = new FindingWriter(context);
  const arithmetic = [
    ...faults.map((fault) => writer.fault(fault)),
    ...unexplained.map((group) => writer.unexplained(group)),
  ];
  const seen = withoutDoubted(observed, doubted);
  const observations = [
    ...misstated.flatMap((fault) => unitFaultToObservation(context, fault) ?? []),
    ...[...doubted].map(([table, count]) => doubtToObservation(context, table, count)),
    ...seen,
  ].map((observation) => writer.observation(observation));
  const findings = [...arithmetic, ...withoutEchoes(observations, arithmetic)];
  const wrong = new Set([
    ...faults.flatMap(wrongFigures),
    ...seen.flatMap((o) => (o.figures ?? []).map((f) => f.id)),
  ]);
  const ids = new Set(faults.flatMap((f) => f.checks.map((c) => c.id)));
  const explained = new Set(checks.filter((check) => byLabel.has(check) || ids.has(check.id)));
  const ledger = withChecks ? buildLedger(context, checks, wrong, explained) : undefined;
  const states = ledger ? countEntries(ledger) : countStates(context, checks, wrong, explained);
  return toPublication(context, checks, sortFindings(findings), states, ledger);
}

/** A failing check of a table whose reading is doubted is not held against the document. */
function withdrawDoubted(check: Check, doubted: ReadonlyMap<string, number>): Check {
  if (check.outcome !== 'differs' || !tablesOf(check).some((table) => doubted.has(table))) return check;
  return { ...check, outcome: 'not-checked', reason: DOUBTED };
}

/** What rules see in single cells of such a table says no more than its sums. */
function withoutDoubted(
  observed: readonly Observation[],
  doubted: ReadonlyMap<string, number>,
): Observation[] {
  return observed.filter(({ places: [place] }) => place?.kind !== 'cell' || !doubted.has(place.table));
}

/** What a rule sees on a figure that the arithmetic has named already: one fault is one finding. */
const ECHOES = new Set(['foot-negative', 'foot-duplicate-row']);

function withoutEchoes(
  observed: readonly ReviewFinding[],
  arithmetic: readonly ReviewFinding[],
): ReviewFinding[] {
  const key = (w: ReviewPlace | undefined) => (w?.row === undefined ? '' : `${w.table}:${w.row}`);
  const named = new Set(
    arithmetic.flatMap((f) => [...f.where, ...(f.alsoAt ?? []), ...f.suspects.map((s) => s.where)].map(key)),
  );
  return observed.filter((f) => {
    if (f.rule === 'narr-sum') return !arithmetic.some((told) => isSameNumber(told, f));
    return !ECHOES.has(f.rule) || !named.has(key(f.where[0]));
  });
}

/** Whether the number that an arithmetic finding calls wrong stands in the sentence part that an observation quotes. */
function isSameNumber({ suspects: [suspect] }: ReviewFinding, observed: ReviewFinding): boolean {
  const place = observed.where[0];
  return (
    suspect?.where.block !== undefined &&
    suspect.where.block === place?.block &&
    place.quote.includes(suspect.where.quote)
  );
}

function runChecks(context: ReviewContext): { checks: Check[]; identities: [Figure, Figure][] } {
  const checks: Check[] = [];
  const identities: [Figure, Figure][] = [];
  const seen = new DraftSet();
  for (const family of FAMILIES) {
    for (const draft of family.propose?.(context) ?? []) {
      if (isOff(context, draft.rule)) continue;
      if (!seen.add(draft)) continue;
      const check = evaluate(draft, `c${checks.length + 1}`, allowanceOf(context, draft.rule));
      if (check) checks.push(check);
      else if (
        draft.comparison === 'copy' &&
        draft.terms.length === 2 &&
        !draft.rule.startsWith('foot-') &&
        !draft.rule.startsWith('cast-')
      ) {
        identities.push([draft.terms[0]!.figure, draft.terms[1]!.figure]);
      }
    }
  }
  return { checks, identities };
}

function wrongFigures(fault: Fault): number[] {
  if (fault.kind === 'figure') return fault.figures.map((f) => f.id);
  if (fault.kind === 'row') return [fault.total.id];
  if (fault.kind === 'heading') return fault.checks.map((c) => c.terms[0]!.figure.id);
  return fault.exchange.pairs.flatMap(([a, b]) => [a.id, b.id]);
}

const isOff = ({ settings }: ReviewContext, rule: string): boolean =>
  settings.rules !== undefined && settings.rules[rule]?.off === true;

/** A tolerance beyond rounding that the reviewer gave a rule; one that is no plain decimal is none. */
function allowanceOf(context: ReviewContext, rule: string): Amount | undefined {
  const stated = context.settings.rules?.[rule]?.tolerance;
  const amount = stated === undefined ? undefined : readPlain(stated);
  return amount && amount.digits >= 0n ? amount : undefined;
}

function* observe(context: ReviewContext): Generator<Observation> {
  for (const family of FAMILIES) {
    for (const observation of family.observe?.(context) ?? []) {
      if (!isOff(context, observation.rule)) yield observation;
    }
  }
}

const SEVERITY_ORDER = { error: 0, warning: 1, info: 2 } as const;

/** Errors before warnings before notes, each in the order of the document. */
function sortFindings(findings: readonly ReviewFinding[]): ReviewFinding[] {
  const order = (f: ReviewFinding) => {
    const w = f.where[0];
    return w?.table ? Number(w.table.slice(1)) * 1e6 + (w.row ?? 0) * 1e3 + (w.col ?? 0) : (w?.block ?? 0);
  };
  return [...findings].sort(
    (a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] || order(a) - order(b),
  );
}

function toPublication(
  context: ReviewContext,
  checks: readonly Check[],
  findings: readonly ReviewFinding[],
  figures: Readonly<Record<FigureState, number>>,
  ledger: readonly LedgerEntry[] | undefined,
): Publication {
  const { name, sha256, mediaType, pages, warnings } = context.document;
  const outcomes = { agrees: 0, 'agrees-within-rounding': 0, differs: 0, 'not-checked': 0 };
  for (const { outcome } of checks) outcomes[outcome]++;
  return {
    document: { name, sha256, mediaType, ...(pages === undefined ? {} : { pages }) },
    entity: context.identity.entity,
    year: context.identity.year,
    kind: context.identity.kind,
    tables: context.structures.map(({ table, kind }) => ({
      id: table.id,
      title: table.title,
      ...(table.number === null ? {} : { number: table.number }),
      unit: table.unit,
      kind,
      ...(table.pages ? { pages: table.pages } : {}),
    })),
    figures: {
      total: figures.tied + figures['within-rounding'] + figures.differs + figures['not-checked'],
      tied: figures.tied,
      withinRounding: figures['within-rounding'],
      differing: figures.differs,
      notChecked: figures['not-checked'],
    },
    checks: {
      agrees: outcomes.agrees,
      agreesWithinRounding: outcomes['agrees-within-rounding'],
      differs: outcomes.differs,
      notChecked: outcomes['not-checked'],
    },
    findings,
    warnings,
    ...(isFullReview(context.settings) ? {} : { settings: context.settings }),
    ...(ledger ? { checkList: checks.map(toReviewCheck), ledger: ledger.map(toReviewLedgerEntry) } : {}),
  };
}

function toReviewCheck(check: Check): ReviewCheck {
  const finest = [...check.terms]
    .filter((t) => t.figure.state === 'printed')
    .sort(
      (a, b) => lastPlace(a.figure.amount, a.figure.exponent) - lastPlace(b.figure.amount, b.figure.exponent),
    )[0]?.figure;
  const exponent = finest?.exponent ?? 0;
  const scale = Math.max(0, exponent - check.place);
  return {
    id: check.id,
    rule: check.rule,
    outcome: check.outcome,
    ...(check.reason ? { reason: check.reason } : {}),
    terms: check.terms.map(({ figure, sign }) => ({
      sign,
      place: toReviewPlace(figure.place),
      stated: statedOf(figure),
      label: figure.rowLabel || figure.columnLabel,
      ...(figure.unit ? { unit: figure.unit.label } : {}),
    })),
    residual: formatDecimal(check.residual, scale, true),
    tolerance: formatDecimal(check.width2 * 5n, scale + 1, true),
    ...(finest?.unit ? { unit: finest.unit.label } : {}),
  };
}

function toReviewLedgerEntry(entry: LedgerEntry): ReviewLedgerEntry {
  return {
    place: toReviewPlace(entry.figure.place),
    stated: statedOf(entry.figure),
    state: entry.state,
    checks: entry.checks.map((c) => c.id),
    ...(entry.reason ? { reason: entry.reason } : {}),
  };
}

const isFullReview = (settings: ReviewSettings): boolean =>
  Object.keys(settings.rules ?? {}).length === 0 && (settings.sums ?? []).length === 0;
