import type { Amount, Unit } from '../model/amount.ts';
import type { Cell, Table } from '../model/document.ts';
import type { Figure } from '../model/figure.ts';
import type { TextPlace } from '../model/place.ts';
import type { Column, PanelRow, TableStructure } from '../structure/table-structure.ts';

const ZERO: Amount = { digits: 0n, scale: 0 };

/** Words and rates where an amount should stand cannot be read as one. */
const STATES = {
  amount: 'printed',
  blank: 'blank',
  nil: 'nil',
  percent: 'unreadable',
  text: 'unreadable',
} as const;

/** The columns of a target form hold indicator values; its money is read by its keys. */
const isForm = ({ kind }: TableStructure): boolean => kind === 'project-target' || kind === 'overall-target';

const rowLabel = ({ code, label }: PanelRow): string => (code && label ? `${code} ${label}` : code || label);

/** Makes each figure once: rules that speak of one cell get one figure. */
export class FigureStore {
  /** Figures of each table by the position of their cell's upper left corner. */
  readonly #tables = new Map<Table, (Figure | undefined)[]>();
  readonly #columnLabels = new Map<Column, string>();
  readonly #all: Figure[] = [];

  /** The figure of a table position; the same one for every position of a merged cell. */
  cell(structure: TableStructure, row: PanelRow | number, column: Column): Figure | undefined {
    const { grid } = structure;
    const cell = grid.at(typeof row === 'number' ? row : row.row, column.index);
    if (!cell) return undefined;
    const figures = this.#figuresOf(structure);
    const at = cell.row * grid.columnCount + cell.col;
    const known = figures[at];
    if (known) return known;
    const figure = this.#add(
      structure,
      cell,
      column.unit ?? structure.unit,
      typeof row === 'number' ? '' : rowLabel(row),
      this.#columnLabel(column),
      column.role === 'amount' && !isForm(structure),
    );
    figures[at] = figure;
    return figure;
  }

  #figuresOf({ table, grid }: TableStructure): (Figure | undefined)[] {
    const known = this.#tables.get(table);
    if (known) return known;
    const figures = new Array<Figure | undefined>(grid.rowCount * grid.columnCount);
    this.#tables.set(table, figures);
    return figures;
  }

  #columnLabel(column: Column): string {
    const known = this.#columnLabels.get(column);
    if (known !== undefined) return known;
    const label = column.path.join(' / ');
    this.#columnLabels.set(column, label);
    return label;
  }

  /** The figure of a cell that stands under no amount column: the value beside a key of a form. */
  free(structure: TableStructure, cell: Cell, unit: Unit | null, label: string): Figure {
    const figures = this.#figuresOf(structure);
    const at = cell.row * structure.grid.columnCount + cell.col;
    figures[at] ??= this.#add(structure, cell, unit, label, '', true);
    return figures[at];
  }

  #add(
    { table, grid }: TableStructure,
    cell: Cell,
    unit: Unit | null,
    rowLabel: string,
    columnLabel: string,
    isAmount: boolean,
  ): Figure {
    const { row, col, anchor, text } = cell;
    const read = grid.read(cell);
    const figure: Figure = {
      id: this.#all.length,
      place: { kind: 'cell', table: table.id, row, col, anchor, quote: text },
      state: STATES[read.kind],
      amount: read.kind === 'amount' ? read.amount : ZERO,
      unit,
      exponent: unit?.exponent ?? 0,
      rowLabel,
      isAmount,
      columnLabel,
    };
    this.#all.push(figure);
    return figure;
  }

  /** A figure of the running text. */
  text(place: TextPlace, amount: Amount, unit: Unit, label: string): Figure {
    const figure: Figure = {
      id: this.#all.length,
      place,
      state: 'printed',
      amount,
      unit,
      exponent: unit.exponent,
      rowLabel: label,
      isAmount: true,
      columnLabel: '',
    };
    this.#all.push(figure);
    return figure;
  }

  get all(): readonly Figure[] {
    return this.#all;
  }
}

export const isPrinted = (figure: Figure): boolean => figure.state === 'printed';
