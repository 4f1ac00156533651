import type { Publication } from '../../core/model/review.ts';
import type { Messages } from '../i18n/zh.ts';

/** Names of more bodies than this are counted, not listed. */
const BODIES_MAX = 2;

/** What a new case is called: the bodies and years that its documents state, else the name of the first file. */
export function titleOfCase(
  publications: readonly Publication[],
  fileNames: readonly string[],
  text: Messages,
): string {
  const bodies = [...new Set(publications.flatMap(({ entity }) => entity ?? []))];
  const years = [...new Set(publications.flatMap(({ year }) => year ?? []))].sort();
  if (bodies.length === 0) return withoutEnding(fileNames[0] ?? text.newCase);
  const names = bodies.slice(0, BODIES_MAX).join('、');
  const body = bodies.length > BODIES_MAX ? `${names} …` : names;
  return years.length > 0 ? `${body} ${years.map((year) => text.year(year)).join('、')}` : body;
}

/** A file name for people: without its ending. */
export function withoutEnding(name: string): string {
  return name.replace(/\.[a-z0-9]{1,5}$/i, '') || name;
}
