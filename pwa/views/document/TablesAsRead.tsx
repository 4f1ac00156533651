import { type ComponentChildren, Fragment } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Block, Cell, Document, Table } from '../../../core/model/document.ts';
import type {
  ReviewCorrection,
  ReviewFinding,
  ReviewLedgerEntry,
  ReviewPlace,
} from '../../../core/model/review.ts';
import { MarkIcon } from '../../components/icons.tsx';
import { stateWord } from '../../components/LedgerBar.tsx';
import type { Mark } from '../../components/marks.ts';
import { scrollWithin } from '../../components/scroll.ts';
import { useLanguage, useText } from '../../i18n/language.ts';
import type { Layers } from './PageLayer.tsx';

export interface TablesAsReadProps {
  readonly document: Document;
  readonly ledger: readonly ReviewLedgerEntry[];
  readonly findings: readonly ReviewFinding[];
  readonly markOf: (entry: ReviewLedgerEntry) => Mark | undefined;
  readonly layers: Layers;
  readonly selected: string | undefined;
  readonly figure: ReviewLedgerEntry | undefined;
  /** Places of the selected finding's addends. */
  readonly addends: readonly ReviewPlace[];
  /** A place to scroll to; a new object scrolls again. */
  readonly target: ReviewPlace | undefined;
  /** Cells that a reviewer read otherwise. */
  readonly corrections: readonly ReviewCorrection[];
  readonly onFinding: (finding: string) => void;
  readonly onFigure: (entry: ReviewLedgerEntry) => void;
  /** A cell without a figure was pressed: it may have been misread. */
  readonly onCell: (table: string, cell: Cell) => void;
}

const cellKey = (table: string, row: number, col: number) => `${table} ${row} ${col}`;

/** Findings and figures by where they stand. */
interface Index {
  readonly figures: ReadonlyMap<string, ReviewLedgerEntry>;
  readonly inText: ReadonlyMap<number, readonly ReviewLedgerEntry[]>;
  readonly findings: ReadonlyMap<string, ReviewFinding>;
  readonly textFindings: ReadonlyMap<number, readonly { finding: ReviewFinding; place: ReviewPlace }[]>;
  readonly addends: ReadonlySet<string>;
  readonly corrected: ReadonlyMap<string, string>;
}

/**
 * A document as it was read: running text and tables in their order, with the marks. Text of the document is put in as text
 * only. Arrows move between figures of a table.
 */
export function TablesAsRead(props: TablesAsReadProps) {
  const { document, target } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const index = useMemo(
    () => indexOf(props),
    [props.ledger, props.findings, props.addends, props.corrections],
  );
  const tables = useMemo(() => new Map(document.tables.map((table) => [table.id, table])), [document]);
  useEffect(() => {
    if (!target) return;
    const id =
      target.table !== undefined && target.row !== undefined && target.col !== undefined
        ? cellId(target.table, target.row, target.col)
        : target.table !== undefined
          ? tableId(target.table)
          : target.block !== undefined
            ? blockId(target.block)
            : undefined;
    const element = id && scroll.current?.querySelector(`#${CSS.escape(id)}`);
    if (!element) return;
    scrollWithin(scroll.current, element, 'center');
    const grid = element.closest<HTMLElement>('.grid-scroll');
    if (grid) scrollAcross(grid, element);
    element.classList.remove('pulse');
    // Starts the animation again, where it is not switched off.
    void (element as HTMLElement).offsetWidth;
    element.classList.add('pulse');
  }, [target, document]);
  return (
    <div class="as-read" ref={scroll} lang="zh-CN">
      <div class="sheet-of-text">
        {document.blocks.map((block) => {
          if (block.role === 'furniture') return null;
          if (block.role !== 'table')
            return <TextBlock key={block.index} block={block} index={index} {...props} />;
          const table = block.table === undefined ? undefined : tables.get(block.table);
          return table ? <TableGrid key={block.index} table={table} index={index} {...props} /> : null;
        })}
      </div>
    </div>
  );
}

/** Wide tables scroll sideways on their own. */
function scrollAcross(grid: HTMLElement, element: Element): void {
  const outer = grid.getBoundingClientRect();
  const inner = element.getBoundingClientRect();
  if (inner.left < outer.left) grid.scrollLeft -= outer.left - inner.left + 40;
  else if (inner.right > outer.right) grid.scrollLeft += inner.right - outer.right + 40;
}

const cellId = (table: string, row: number, col: number) => `cell-${table}-${row}-${col}`;
const tableId = (table: string) => `table-${table}`;
const blockId = (block: number) => `block-${block}`;

function indexOf({ ledger, findings, addends, corrections }: TablesAsReadProps): Index {
  const figures = new Map<string, ReviewLedgerEntry>();
  const inText = new Map<number, ReviewLedgerEntry[]>();
  for (const entry of ledger) {
    const { table, row, col, block } = entry.place;
    if (table !== undefined && row !== undefined && col !== undefined)
      figures.set(cellKey(table, row, col), entry);
    else if (block !== undefined) inText.set(block, [...(inText.get(block) ?? []), entry]);
  }
  const byCell = new Map<string, ReviewFinding>();
  const textFindings = new Map<number, { finding: ReviewFinding; place: ReviewPlace }[]>();
  for (const finding of [...findings].reverse()) {
    for (const place of [...(finding.alsoAt ?? []), ...finding.where.slice(0, 1)]) {
      const { table, row, col, block } = place;
      if (table !== undefined && row !== undefined && col !== undefined)
        byCell.set(cellKey(table, row, col), finding);
      else if (block !== undefined)
        textFindings.set(block, [...(textFindings.get(block) ?? []), { finding, place }]);
    }
  }
  const wash = addends.flatMap(({ table, row, col }) =>
    table !== undefined && row !== undefined && col !== undefined ? [cellKey(table, row, col)] : [],
  );
  const corrected = new Map(
    corrections.flatMap(({ where: { table, row, col }, corrected, used }) =>
      used && table !== undefined && row !== undefined && col !== undefined
        ? [[cellKey(table, row, col), corrected] as const]
        : [],
    ),
  );
  return { figures, inText, findings: byCell, textFindings, addends: new Set(wash), corrected };
}

type PartProps = TablesAsReadProps & { readonly index: Index };

function TextBlock({ block, index, ...props }: PartProps & { readonly block: Block }) {
  const found = index.textFindings.get(block.index) ?? [];
  const selected = found.some(({ finding }) => finding.id === props.selected);
  const pieces = cutAtFigures(block.text, index.inText.get(block.index) ?? [], found, props.selected);
  const className = `text-block role-${block.role}${selected ? ' selected' : ''}`;
  const content = pieces.map((piece, at) =>
    piece.finding ? (
      <TextFinding
        key={at}
        finding={piece.finding}
        selected={piece.finding.id === props.selected}
        onFinding={props.onFinding}
      >
        {piece.text}
      </TextFinding>
    ) : piece.entry ? (
      <FigureText key={at} entry={piece.entry} {...props}>
        {piece.text}
      </FigureText>
    ) : (
      <Fragment key={at}>{piece.text}</Fragment>
    ),
  );
  return block.level > 0 || block.role === 'title' ? (
    <p id={blockId(block.index)} class={`${className} heading`}>
      {content}
    </p>
  ) : (
    <p id={blockId(block.index)} class={className}>
      {content}
    </p>
  );
}

interface Piece {
  readonly text: string;
  readonly entry?: ReviewLedgerEntry;
  readonly finding?: ReviewFinding;
}

/** Cuts a block's text at the quotes of its figures and findings, in their order; a quote that is not found is left out. */
function cutAtFigures(
  text: string,
  entries: readonly ReviewLedgerEntry[],
  found: readonly { readonly finding: ReviewFinding; readonly place: ReviewPlace }[],
  selected: string | undefined,
): readonly Piece[] {
  const spans: { from: number; to: number; piece: Omit<Piece, 'text'> }[] = [];
  for (const { finding, place } of found) {
    const from = place.quote === '' ? -1 : text.indexOf(place.quote);
    const span = { from, to: from + place.quote.length, piece: { finding } };
    const clash = spans.findIndex((one) => one.from < span.to && span.from < one.to);
    if (from < 0) continue;
    if (clash < 0) spans.push(span);
    // Of two that overlap, the one in hand is shown.
    else if (finding.id === selected) spans.splice(clash, 1, span);
  }
  let after = 0;
  for (const entry of entries) {
    const quote = entry.place.quote || entry.stated;
    const from = quote === '' ? -1 : text.indexOf(quote, after);
    if (from < 0) continue;
    after = from + quote.length;
    spans.push({ from, to: after, piece: { entry } });
  }
  spans.sort((a, b) => a.from - b.from || b.to - a.to);
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to, piece } of spans) {
    if (from < at) continue;
    if (from > at) pieces.push({ text: text.slice(at, from) });
    pieces.push({ text: text.slice(from, to), ...piece });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

interface TextFindingProps {
  readonly finding: ReviewFinding;
  readonly selected: boolean;
  readonly onFinding: (finding: string) => void;
  readonly children: ComponentChildren;
}

/** A stretch of running text that a finding is about. It has to break over lines, which a button element does not. */
function TextFinding({ finding, selected, onFinding, children }: TextFindingProps) {
  const language = useLanguage();
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    <span
      role="button"
      tabIndex={0}
      class={`text-finding ${finding.severity}${selected ? ' selected' : ''}`}
      title={finding.title[language]}
      onClick={() => onFinding(finding.id)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onFinding(finding.id);
      }}
    >
      {children}
    </span>
  );
}

interface FigureTextProps extends Omit<TablesAsReadProps, 'document'> {
  readonly entry: ReviewLedgerEntry;
  readonly children: ComponentChildren;
}

function FigureText({ entry, children, markOf, layers, figure, onFigure }: FigureTextProps) {
  const text = useText();
  const language = useLanguage();
  const unchecked = entry.state === 'not-checked';
  const mark = markOf(entry);
  const name = `${stateWord(entry.state, text)}${unchecked && entry.reason ? `: ${entry.reason[language]}` : ''}`;
  return (
    <button
      type="button"
      class={`figure-text${unchecked && layers.unchecked ? ' dotted-under' : ''}${figure === entry ? ' current' : ''}`}
      title={name}
      onClick={() => onFigure(entry)}
    >
      {mark && layers.ticks && <MarkIcon mark={mark} size={10} />}
      {children}
    </button>
  );
}

function TableGrid({ table, index, ...props }: PartProps & { readonly table: Table }) {
  const rows = useMemo(() => rowsOf(table), [table]);
  return (
    <div class="grid-scroll" id={tableId(table.id)}>
      <table class="grid" onKeyDown={moveInGrid}>
        {table.title && <caption class="sr-only">{table.title}</caption>}
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell) => (
                <GridCell key={cell.col} table={table} cell={cell} index={index} {...props} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function rowsOf(table: Table): readonly (readonly Cell[])[] {
  const rows: Cell[][] = Array.from({ length: table.rowCount }, () => []);
  for (const cell of table.cells) rows[cell.row]?.push(cell);
  for (const row of rows) row.sort((a, b) => a.col - b.col);
  return rows;
}

function GridCell({
  table,
  cell,
  index,
  ...props
}: PartProps & { readonly table: Table; readonly cell: Cell }) {
  const text = useText();
  const key = cellKey(table.id, cell.row, cell.col);
  const entry = index.figures.get(key);
  const finding = props.layers.findings ? index.findings.get(key) : undefined;
  const classes = [
    entry ? 'amount-cell' : '',
    finding ? `found ${finding.severity}` : '',
    finding && cell.text === '' ? 'blank' : '',
    finding && finding.id === props.selected ? 'selected' : '',
    index.addends.has(key) ? 'wash' : '',
  ];
  const className = classes.filter(Boolean).join(' ') || undefined;
  const corrected = index.corrected.get(key);
  const words: ComponentChildren =
    corrected === undefined ? (
      cell.text
    ) : (
      <>
        <del>{cell.text === '' ? text.blank : cell.text}</del> <MarkIcon mark="corrected" size={10} />
        <ins>{corrected === '' ? text.blank : corrected}</ins>
      </>
    );
  const content =
    finding && (!entry || finding.id !== props.selected) ? (
      <button type="button" class="figure-text" onClick={() => props.onFinding(finding.id)}>
        {entry?.state === 'differs' && <MarkIcon mark="differs" size={10} />}
        {corrected === undefined && cell.text === '' ? text.blank : words}
      </button>
    ) : entry ? (
      <FigureText entry={entry} {...props}>
        {words}
      </FigureText>
    ) : (
      words
    );
  const onClick = entry || finding ? undefined : () => props.onCell(table.id, cell);
  const spans = {
    ...(cell.rowSpan > 1 ? { rowSpan: cell.rowSpan } : {}),
    ...(cell.colSpan > 1 ? { colSpan: cell.colSpan } : {}),
  };
  const id = cellId(table.id, cell.row, cell.col);
  return cell.header ? (
    <th id={id} class={className} {...spans}>
      {content}
    </th>
  ) : (
    <td id={id} class={className} {...spans} {...(onClick ? { onClick } : {})}>
      {content}
    </td>
  );
}

/** Arrow keys: to the next figure in the row, or the nearest one in the row above or below. */
function moveInGrid(event: KeyboardEvent): void {
  const button = (event.target as Element).closest('button');
  const cell = button?.closest('td, th');
  const row = cell?.closest('tr');
  if (!button || !cell || !row) return;
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
    const buttons = [...row.querySelectorAll('button')];
    buttons[buttons.indexOf(button) + step]?.focus();
    return;
  }
  const left = cell.getBoundingClientRect().left;
  let next = step === 1 ? row.nextElementSibling : row.previousElementSibling;
  while (next) {
    const candidates = [...next.querySelectorAll('button')];
    const nearest = candidates.sort(
      (a, b) =>
        Math.abs(a.getBoundingClientRect().left - left) - Math.abs(b.getBoundingClientRect().left - left),
    )[0];
    if (nearest) {
      nearest.focus();
      return;
    }
    next = step === 1 ? next.nextElementSibling : next.previousElementSibling;
  }
}
