/**
 * The form of performance targets (绩效目标表) as text gives it: its rows are cut differently, and text tells neither where nor
 * how wide a cell is. The form is drawn alike by the bodies that use it: a left half as wide as the levels of indicators
 * (group, 一级, 二级, 三级), a right half of three columns (label, text, amount). Rows of label and text leave the group's column
 * to their label, rows of amounts have theirs at the right end of each half, goals fill their half, indicator values stand last.
 *
 * @returns The rows on these columns; undefined for any other table.
 */
export function placePerformanceForm(rows: readonly (readonly string[])[]): string[][] | undefined {
  const dense = rows.findIndex((row) => LEVELS.every((level) => row.some((text) => squash(text) === level)));
  const levels = filledOf(rows[dense] ?? []);
  // A form that prints operator, value and unit in columns of their own has no such halves.
  if (dense < 3 || levels.length !== LEVELS.length + 2 || squash(levels[0]?.text ?? '') === LEVELS[0])
    return undefined;
  const left = levels.length - 1;
  const width = left + 3;
  let kind: RowKind | undefined;
  let columns = new Map<number, number>();
  const placed: string[][] = [];
  for (const [index, row] of rows.entries()) {
    const filled = filledOf(row);
    const starts = filled[0]?.col === 0;
    if (index === dense)
      [kind, columns] = [
        'indicators',
        columnsOf(
          levels.map(({ col }) => col),
          [0, 1, 2, 3, width - 1],
        ),
      ];
    else if (index < dense && (starts || kind === undefined)) {
      kind = kindOfRow(filled.length);
      const targets =
        kind &&
        {
          pairs: [0, 2, left, left + 1],
          amounts: [0, 1, left - 1, left, width - 1],
          goals: [0, 1, left],
          indicators: [],
        }[kind];
      if (!targets) return undefined;
      columns = columnsOf(
        filled.map(({ col }) => col),
        targets,
      );
    }
    const texts = placeRow(filled, columns, width);
    if (!texts) return undefined;
    placed.push(texts);
  }
  return placed;
}

const LEVELS = ['一级指标', '二级指标', '三级指标'];

type RowKind = 'pairs' | 'amounts' | 'goals' | 'indicators';

function kindOfRow(filled: number): RowKind | undefined {
  return ({ 4: 'pairs', 5: 'amounts', 3: 'goals' } as const)[filled];
}

interface Filled {
  readonly col: number;
  readonly text: string;
}

function filledOf(row: readonly string[]): Filled[] {
  return row.flatMap((text, col) => (text.trim() === '' ? [] : [{ col, text }]));
}

function columnsOf(from: readonly number[], to: readonly number[]): Map<number, number> {
  return new Map(from.map((col, i) => [col, to[i] ?? col]));
}

/** Rows of a group take the columns of its first row; undefined where a cell stands in none of them. */
function placeRow(
  filled: readonly Filled[],
  columns: ReadonlyMap<number, number>,
  width: number,
): string[] | undefined {
  const texts = Array.from({ length: width }, () => '');
  for (const { col, text } of filled) {
    const to = columns.get(col);
    if (to === undefined) return undefined;
    texts[to] = text;
  }
  return texts;
}

function squash(text: string): string {
  return text.replace(/\s/g, '');
}
