import type { Edge } from '../page/sheet.ts';

/** Lines this close, in points, that overlap or touch end to end are one: borders of neighbouring cells, double lines. */
const SNAP = 1.2;
/** Gaps up to this, in points, between pieces of one line are closed: dashes, dots, cell-by-cell borders. */
const GAP_MAX = 3.2;

/** Pieces of lines in any order → long lines, each once, sorted by place. */
export function mergeEdges(edges: readonly Edge[]): Edge[] {
  const sorted = edges.filter((edge) => edge.to >= edge.from).sort((a, b) => a.at - b.at || a.from - b.from);
  const merged: Edge[] = [];
  for (let i = 0; i < sorted.length; ) {
    const first = sorted[i] as Edge;
    const group: Edge[] = [];
    let last = first.at;
    while (
      i < sorted.length &&
      (sorted[i] as Edge).at - last <= SNAP &&
      (sorted[i] as Edge).at - first.at <= 2 * SNAP
    ) {
      last = (sorted[i] as Edge).at;
      group.push(sorted[i] as Edge);
      i++;
    }
    merged.push(...mergeCollinear(group));
  }
  return merged;
}

function mergeCollinear(group: readonly Edge[]): Edge[] {
  const sorted = [...group].sort((a, b) => a.from - b.from);
  const merged: { at: number; from: number; to: number; isShade: boolean; weight: number }[] = [];
  for (const edge of sorted) {
    const length = edge.to - edge.from + 0.01;
    const last = merged.at(-1);
    if (last && edge.from <= last.to + GAP_MAX) {
      last.at = (last.at * last.weight + edge.at * length) / (last.weight + length);
      last.weight += length;
      last.to = Math.max(last.to, edge.to);
      last.isShade &&= edge.isShade;
    } else merged.push({ ...edge, weight: length });
  }
  return merged.map(({ at, from, to, isShade }) => ({ at, from, to, isShade }));
}
