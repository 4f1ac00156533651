import type { Rect } from '../../../core/model/place.ts';
import type { ReviewFinding, ReviewLedgerEntry, ReviewPlace } from '../../../core/model/review.ts';
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

export interface PageLayerProps {
  readonly pageNumber: number;
  readonly size: PageSize;
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
  readonly onFinding: (finding: string) => void;
  readonly onFigure: (entry: ReviewLedgerEntry) => void;
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
    if (hit) onFigure(hit.entry);
  };
  return (
    <div class="page-layer on-page">
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
            place.rect ? (
              <Box
                key={index}
                box={grow(toView(place.rect), 0.5)}
                blank={place.quote === ''}
                copy={copy}
                finding={finding}
                selected={finding.id === selected}
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
                box={toView(place.rect)}
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

interface BoxProps {
  readonly box: ViewBox;
  readonly blank: boolean;
  readonly copy: boolean;
  readonly finding: ReviewFinding;
  readonly selected: boolean;
}

function Box({ box, blank, copy, finding, selected }: BoxProps) {
  const text = useText();
  const tone = finding.severity === 'error' ? 'error' : finding.severity === 'warning' ? 'warning' : 'info';
  const side = Math.min(9, Math.max(6, box.height * 0.62));
  return (
    <g class={`finding-box ${tone}${selected ? ' selected' : ''}${copy ? ' copy' : ''}`}>
      <rect {...box} rx="2" class={blank ? 'blank' : ''} />
      {blank && finding.expected && (
        <text x={box.x + box.width - 3} y={box.y + box.height / 2} class="blank-label">
          {text.blankFill(finding.expected)}
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

/** A line down the left of the figure's column, a dot at each addend; what stands elsewhere ends in a pill that jumps. */
function PathLines({ path, toView, pageNumber, size, onJump }: PageLayerProps & { readonly path: Path }) {
  const text = useText();
  const language = useLanguage();
  const here = path.addends.filter(({ place }) => place.page === pageNumber && place.rect);
  const fromHere = path.from.page === pageNumber && path.from.rect !== undefined;
  if (!fromHere && here.length === 0) return null;
  const boxes = here.map(({ place }) => toView(place.rect!));
  const start = fromHere ? toView(path.from.rect!) : undefined;
  const all = start ? [start, ...boxes] : boxes;
  const left = Math.max(6, Math.min(...all.map(({ x }) => x)) - 6);
  const middles = all.map((box) => box.y + box.height / 2);
  const elsewhere = fromHere
    ? path.addends.filter(({ place }) => place.page !== undefined && place.page !== pageNumber)
    : [];
  const bottom = Math.max(...all.map((box) => box.y + box.height)) + 6;
  const pills = elsewhere.slice(0, 4);
  const end = pills.length > 0 ? bottom + 8 + (pills.length - 1) * 15 : Math.max(...middles);
  return (
    <g class="path">
      {boxes.map((box, index) => (
        <rect key={index} class="wash" {...box} />
      ))}
      <path d={`M${left} ${Math.min(...middles)}V${end}`} />
      {start && <path d={`M${left} ${start.y + start.height / 2}H${start.x}`} />}
      {boxes.map((box, index) => (
        <g key={index}>
          <path d={`M${left} ${box.y + box.height / 2}H${box.x + 1}`} />
          <circle cx={box.x + 1} cy={box.y + box.height / 2} r="1.7" />
        </g>
      ))}
      {pills.map(({ place, label, amount }, index) => {
        const words = `${label.slice(0, 16)} ${amount} ${text.onPage(place.page!)}`;
        const width = Math.min(size.width - left - 14, words.length * (language === 'zh' ? 6.6 : 5.4) + 16);
        const y = bottom + index * 15;
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
            <path d={`M${left} ${y + 7}H${left + 6}`} />
            <rect x={left + 6} y={y} width={width} height="13" rx="6.5" />
            <text x={left + 13} y={y + 7}>
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
