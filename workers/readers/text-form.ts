import type { FlowGrid, GridCell } from '../../core/model/source.ts';

const FLOW = { kind: 'flow' } as const;

/**
 * The form of performance targets (绩效目标表) as text gives it: its rows are cut differently, and text tells neither where nor
 * how wide a cell is. The form is drawn alike by the bodies that use it: a left half as wide as the levels of indicators
 * (group, 一级, 二级, 三级), a right half of three columns (label, text, amount). Rows of label and text leave the group's column
 * to their label, rows of amounts have theirs at the right end of each half, goals fill their half, indicator values stand last.
 *
 * @returns Undefined for any other table.
 */
export function placePerformanceForm(rows: readonly (readonly string[])[]): FlowGrid | undefined {
  const dense = rows.findIndex((row) => LEVELS.every((level) => row.some((text) => squash(text) === level)));
  const levels = filledOf(rows[dense] ?? []);
  // A form that prints operator, value and unit in columns of their own has no such halves.
  if (dense < 3 || levels.length !== LEVELS.length + 2 || squash(levels[0]?.text ?? '') === LEVELS[0])
    return undefined;
  const left = levels.length - 1;
  const width = left + 3;
  let places: readonly number[] = [];
  let columns: readonly number[] = [];
  const cells: GridCell[] = [];
  for (const [row, texts] of rows.entries()) {
    const filled = filledOf(texts);
    if (row === dense) {
      places = [0, 1, 2, left - 1, width - 1];
      columns = levels.map(({ col }) => col);
    } else if (row < dense && (filled[0]?.col === 0 || places.length === 0)) {
      // The first row of a group has all its cells; the rows below leave some blank.
      places =
        ({ 4: [0, 2, left, left + 1], 5: [0, 1, left - 1, left, width - 1], 3: [0, 1, left] } as const)[
          filled.length
        ] ?? [];
      columns = filled.map(({ col }) => col);
    }
    if (places.length === 0 || filled.some(({ col }) => !columns.includes(col))) return undefined;
    for (const [i, col] of places.entries()) {
      const text = texts[columns[i] ?? -1] ?? '';
      cells.push({ row, col, rowSpan: 1, colSpan: (places[i + 1] ?? width) - col, text, anchor: FLOW });
    }
  }
  return { kind: 'grid', cells: growGroups(cells), anchor: FLOW };
}

/** A blank in the first column, or in the second before an indicator, continues the group above. */
function growGroups(cells: readonly GridCell[]): GridCell[] {
  const grown: GridCell[] = [];
  for (const cell of cells) {
    const isOpen = cell.text === '' && cell.colSpan === 1 && cell.col <= 1;
    const above = isOpen ? grown.findLastIndex((other) => other.col === cell.col && other.colSpan === 1) : -1;
    const group = grown[above];
    if (group && group.row + group.rowSpan === cell.row)
      grown[above] = { ...group, rowSpan: group.rowSpan + 1 };
    else grown.push(cell);
  }
  return grown;
}

const LEVELS = ['一级指标', '二级指标', '三级指标'];

interface Filled {
  readonly col: number;
  readonly text: string;
}

function filledOf(row: readonly string[]): Filled[] {
  return row.flatMap((text, col) => (text.trim() === '' ? [] : [{ col, text }]));
}

function squash(text: string): string {
  return text.replace(/\s/g, '');
}
