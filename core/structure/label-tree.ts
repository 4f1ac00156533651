import { isTotalLabel } from './measures.ts';
import type { Panel, PanelRow } from './table-structure.ts';
import { bareLabel, fold, ORDINAL_STYLES, type OrdinalStyle, readOrdinal } from './text.ts';

/**
 * A list ordered by its printed labels: 一、（一）1., 其中, totals.
 * - `total`: sums the items before it (or after it, where it stands on top)
 * - `of-which`: a part that need not be all
 */
export interface LabelNode {
  readonly row: PanelRow;
  readonly kind: 'item' | 'total' | 'of-which';
  /** The label without number and 其中. */
  readonly name: string;
  readonly depth: number;
  readonly parent: LabelNode | null;
  readonly children: LabelNode[];
  /** True where nothing but its indentation puts it under its parent. */
  readonly isSetIn: boolean;
}

export interface LabelTree {
  /** Items and totals of the first level, in reading order. */
  readonly tops: readonly LabelNode[];
  readonly nodes: readonly LabelNode[];
}

interface MutableNode extends LabelNode {
  children: MutableNode[];
  parent: MutableNode | null;
}

interface Level {
  style: OrdinalStyle | null;
  last: number;
  owner: MutableNode | null;
}

const FUND_KIND = /^(?:一般公共预算|政府性基金|国有资本经营)/;
/** 一、本年收入 above its kinds, 一、本年支出 above its classes, without numbers of their own. */
const OPENS_LIST = /^(?:本年|当年)(?:财政拨款)?(?:收入|支出)$/;
const CARRY_OVER = /(?:年初|年末|年终|上年).*(?:结转|结余)/;

/**
 * Reads the hierarchy of a list. A number continues the level whose last number it follows, whatever its style (publishers
 * mix 一、 2、 三、); a list that starts anew at 1 belongs to the row before it; 其中 and what follows it unnumbered are parts
 * of the item above; the fund kinds under a carry-over line are its parts.
 */
export function panelToLabelTree(panel: Panel): LabelTree {
  const nodes: MutableNode[] = [];
  const tops: MutableNode[] = [];
  let levels: Level[] = [];
  let previous: MutableNode | null = null;
  let ofWhichOwner: MutableNode | null = null;
  let carryOver: MutableNode | null = null;
  let opened: MutableNode | null = null;

  const add = (
    row: PanelRow,
    kind: LabelNode['kind'],
    parent: MutableNode | null,
    isSetIn = false,
  ): MutableNode => {
    const node: MutableNode = {
      row,
      kind,
      name: bareLabel(row.label),
      depth: parent ? parent.depth + 1 : 0,
      parent,
      children: [],
      isSetIn,
    };
    (parent ? parent.children : tops).push(node);
    nodes.push(node);
    previous = node;
    return node;
  };

  for (const row of panel.rows) {
    if (row.label === '') continue;
    const text = fold(row.label);
    const number = readOrdinal(row.label);
    if (row.total && !number) {
      levels = [];
      ofWhichOwner = null;
      carryOver = null;
      opened = null;
      add(row, 'total', null);
      continue;
    }
    if (/^其中/.test(text) || /^ofwhich/i.test(text)) {
      ofWhichOwner ??= previous;
      if (previous && !isOfWhich(previous)) ofWhichOwner = previous;
      add(row, 'of-which', ofWhichOwner);
      continue;
    }
    if (number) {
      ofWhichOwner = null;
      // A list that starts anew under a line without number is that line's own.
      if (number.value === 1 && previous && isUnnumbered(previous)) levels = [];
      const level = levelFor(levels, number.style, number.value);
      if (level >= 0) {
        levels = levels.slice(0, level + 1);
        levels[level]!.last = number.value;
        const node = add(row, 'item', levels[level]!.owner);
        carryOver = CARRY_OVER.test(text) ? node : null;
        opened = OPENS_LIST.test(node.name) ? node : null;
      } else {
        // A new run of numbers: parts of the row before it, or the first level where nothing stands before.
        const owner: MutableNode | null = opensBelow(previous, levels, number.style) ? previous : null;
        if (!owner) levels = [];
        levels.push({ style: number.style, last: number.value, owner });
        const node = add(row, 'item', owner);
        carryOver = CARRY_OVER.test(text) ? node : null;
        opened = OPENS_LIST.test(node.name) ? node : null;
      }
      continue;
    }
    if (ofWhichOwner && previous && isOfWhich(previous)) {
      add(row, 'of-which', ofWhichOwner);
      continue;
    }
    if (opened) {
      add(row, 'item', opened);
      continue;
    }
    if (carryOver && FUND_KIND.test(text)) {
      add(row, 'item', carryOver);
      continue;
    }
    // Numbers may go on after it: half of a wrapped label left alone by a page break is no new list.
    ofWhichOwner = null;
    const above = row.indent > 0 ? ownerByIndent(nodes, row.indent) : null;
    const node = add(row, 'item', above, above !== null);
    carryOver = CARRY_OVER.test(text) ? node : null;
  }
  return { tops, nodes };
}

/** The last row that is set in less; a total ends what is set in under the rows before it. */
function ownerByIndent(nodes: readonly MutableNode[], indent: number): MutableNode | null {
  const owner = nodes.findLast((node) => node.kind === 'total' || node.row.indent < indent);
  return owner?.kind === 'item' ? owner : null;
}

const isUnnumbered = (node: LabelNode): boolean =>
  node.kind === 'item' && readOrdinal(node.row.label) === undefined;

const isOfWhich = (node: LabelNode): boolean => node.kind === 'of-which';

/** The level that a number continues: of its own style first, else of any style whose last number it follows. */
function levelFor(levels: readonly Level[], style: OrdinalStyle, value: number): number {
  const same = levels.findLastIndex((l) => l.style === style);
  if (same >= 0 && (value !== 1 || levels[same]!.last === 0)) return same;
  if (same >= 0) return -1;
  if (value === 1) return -1;
  return levels.findLastIndex((l) => l.last === value - 1);
}

function opensBelow(previous: MutableNode | null, levels: readonly Level[], style: OrdinalStyle): boolean {
  if (!previous || previous.kind === 'total') return false;
  if (levels.length === 0) return true;
  const current = levels.at(-1)!.style;
  if (current === null) return true;
  return ORDINAL_STYLES.indexOf(style) > ORDINAL_STYLES.indexOf(current);
}

/** Rows of a kind that closes a list: 本年收入合计 sums the year, 收入总计 everything. */
export const isGrandTotal = (label: string): boolean =>
  /总计|总合计/.test(fold(label)) || /^grandtotal/i.test(fold(label));
export { isTotalLabel };
