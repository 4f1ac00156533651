/** What a cell holds, as far as its column can be told by it. */
type Kind = 'number' | 'date' | 'sign' | 'percent' | 'text' | 'blank';

function kindOf(text: string): Kind {
  const plain = text.replace(/\s/g, '');
  if (plain === '') return 'blank';
  if (/^[-+(（]?[¥$€£]?\d[\d,]*(?:\.\d+)?[)）]?$/.test(plain)) return 'number';
  if (/^\d{4}[-年./]\d{1,2}(?:[-月./]\d{1,2}日?|月)?$/.test(plain)) return 'date';
  if (/^[<>=≥≤≧≦]+$/.test(plain)) return 'sign';
  if (/^[%％‰]$/.test(plain)) return 'percent';
  return 'text';
}

/** Longer tables are lists, not forms: every row is compared with every other. */
const ROWS_MAX = 200;
/** Columns and rows needed before a column says anything about a cell. */
const ROWS_MIN = 3;
/** Share of a column's cells that one kind must have to count as the column's. */
const SHARE_MIN = 0.45;

/**
 * Rows that the making of the text shifted by one place, because merged cells gave a blank too many or too few: such a row
 * has at least two cells of a kind foreign to their columns (a date under percent signs), or words that are those of the next
 * columns; and one blank taken out or put in makes all of them fit. Rows that do not fit either way stay as they are.
 */
export function repairShiftedRows(matrix: readonly (readonly string[])[]): string[][] {
  if (matrix.length > ROWS_MAX) return matrix.map((row) => row.slice());
  const width = Math.max(0, ...matrix.map((row) => row.length));
  let rows = dropSurplusColumn(
    matrix.map((row) => Array.from({ length: width }, (_, col) => row[col] ?? '')),
  );
  for (let round = 0; round < 2; round++) {
    const kinds = columnKinds(rows);
    const given = rows;
    rows = given.map((row) => repairRow(row, kinds, given));
  }
  return rows;
}

/**
 * A last column that no row of labels reaches, while all rows that fill it are blank in one column further left: that blank
 * is one too many in each of them.
 */
function dropSurplusColumn(rows: readonly string[][]): string[][] {
  const last = (rows[0]?.length ?? 0) - 1;
  const filling = rows.filter((row) => row[last] !== '');
  const labels = rows.find((row) => row.filter((text) => text !== '').length === last && row[last] === '');
  if (last < 3 || !labels || labels.some((text) => kindOf(text) === 'number') || filling.length < 2)
    return [...rows];
  const blank = Array.from({ length: last }, (_, col) => col).findLast((col) =>
    filling.every((row) => row[col] === ''),
  );
  if (blank === undefined) return [...rows];
  return rows.map((row) => (row[last] === '' ? row : [...row.slice(0, blank), ...row.slice(blank + 1), '']));
}

function columnKinds(rows: readonly (readonly string[])[]): (Kind | undefined)[] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, col) => {
    const counts = new Map<Kind, number>();
    for (const row of rows) {
      const kind = kindOf(row[col] ?? '');
      if (kind !== 'blank') counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const [kind, count = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [undefined, 0];
    // Hardly ever filled: a column that only shifted rows reach.
    if (total <= 1) return 'blank';
    return total >= ROWS_MIN && count >= total * SHARE_MIN ? kind : undefined;
  });
}

function repairRow(
  row: readonly string[],
  kinds: readonly (Kind | undefined)[],
  rows: readonly (readonly string[])[],
): string[] {
  const before = foreign(row, kinds);
  const isBlank = (at: number) => (row[at] ?? '').trim() === '';
  const places = Array.from(row, (_, at) => at);
  // A blank too many stands as far right as it can; one too few was lost at the beginning.
  const without = places
    .filter(isBlank)
    .reverse()
    .map((at) => [...row.slice(0, at), ...row.slice(at + 1), '']);
  const within = isBlank(row.length - 1)
    ? places.map((at) => [...row.slice(0, at), '', ...row.slice(at, -1)])
    : [];
  const others = rows.filter((other) => other !== row);
  const affinityBefore = affinity(row, others);
  let best = row.slice();
  let bestFit = 0;
  for (const candidate of [...without, ...within]) {
    const after = foreign(candidate, kinds);
    const akin = affinity(candidate, others);
    const isAkin = after <= before && akin >= Math.max(AFFINITY_MIN, 2 * affinityBefore);
    const fit = fitting(candidate, kinds) + akin;
    if (((before >= 2 && after === 0) || isAkin) && fit > bestFit) [best, bestFit] = [candidate, fit];
  }
  return best;
}

/** Likenesses that tell where a row belongs when its kinds do not. */
const AFFINITY_MIN = 6;

/** How often other cells of a column end as the row's cell does: 数量指标 and 质量指标, 教育支出 and 卫生支出. */
function affinity(row: readonly string[], others: readonly (readonly string[])[]): number {
  return row.reduce((sum, text, col) => {
    const end = /[\u4e00-\u9fff]{2}$/.exec(text.trim())?.[0];
    return end ? sum + others.filter((other) => (other[col] ?? '').trim().endsWith(end)).length : sum;
  }, 0);
}

/** Cells that their column does not hold: another kind where the column has one, or text in no column of text. */
function foreign(row: readonly string[], kinds: readonly (Kind | undefined)[]): number {
  return row.filter((text, col) => {
    const kind = kindOf(text);
    if (kind === 'blank') return false;
    const own = kinds[col];
    return own === undefined ? kind !== 'text' : kind !== own && !(kind === 'text' && own === 'number');
  }).length;
}

function fitting(row: readonly string[], kinds: readonly (Kind | undefined)[]): number {
  return row.filter((text, col) => kindOf(text) !== 'blank' && kindOf(text) === kinds[col]).length;
}
