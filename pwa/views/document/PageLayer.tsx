import type { Cell } from '../../../core/model/document.ts';
import type { Rect } from '../../../core/model/place.ts';
import type {
  ReviewCorrection,
  ReviewFinding,
  ReviewLedgerEntry,
  ReviewPlace,
} from '../../../core/model/review.ts';
import { MARK_PATHS, markColour } from '../../components/icons.tsx';
import { stateWord } from '../../components/LedgerBar.tsx';
import type { Mark } from '../../components/marks.ts';
import { useLanguage, useText } from '../../i18n/language.ts';
import type { PageMarks, Path } from './page-marks.ts';
import type { PageSize, ViewBox } from './pdf.ts';

export interface Layers {
  readonly ticks: boolean;
  readonly findings: boolean;
  readonly unchecked: boolean;
}

/** A cell of a table where it stands on a page. */
export interface PageCell {
  readonly table: string;
  readonly cell: Cell;
  readonly rect: Rect;
}

export interface PageLayerProps {
  readonly pageNumber: number;
  readonly size: PageSize;
  /** Pixels a point: words on the page keep a size that can be read. */
  readonly scale: number;
  readonly marks: PageMarks;
  readonly layers: Layers;
  readonly selected: string | undefined;
  readonly path: Path | undefined;
  /** The figure whose checks are shown below. */
  readonly figure: ReviewLedgerEntry | undefined;
  /** From page space to the page as shown. */
  readonly toView: (rect: Rect) => ViewBox;
  /** The digits' own box within a figure's cell. */
  readonly tighten: (rect: Rect) => Rect;
  /** All cells of the page: one in which no amount was read can be pressed too. */
  readonly cells: readonly PageCell[];
  readonly corrections: readonly ReviewCorrection[];
  readonly onFinding: (finding: string) => void;
  readonly onFigure: (entry: ReviewLedgerEntry) => void;
  readonly onCell: (table: string, cell: Cell) => void;
  readonly onJump: (place: ReviewPlace) => void;
}

/**
 * The marks over a page, in its own space: a tick beside each tied figure, a box around what differs, dots under what was
 * not checked, and for the selected finding a line to each addend. The page itself is never recoloured.
 */
export function PageLayer(props: PageLayerProps) {
  const { size, marks, layers, selected, toView, tighten, onFigure } = props;
  const text = useText();
  const onClick = (event: MouseEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * size.width;
    const y = ((event.clientY - box.top) / box.height) * size.height;
    const hit = marks.figures.find(({ entry }) => contains(toView(entry.place.rect!), x, y));
    if (hit) return onFigure(hit.entry);
    const cell = props.cells.find(({ cell, rect }) => !cell.header && contains(toView(rect), x, y));
    if (cell) props.onCell(cell.table, cell.cell);
  };
  return (
    <div class="page-layer on-page" style={{ '--px': String(1 / props.scale) }}>
      {/* Figures are reached by keyboard in the table as read; a click on the page is a short cut to the same. */}
      <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true" onClick={onClick}>
        {marks.figures.map(({ entry, mark }, index) => {
          const tight = toView(tighten(entry.place.rect!));
          const reason = entry.state === 'not-checked' ? layers.unchecked : layers.ticks;
          if (!reason || entry.state === 'differs') return null;
          return entry.state === 'not-checked' ? (
            <line
              key={index}
              class="unchecked-line"
              x1={tight.x}
              x2={tight.x + tight.width}
              y1={tight.y + tight.height + 1.2}
              y2={tight.y + tight.height + 1.2}
            />
          ) : (
            mark && <Tick key={index} mark={mark} at={tight} label={stateWord(entry.state, text)} />
          );
        })}
        {layers.findings && props.path && <PathLines {...props} path={props.path} />}
        {layers.findings &&
          marks.findings.map(({ finding, place, copy }, index) =>
            place.rect && isWholeTable(place) ? (
              <TableFlag
                key={index}
                box={toView(place.rect)}
                finding={finding}
                selected={finding.id === selected}
                scale={props.scale}
              />
            ) : place.rect ? (
              <Box
                key={index}
                box={grow(toView(place.rect), 0.5)}
                blank={place.quote === ''}
                copy={copy}
                finding={finding}
                selected={finding.id === selected}
                scale={props.scale}
              />
            ) : null,
          )}
        {props.corrections.map(({ where, corrected, used }) =>
          used && where.page === props.pageNumber && where.rect ? (
            <Corrected
              key={`${where.table} ${where.row} ${where.col}`}
              at={toView(tighten(where.rect))}
              name={text.correctedName(where.quote || text.blank, corrected || text.blank)}
            />
          ) : null,
        )}
        {props.figure?.place.page === props.pageNumber && props.figure.place.rect && (
          <rect class="figure-box" {...grow(toView(props.figure.place.rect), 0.5)} rx="2" />
        )}
      </svg>
      {layers.findings &&
        marks.findings.map(
          ({ finding, place, copy }, index) =>
            place.rect && (
              <MarkButton
                key={index}
                box={isWholeTable(place) ? cornerOf(toView(place.rect), props.scale) : toView(place.rect)}
                finding={finding}
                place={place}
                copy={copy}
                size={size}
                pageNumber={props.pageNumber}
                onFinding={props.onFinding}
              />
            ),
        )}
    </div>
  );
}

function Tick({ mark, at, label }: { readonly mark: Mark; readonly at: ViewBox; readonly label: string }) {
  const side = Math.min(8.5, Math.max(5, at.height * 0.82));
  const x = at.x - side - 1.6;
  const y = at.y + (at.height - side) / 2;
  return (
    <path
      d={MARK_PATHS[mark]}
      transform={`translate(${x} ${y}) scale(${side / 12})`}
      fill="none"
      stroke={markColour(mark)}
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <title>{label}</title>
    </path>
  );
}

/** A reading that a reviewer corrected: a double line below it. The page stays as printed. */
function Corrected({ at, name }: { readonly at: ViewBox; readonly name: string }) {
  const line = (y: number) => <line x1={at.x} x2={at.x + at.width} y1={y} y2={y} />;
  return (
    <g class="corrected-mark">
      {line(at.y + at.height + 0.9)}
      {line(at.y + at.height + 2.5)}
      <title>{name}</title>
    </g>
  );
}

interface BoxProps {
  readonly box: ViewBox;
  readonly blank: boolean;
  readonly copy: boolean;
  readonly finding: ReviewFinding;
  readonly selected: boolean;
  readonly scale: number;
}

/** A finding about a table as a whole has the table's box: drawn as an outline, and only while it is the one in hand. */
function isWholeTable({ table, row }: ReviewPlace): boolean {
  return table !== undefined && row === undefined;
}

/** Where a whole table is pressed: its upper left corner, so that the figures inside stay within reach. */
function cornerOf({ x, y }: ViewBox, scale: number): ViewBox {
  const side = 24 / scale;
  return { x: x - side, y: y - side / 2, width: side, height: side };
}

function TableFlag({ box, finding, selected, scale }: Omit<BoxProps, 'blank' | 'copy'>) {
  const corner = cornerOf(box, scale);
  const x = corner.x + corner.width * 0.25;
  const y = corner.y + corner.height * 0.25;
  return (
    <g class={`table-flag ${finding.severity}`}>
      {selected && <rect {...grow(box, 2)} rx="3" />}
      <path
        d="M7 1.4 13 12.4H1ZM7 5.4v3.2M7 10.3v.1"
        transform={`translate(${x} ${y}) scale(${corner.width / 28})`}
      />
    </g>
  );
}

/** Size of words on the page, px. */
const LABEL_PX = 11;

/** Width of a label in points, roughly: Han characters are as wide as high, digits and letters a good half of it. */
function labelWidth(words: string, scale: number): number {
  const em = LABEL_PX / scale;
  return [...words].reduce((width, character) => width + (character > '\u2e7f' ? em : em * 0.58), 0);
}

function Box({ box, blank, copy, finding, selected, scale }: BoxProps) {
  const text = useText();
  const tone = finding.severity === 'error' ? 'error' : finding.severity === 'warning' ? 'warning' : 'info';
  const side = Math.min(9, Math.max(6, box.height * 0.62));
  return (
    <g class={`finding-box ${tone}${selected ? ' selected' : ''}${copy ? ' copy' : ''}`}>
      <rect {...box} rx="2" class={blank ? 'blank' : ''} />
      {blank && finding.expected && (
        <text
          x={box.x + box.width - 2}
          y={box.y + box.height / 2}
          class="blank-label"
          style={{ fontSize: `${Math.min(LABEL_PX / scale, box.height * 0.66)}px` }}
        >
          {labelWidth(text.blankFill(finding.expected), scale) < box.width
            ? text.blankFill(finding.expected)
            : finding.expected}
        </text>
      )}
      {!blank && tone === 'error' && !copy && (
        <g transform={`translate(${box.x + 2} ${box.y + (box.height - side) / 2}) scale(${side / 12})`}>
          <rect width="12" height="12" rx="2" class="badge" />
          <path d={MARK_PATHS.differs} class="badge-sign" transform="translate(1.2 1.2) scale(.8)" />
        </g>
      )}
    </g>
  );
}

/** Addends elsewhere that are told on the page; the card has them all. */
const PILLS_MAX = 4;

/** A line down the left of the figure's column, a dot at each addend; what stands elsewhere ends in a pill that jumps. */
function PathLines({
  path,
  toView,
  pageNumber,
  size,
  scale,
  onJump,
}: PageLayerProps & { readonly path: Path }) {
  const text = useText();
  const here = path.addends.filter(({ place }) => place.page === pageNumber && place.rect);
  const fromHere = path.from.page === pageNumber && path.from.rect !== undefined;
  if (!fromHere && here.length === 0) return null;
  const boxes = here.map(({ place }) => toView(place.rect!));
  const start = fromHere ? toView(path.from.rect!) : undefined;
  const all = start ? [start, ...boxes] : boxes;
  // On the column's own edge: figures are flush right, so there it covers none.
  const left = Math.min(...all.map(({ x }) => x));
  const middles = all.map((box) => box.y + box.height / 2);
  const elsewhere = fromHere
    ? path.addends.filter(({ place }) => place.page !== undefined && place.page !== pageNumber)
    : [];
  const bottom = Math.max(...all.map((box) => box.y + box.height)) + 6;
  const pills = elsewhere.slice(0, PILLS_MAX);
  const height = 18 / scale;
  const end =
    pills.length > 0 ? bottom + height / 2 + (pills.length - 1) * (height + 3 / scale) : Math.max(...middles);
  return (
    <g class="path">
      {boxes.map((box, index) => (
        <rect key={index} class="wash" {...box} />
      ))}
      <path d={`M${left} ${Math.min(...middles)}V${end}`} />
      {start && <path d={`M${left} ${start.y + start.height / 2}H${start.x}`} />}
      {boxes.map((box, index) => (
        <g key={index}>
          <path d={`M${left} ${box.y + box.height / 2}H${box.x + 4}`} />
          <circle cx={box.x + 4} cy={box.y + box.height / 2} r={2.6 / scale} />
        </g>
      ))}
      {pills.map(({ place, label, amount }, index) => {
        const words = `${label.slice(0, 16)} ${amount} ${text.onPage(place.page!)}`;
        const width = Math.min(size.width - left - 14, labelWidth(words, scale) + height);
        const y = bottom + index * (height + 3 / scale);
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the same jump stands in the card, with a button
          <g
            key={index}
            class="pill"
            onClick={(event) => {
              event.stopPropagation();
              onJump(place);
            }}
          >
            <path d={`M${left} ${y + height / 2}H${left + 6}`} />
            <rect x={left + 6} y={y} width={width} height={height} rx={height / 2} />
            <text x={left + 6 + height / 2} y={y + height / 2}>
              {words}
            </text>
          </g>
        );
      })}
    </g>
  );
}

interface MarkButtonProps {
  readonly box: ViewBox;
  readonly finding: ReviewFinding;
  readonly place: ReviewPlace;
  readonly copy: boolean;
  readonly size: PageSize;
  readonly pageNumber: number;
  readonly onFinding: (finding: string) => void;
}

/** What one can press and hear of a box: "18,003,263，不符，第10页". */
function MarkButton({ box, finding, place, copy, size, pageNumber, onFinding }: MarkButtonProps) {
  const text = useText();
  const language = useLanguage();
  const state = `${finding.title[language]}${copy ? ` ${text.sameErrorAt}` : ''}`;
  const name = text.markName(place.quote || text.blank, state, text.pageLong(pageNumber));
  const percent = (part: number, whole: number) => `${(part / whole) * 100}%`;
  return (
    <button
      type="button"
      class="mark-button"
      style={{
        left: percent(box.x, size.width),
        top: percent(box.y, size.height),
        width: percent(box.width, size.width),
        height: percent(box.height, size.height),
      }}
      aria-label={name}
      title={finding.title[language]}
      onClick={() => onFinding(finding.id)}
    />
  );
}

function grow({ x, y, width, height }: ViewBox, by: number): ViewBox {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

function contains({ x, y, width, height }: ViewBox, px: number, py: number): boolean {
  return px >= x && px <= x + width && py >= y && py <= y + height;
}
