import type { Check } from '../../model/check.ts';
import type { Cell, Table } from '../../model/document.ts';
import type { Column, TableStructure } from '../../structure/table-structure.ts';
import { fold } from '../../structure/text.ts';
import { cellPlace, tableName } from '../places.ts';
import type { Observation, ReviewContext } from '../rule.ts';

/** Two amount columns of one list under the same headings from top to bottom. */
interface Clash {
  readonly path: string;
  readonly cells: readonly [Cell, Cell];
}

/** 预算数 twice under one item, where one of them has to be 决算数: told once for a table. */
export function* observeHeadings({ structures }: ReviewContext): Generator<Observation> {
  for (const structure of structures) {
    const clashes = headingClashes(structure);
    const [first] = clashes;
    if (!first) continue;
    const { table } = structure;
    const paths = clashes.map((c) => `“${c.path}”`);
    yield {
      rule: 'hyg-heading-twice',
      places: clashes.flatMap(({ cells }) => cells.map((cell) => cellPlace(table, cell))),
      stated: first.path,
      title: {
        zh: `表头${paths.join('、')}出现两次`,
        en: `${clashes.length > 1 ? 'Headings' : 'Heading'} ${paths.join(', ')} printed over two columns`,
      },
      message: {
        zh: `${tableName(table)}中表头${paths.join('、')}${clashes.length > 1 ? '各' : ''}印在两列之上，其中一列的表头可能写错，请核对。`,
        en: `In ${tableName(table)} the ${clashes.length > 1 ? 'headings' : 'heading'} ${paths.join(', ')} ${clashes.length > 1 ? 'each stand' : 'stands'} over two columns; one of the two is probably wrong, please check.`,
      },
    };
  }
}

function headingClashes({ table, kind, panels }: TableStructure): Clash[] {
  if (kind === 'other' || table.byText) return [];
  return panels.flatMap(({ amountColumns }) => clashesAmong(amountColumns));
}

function clashesAmong(columns: readonly Column[]): Clash[] {
  const seen = new Map<string, Column>();
  return columns.flatMap((column): Clash[] => {
    const path = column.path.map((p) => p.trim()).join(' / ');
    const before = seen.get(fold(path));
    seen.set(fold(path), column);
    const [cell, other] = [column.headers.at(-1), before?.headers.at(-1)];
    return path === '' || !cell || !other || cell === other ? [] : [{ path, cells: [cell, other] }];
  });
}

/**
 * The failing checks that a heading printed twice explains: whatever goes by the headings of its table. Sums down a column
 * hold or fail whatever stands above it.
 */
export function checksByWrongHeadings({ structures }: ReviewContext, checks: readonly Check[]): Check[] {
  const tables = new Set<Table['id']>();
  for (const s of structures) if (headingClashes(s).length > 0) tables.add(s.table.id);
  if (tables.size === 0) return [];
  return checks.filter(
    ({ outcome, terms }) =>
      outcome === 'differs' &&
      terms.some(({ figure: { place } }) => place.kind === 'cell' && tables.has(place.table)) &&
      new Set(
        terms.map(({ figure: { place } }) => (place.kind === 'cell' ? `${place.table}:${place.col}` : '')),
      ).size > 1,
  );
}
