import type {
  Publication,
  ReviewCheck,
  ReviewFinding,
  ReviewLedgerEntry,
  ReviewPlace,
} from '../../../core/model/review.ts';
import { type Arithmetic, explainFinding } from '../../../core/reports/explain-finding.ts';
import { type Mark, markOfFigure } from '../../components/marks.ts';

/** A printed amount on a page, with what is drawn at it. */
export interface FigureMark {
  readonly entry: ReviewLedgerEntry;
  readonly mark: Mark | undefined;
}

/** A place that a finding is about; `copy` where the same error is printed again. */
export interface FindingMark {
  readonly finding: ReviewFinding;
  readonly place: ReviewPlace;
  readonly copy: boolean;
}

export interface PageMarks {
  readonly figures: readonly FigureMark[];
  readonly findings: readonly FindingMark[];
}

export const NO_MARKS: PageMarks = { figures: [], findings: [] };

/** The marks of each page, by page number. */
export function marksByPage(
  publication: Publication,
  checks: ReadonlyMap<string, ReviewCheck>,
): ReadonlyMap<number, PageMarks> {
  const pages = new Map<number, { figures: FigureMark[]; findings: FindingMark[] }>();
  const of = (page: number) => {
    const known = pages.get(page);
    if (known) return known;
    const made = { figures: [], findings: [] };
    pages.set(page, made);
    return made;
  };
  for (const entry of publication.ledger ?? []) {
    if (entry.place.page === undefined || !entry.place.rect) continue;
    of(entry.place.page).figures.push({ entry, mark: markOfFigure(entry, checks) });
  }
  for (const finding of publication.findings) {
    const first = finding.where[0];
    if (first?.page !== undefined) of(first.page).findings.push({ finding, place: first, copy: false });
    for (const place of finding.alsoAt ?? []) {
      if (place.page !== undefined) of(place.page).findings.push({ finding, place, copy: true });
    }
  }
  return pages;
}

/** What the page shows of the selected finding's arithmetic: the figure, its addends here, and those elsewhere. */
export interface Path {
  readonly from: ReviewPlace;
  readonly addends: readonly {
    readonly place: ReviewPlace;
    readonly label: string;
    readonly amount: string;
  }[];
}

export function pathOf(
  finding: ReviewFinding | undefined,
  checks: ReadonlyMap<string, ReviewCheck>,
): Path | undefined {
  if (!finding) return undefined;
  const { main } = explainFinding(finding, checks);
  const from = finding.where[0];
  if (!main || !from) return undefined;
  return { from, addends: linesOf(main).filter(({ place }) => place !== from) };
}

function linesOf({ addends, total }: Arithmetic): Path['addends'] {
  return [...addends, total].filter(({ suspect }) => !suspect);
}
