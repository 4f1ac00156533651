import type { Check } from '../../model/check.ts';
import type { Severity } from '../../model/severity.ts';
import type { Message } from '../../model/source.ts';
import type { Observation, ReviewContext, RuleFamily } from '../rule.ts';

/** What is said of the reading itself; told by the engine once it knows how much of a table fails. */
export const reading: RuleFamily = {
  rules: [
    {
      id: 'read-columns',
      severity: 'info',
      title: { zh: '无框线的表，读数存疑', en: 'A table without lines may be misread' },
      basis: '人工核对',
      formula: '—',
    },
  ],
};

/** Faults that a table must show before its reading is doubted: one or two are faults of the page. */
const FAULTS_MIN = 3;

export const DOUBTED: Message = {
  zh: '表中没有框线，列按文字位置划分；多处同时不符，可能是读错了列，不作为问题列出，请对照原页',
  en: 'the table has no lines and its columns were told by where its texts stand; so much of it fails that the reading may be at fault, please compare with the page',
};

/**
 * Tables whose columns were told by their text alone and in which several faults were found at once: a figure in the wrong
 * column fails everywhere, and a publisher's slip does not.
 *
 * @param faults The checks that each fault explains.
 * @param observed What rules see in single cells: a row twice, a code under another's name.
 * @returns Their ids, with the number of faults.
 */
export function doubtedTables(
  context: ReviewContext,
  faults: readonly (readonly Check[])[],
  observed: readonly Observation[],
  severityOf: (rule: string) => Severity,
): ReadonlyMap<string, number> {
  const open = new Set(context.structures.filter((s) => s.table.byText).map((s) => s.table.id));
  const counts = new Map<string, number>();
  if (open.size === 0) return counts;
  for (const checks of faults) {
    for (const table of new Set(checks.flatMap(tablesOf)))
      if (open.has(table)) counts.set(table, (counts.get(table) ?? 0) + 1);
  }
  for (const { places, rule, severity } of observed) {
    const [place] = places;
    if (place?.kind !== 'cell' || !open.has(place.table) || (severity ?? severityOf(rule)) === 'info')
      continue;
    counts.set(place.table, (counts.get(place.table) ?? 0) + 1);
  }
  for (const [table, count] of counts) if (count < FAULTS_MIN) counts.delete(table);
  return counts;
}

export const tablesOf = (check: Check): string[] =>
  check.terms.flatMap(({ figure: { place } }) => (place.kind === 'cell' ? [place.table] : []));

export function doubtToObservation(context: ReviewContext, id: string, count: number): Observation {
  const { table } = context.structures.find((s) => s.table.id === id)!;
  const [cell] = table.cells;
  const name = table.title ?? '';
  return {
    rule: 'read-columns',
    places: [
      {
        kind: 'cell',
        table: id,
        row: 0,
        col: 0,
        anchor: cell?.anchor ?? table.anchor,
        quote: cell?.text ?? '',
      },
    ],
    key: id,
    title: { zh: `《${name}》读数存疑，请对照原页`, en: `“${name}” may be misread; compare with the page` },
    message: {
      zh: `《${name}》没有框线，列按文字位置划分，有 ${count} 处同时不符，可能是读错了列；这些不符未列为问题。请在“读到的表”中对照原页，必要时更正读数。`,
      en: `“${name}” has no lines; its columns were told by where its texts stand, and ${count} places fail at once, so the reading may be at fault. They are not listed as findings: compare the table as read with the page, and correct the reading where it is wrong.`,
    },
  };
}
