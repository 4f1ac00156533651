import type { Publication, ReviewPlace, ReviewTable } from '../model/review.ts';
import type { Language } from './language.ts';

/** Publications of a review by the hash of their document. */
export type PublicationsByHash = ReadonlyMap<string, Publication>;

export function indexPublications(publications: readonly Publication[]): PublicationsByHash {
  return new Map(publications.map((publication) => [publication.document.sha256, publication]));
}

/** Where a place is, for people: `支出预算总表·10页`, `正文·3页`, `表2 第13行第5列`, `Sheet1!B7`. */
export function describePlace(
  place: ReviewPlace,
  publication: Publication | undefined,
  language: Language,
): string {
  const what = describeContainer(place, publication, language);
  if (place.page !== undefined) {
    return language === 'zh' ? `${what}·${place.page}页` : `${what}, p. ${place.page}`;
  }
  if (place.sheet !== undefined) return `${what}·${place.sheet}!${place.cell ?? ''}`;
  if (place.row === undefined || place.col === undefined) return what;
  return language === 'zh'
    ? `${what}·第${place.row + 1}行第${place.col + 1}列`
    : `${what}, row ${place.row + 1} col ${place.col + 1}`;
}

function describeContainer(
  place: ReviewPlace,
  publication: Publication | undefined,
  language: Language,
): string {
  if (place.table === undefined) return language === 'zh' ? '正文' : 'text';
  const table = publication?.tables.find(({ id }) => id === place.table);
  return describeTable(table, place.table, language);
}

/** A table by its title as printed, without its leading number; by its id where it has none. */
export function describeTable(table: ReviewTable | undefined, id: string, language: Language): string {
  const title = table?.title
    ?.replace(/^\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）]?[、.．]\s*)/, '')
    .trim();
  if (title) return title;
  const number = id.replace(/^t/, '');
  return language === 'zh' ? `第${number}张表` : `table ${number}`;
}
