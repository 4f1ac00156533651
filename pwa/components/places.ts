import type { Publication, ReviewPlace, ReviewTable } from '../../core/model/review.ts';
import type { Messages } from '../i18n/zh.ts';

/**
 * How a table is called in short: by the number that it prints, else by its place among the tables. By the table's id, in a
 * case with several documents by the document's hash and that id (`tableKey`).
 */
export type TableNames = ReadonlyMap<string, string>;

/** Names the tables of a document, also by the numbers that stand on lines of their own (公开03表). */
export function nameTables(tables: readonly ReviewTable[], text: Messages): TableNames {
  const own = tables.map(({ number = null, title }) => shortName(number, title, text));
  // Where some tables print a number, 表3 must mean that number, and a table without one is told by its place in words.
  const byOrder = own.some((name) => name !== undefined) ? text.tableOrdinal : text.tableNumber;
  return new Map(tables.map((table, index) => [table.id, own[index] ?? byOrder(index + 1)]));
}

/** Names the tables of all documents of a case: every document has a table t1. */
export function nameTablesOfCase(publications: readonly Publication[], text: Messages): TableNames {
  return new Map(
    publications.flatMap(({ document, tables }) =>
      [...nameTables(tables, text)].map(([id, name]) => [tableKey(document.sha256, id), name] as const),
    ),
  );
}

const tableKey = (document: string, table: string) => `${document}/${table}`;

/** The name of the place's table; empty for a place outside tables. */
export function tableNameOf({ document, table }: ReviewPlace, names: TableNames): string {
  if (table === undefined) return '';
  return (document && names.get(tableKey(document, table))) || names.get(table) || table;
}

/** 表3, 公开03表 → 3; 附件2 is no table number. A title such as “3、2024年部门支出预算总表” counts by its own numbering. */
function shortName(number: string | null, title: string | null, text: Messages): string | undefined {
  const digits =
    /表\s*(\d{1,2}(?:-\d{1,2})?)(?!\d)/.exec(number ?? '')?.[1] ??
    /(\d{1,2})\s*表/.exec(number ?? '')?.[1] ??
    /^\s*(?:附?表)\s*(\d{1,2})(?!\d)/.exec(title ?? '')?.[1] ??
    /^\s*(\d{1,2})\s*[、.．]/.exec(title ?? '')?.[1];
  return digits ? text.tableNumber(digits.replace(/^0+(?=\d)/, '')) : undefined;
}

/** A place in short for a chip: 表3·10页; 正文·6页; workbook: sheet and cell. */
export function placeLabel(place: ReviewPlace, names: TableNames, text: Messages): string {
  const parts: string[] = [];
  if (place.sheet) parts.push(place.sheet, ...(place.cell ? [place.cell] : []));
  else if (place.table) parts.push(tableNameOf(place, names));
  else parts.push(text.runningText);
  if (place.page !== undefined) parts.push(text.page(place.page));
  return text.joinPlace(parts);
}

/** Places of the same short label told once with how often: 表2·8页 ×2. */
export function groupPlaces(
  places: readonly ReviewPlace[],
  names: TableNames,
  text: Messages,
): readonly { readonly label: string; readonly places: readonly ReviewPlace[] }[] {
  const groups = new Map<string, ReviewPlace[]>();
  for (const place of places) {
    const label = placeLabel(place, names, text);
    const group = groups.get(label);
    if (group) group.push(place);
    else groups.set(label, [place]);
  }
  return [...groups].map(([label, group]) => ({ label, places: group }));
}

/** Publications by hash and their tables' names, for findings over several documents. */
export function publicationTitle({ entity, document }: Publication): string {
  return entity ?? document.name;
}
