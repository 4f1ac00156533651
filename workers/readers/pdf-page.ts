import type { Ruling } from '../../core/model/source.ts';
import { markCutFigures } from './pdf-cut.ts';
import { dotsToRulings } from './pdf-dots.ts';
import { IDENTITY, isMatrix, type Matrix, multiply, transformBox } from './pdf-matrix.ts';
import { type Field, type Inked, whatShows } from './pdf-visible.ts';

/** One drawn glyph, in unrotated page space. */
export interface Glyph {
  /** As pdf.js reads it: radicals and ligatures still in it; a space for a drawn space. */
  readonly text: string;
  /** Start of the glyph on its base line. */
  readonly x: number;
  readonly y: number;
  /** Advance along the line, in points, without letter spacing. */
  readonly width: number;
  readonly size: number;
  readonly angle: 0 | 90 | 180 | 270;
  readonly bold: boolean;
  /** Set upright in a column that is written downwards. */
  readonly vertical: boolean;
  /** Letters that one operator set without a jump: they are one text, whatever lines cross them. */
  readonly run?: number;
}

export interface DrawnPage {
  readonly glyphs: readonly Glyph[];
  readonly rulings: readonly Ruling[];
  /** Area that images cover, in square points; overlaps count twice. */
  readonly imageArea: number;
  /** Figures that the page holds but does not show: white on paper, transparent, covered by a patch. They are not read. */
  readonly hiddenFigures: number;
  /** Figures that the edge of the page or of a cell runs through, so that they cannot be read whole. */
  readonly cutFigures: number;
  /** True where the text read is invisible and lies over an image or drawing: what a program recognised in a scan. */
  readonly isRecognised: boolean;
  /** True where a font's characters say nothing, so that what it shows is not read. */
  readonly isGarbled: boolean;
}

/** What of a font the drawing needs. */
export interface PdfFont {
  readonly fontMatrix?: ArrayLike<number>;
  readonly vertical?: boolean;
  readonly bold?: boolean;
  readonly black?: boolean;
  readonly isType3Font?: boolean;
  readonly bbox?: ArrayLike<number>;
}

/** What of the page's comments and form fields the drawing needs. */
export interface PdfAnnotation {
  readonly id?: unknown;
  readonly subtype?: unknown;
  readonly hasAppearance?: unknown;
  readonly hidden?: unknown;
  readonly rect?: unknown;
  readonly fieldType?: unknown;
  readonly fieldValue?: unknown;
  readonly contentsObj?: unknown;
}

export interface OperatorList {
  readonly fnArray: ArrayLike<number>;
  readonly argsArray: ArrayLike<unknown>;
}

type Ops = Readonly<Record<string, number>>;
type Box = readonly [number, number, number, number];

/** A filled shape thinner than this, in points, is a line; Chromium and Excel draw their borders so. */
const LINE_WIDTH_MAX = 2.6;
/** A dark bar of up to this thickness is a line too where it is long. */
const THICK_LINE_MAX = 5;
/** What is drawn no longer than this, in points, is a dot. */
const DOT_MAX = 2.2;
/** Strokes broader than this, in points, shade an area: rows are filled so by some programs. */
const STROKE_WIDTH_MAX = 5;
/** A jump in a text wider than this, in thousandths of its size, may lead to another cell. */
const JUMP_MIN = 150;
/** Text askew by more than this, in radians, is a watermark or a stamp. */
const SKEW_MAX = 0.1;
/** Pages of more painted areas than this are drawings. */
const FIELDS_MAX = 5_000;
/** Lines that lean less than this, in points over their length, are straight. */
const LEAN_MAX = 0.6;
/** Drawings of more lines than this are maps or art, not tables. */
const RULINGS_MAX = 60_000;
/** Digits outside what clips them that are looked at; more are a sheet printed over many pages. */
const CLIPPED_MAX = 20_000;

interface State {
  ctm: Matrix;
  clip: Box;
  lineWidth: number;
  fill: string;
  stroke: string;
  fillAlpha: number;
  strokeAlpha: number;
  /** False where a blend mode or mask lets what lies below show through. */
  isPlain: boolean;
  /** True while what clips is a rectangle. */
  isClipPlain: boolean;
  font: PdfFont | undefined;
  fontSize: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  rise: number;
  leading: number;
  mode: number;
  /** How much had been painted when the matrix was last changed in this state; -1 where it was not. */
  movedAt: number;
}

/**
 * Operator list of a page → its glyphs and straight lines in page space. Text comes from here rather than from
 * getTextContent, which joins runs of neighbouring columns and costs a second evaluation of the page.
 *
 * @param isHidden Tells whether a layer (optional content group) is switched off.
 * @param annotations Comments and fields of the page: stamps and marks are drawn over it and are no part of its text.
 * @param unit Points in a unit of page space (UserUnit).
 */
export function readOperators(
  list: OperatorList,
  ops: Ops,
  fonts: (name: string) => PdfFont | undefined,
  page: Box,
  isHidden: (layer: unknown) => boolean,
  annotations: readonly PdfAnnotation[] = [],
  unit = 1,
): DrawnPage {
  const glyphs: Inked[] = [];
  /** Digits, points and commas that the page holds outside what clips them. */
  const clipped: Inked[] = [];
  const rulings: Ruling[] = [];
  /** Small squares and circles, of which some programs make their dotted lines. */
  const dots: Box[] = [];
  const fields: Field[] = [];
  const lineWidthMax = LINE_WIDTH_MAX / unit;
  const subtypes = new Map(annotations.map(({ id, subtype }) => [id, subtype]));
  let imageArea = 0;
  let runs = 0;
  let annotationDepth = 0;
  let state: State = {
    ctm: IDENTITY,
    clip: page,
    lineWidth: 1,
    fill: '#000000',
    stroke: '#000000',
    fillAlpha: 1,
    strokeAlpha: 1,
    isPlain: true,
    isClipPlain: true,
    font: undefined,
    fontSize: 0,
    charSpacing: 0,
    wordSpacing: 0,
    scale: 1,
    rise: 0,
    leading: 0,
    mode: 0,
    movedAt: -1,
  };
  let painted = 0;
  const stack: State[] = [];
  let textMatrix: Matrix = IDENTITY;
  let lineMatrix: Matrix = IDENTITY;
  let isClipPending = false;
  const marks: boolean[] = [];
  let hidden = 0;

  const save = () => {
    stack.push({ ...state });
    state.movedAt = -1;
  };
  /**
   * A state with a matrix of its own in which nothing was painted held a picture: pdf.js leaves out those over its limit
   * (`maxImageSize`), and what is left of them is the place where they stand.
   */
  const endState = () => {
    if (state.movedAt === painted) paintImage(state.ctm, undefined);
  };
  const restore = () => {
    endState();
    state = stack.pop() ?? state;
  };
  const clipTo = (box: Box) => {
    const [left, bottom, right, top] = state.clip;
    state.clip = [
      Math.max(left, box[0]),
      Math.max(bottom, box[1]),
      Math.min(right, box[2]),
      Math.min(top, box[3]),
    ];
  };
  const moveText = (x: number, y: number) => {
    lineMatrix = multiply(lineMatrix, [1, 0, 0, 1, x, y]);
    textMatrix = lineMatrix;
  };
  const addRuling = (box: Box, isEdge: boolean) => {
    if (rulings.length >= RULINGS_MAX || hidden > 0 || annotationDepth > 0) return;
    const [left, bottom, right, top] = state.clip;
    const [x0, y0, x1, y1] = [
      Math.max(box[0], left),
      Math.max(box[1], bottom),
      Math.min(box[2], right),
      Math.min(box[3], top),
    ];
    if (x1 < x0 - 0.01 || y1 < y0 - 0.01) return;
    if (!isEdge && Math.max(x1 - x0, y1 - y0) <= DOT_MAX / unit) {
      if (dots.length < RULINGS_MAX) dots.push([x0, y0, x1, y1]);
      return;
    }
    const direction = x1 - x0 >= y1 - y0 ? 'horizontal' : 'vertical';
    rulings.push({ rect: [x0, y0, x1, y1], direction, ...(isEdge ? { edge: true } : {}) });
  };
  const addField = (box: Box, color: string, alpha: number, isRectangle: boolean) => {
    if (hidden > 0 || alpha < 0.02 || fields.length > FIELDS_MAX) return;
    const covers = isRectangle && alpha > 0.99 && state.isPlain && state.isClipPlain && color !== '';
    fields.push({
      box: intersect(box, state.clip),
      after: glyphs.length,
      covers,
      isPaper: isPaper(color),
    });
  };
  /** True where something coloured lies below: there a white line shows. */
  const isOnField = (box: Box) => {
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    if (fields.length > FIELDS_MAX) return false;
    return fields.some(({ box: field, isPaper: blank }) => !blank && holdsPoint(field, x, y));
  };
  const fillBox = (whole: Box, color: string, alpha: number) => {
    const seen = intersect(whole, state.clip);
    const isCutThin = Math.min(seen[2] - seen[0], seen[3] - seen[1]) <= lineWidthMax;
    const box = isCutThin ? seen : whole;
    const [x0, y0, x1, y1] = box;
    if (x1 < x0 || y1 < y0) return;
    const thin = Math.min(x1 - x0, y1 - y0);
    const long = Math.max(x1 - x0, y1 - y0);
    const isBar = thin <= THICK_LINE_MAX / unit && long > 20 * thin && inkOf(color, alpha) > 0.4;
    if (thin <= lineWidthMax || isBar) {
      if (!isPaper(color) || isOnField(box)) addRuling(box, false);
      return;
    }
    addField(box, color, alpha, true);
    // The white sheet that some programs lay under everything, and patches in the colour of paper, show no edge.
    if (isPaper(color)) return;
    addRuling([x0, y0, x1, y0], true);
    addRuling([x0, y1, x1, y1], true);
    addRuling([x0, y0, x0, y1], true);
    addRuling([x1, y0, x1, y1], true);
  };
  const showText = (run: readonly unknown[]) => {
    const { font, fontSize, charSpacing, wordSpacing, scale, rise } = state;
    if (!font || fontSize === 0) return;
    painted++;
    const em = font.fontMatrix?.[0] || 0.001;
    runs++;
    for (const item of run) {
      if (typeof item === 'number') {
        if (Math.abs(item) > JUMP_MIN) runs++;
        const shift = (-item / 1000) * fontSize;
        textMatrix = multiply(
          textMatrix,
          font.vertical ? [1, 0, 0, 1, 0, shift] : [1, 0, 0, 1, shift * scale, 0],
        );
        continue;
      }
      if (typeof item !== 'object' || item === null) continue;
      const glyph = item as { unicode?: unknown; width?: unknown; isSpace?: unknown; vmetric?: unknown };
      const width = typeof glyph.width === 'number' ? glyph.width : 0;
      const spacing = charSpacing + (glyph.isSpace ? wordSpacing : 0);
      const text = typeof glyph.unicode === 'string' ? glyph.unicode : '';
      const trm = multiply(multiply(state.ctm, textMatrix), [fontSize * scale, 0, 0, fontSize, 0, rise]);
      const vmetric = Array.isArray(glyph.vmetric) ? (glyph.vmetric as number[]) : undefined;
      const isVertical = Boolean(font.vertical && vmetric);
      if (hidden === 0 && text !== '')
        addGlyph(text, trm, width * em, isVertical ? vmetric : undefined, font);
      const advance: Matrix = isVertical
        ? [1, 0, 0, 1, 0, (vmetric?.[0] ?? -1000) * em * fontSize - spacing]
        : [1, 0, 0, 1, (width * em * fontSize + spacing) * scale, 0];
      textMatrix = multiply(textMatrix, advance);
    }
  };
  const addGlyph = (
    text: string,
    trm: Matrix,
    advance: number,
    vmetric: readonly number[] | undefined,
    font: PdfFont,
  ) => {
    const [a, b, c, d, e, f] = trm;
    const turn = Math.atan2(b, a);
    const quarter = Math.round(turn / (Math.PI / 2));
    // Text set askew is a watermark or a stamp: it is no part of what the page says.
    if (Math.abs(turn - (quarter * Math.PI) / 2) > SKEW_MAX) return;
    let size = Math.hypot(c, d);
    if (font.isType3Font) size = type3Size(font, trm, size);
    if (!(size * unit > 0.5 && size < 1000)) return;
    let x = e;
    let y = f;
    let width = advance * Math.hypot(a, b);
    if (vmetric) {
      const [, vx = 0, vy = 0] = vmetric;
      x -= (vx * a + vy * c) / 1000;
      y -= (vx * b + vy * d) / 1000;
      if (!(width > 0)) width = size;
    }
    const middleX =
      x + (a / (Math.hypot(a, b) || 1)) * (width / 2) + (c / (Math.hypot(c, d) || 1)) * size * 0.3;
    const middleY =
      y + (b / (Math.hypot(a, b) || 1)) * (width / 2) + (d / (Math.hypot(c, d) || 1)) * size * 0.3;
    const [left, bottom, right, top] = state.clip;
    const isClipped = middleX < left || middleX > right || middleY < bottom || middleY > top;
    if (isClipped && (!/[\d.,，．]/.test(text) || clipped.length >= CLIPPED_MAX)) return;
    const angle = ((((quarter * 90) % 360) + 360) % 360) as Glyph['angle'];
    const bold = Boolean(font.bold || font.black) || state.mode % 4 === 2;
    const strokes = state.mode === 1 || state.mode === 5;
    const ink = strokes ? inkOf(state.stroke, state.strokeAlpha) : inkOf(state.fill, state.fillAlpha);
    const isInvisible = state.mode === 3 || state.mode === 7;
    const vertical = vmetric !== undefined;
    const into = isClipped ? clipped : glyphs;
    into.push({ text, x, y, width, size, angle, bold, vertical, run: runs, ink, isInvisible, font });
  };

  const paintImage = (matrix: Matrix, kind: unknown) => {
    painted++;
    if (hidden > 0) return;
    const box = transformBox(matrix, 0, 0, 1, 1);
    const thin = Math.min(box[2] - box[0], box[3] - box[1]);
    const long = Math.max(box[2] - box[0], box[3] - box[1]);
    if (thin <= lineWidthMax && long > 3 * thin) addRuling(box, false);
    else if (kind === ops.paintSolidColorImageMask) fillBox(box, state.fill, state.fillAlpha);
    else {
      const clipped = intersect(box, state.clip);
      const area = Math.max(0, clipped[2] - clipped[0]) * Math.max(0, clipped[3] - clipped[1]);
      if (annotationDepth === 0) imageArea += area;
      addField(box, '', 1, false);
    }
  };

  const { fnArray, argsArray } = list;
  for (let i = 0; i < fnArray.length; i++) {
    const args = (argsArray[i] ?? []) as unknown[];
    switch (fnArray[i]) {
      case ops.save:
        save();
        break;
      case ops.restore:
        restore();
        break;
      case ops.transform:
        if (isMatrix(args)) state.ctm = multiply(state.ctm, args);
        state.movedAt = painted;
        break;
      case ops.paintFormXObjectBegin: {
        save();
        const [matrix, bbox] = args;
        if (isMatrix(matrix)) state.ctm = multiply(state.ctm, matrix);
        if (isBox(bbox)) clipTo(transformBox(state.ctm, bbox[0], bbox[1], bbox[2], bbox[3]));
        break;
      }
      case ops.paintFormXObjectEnd:
        restore();
        break;
      case ops.beginAnnotation: {
        save();
        state.ctm = IDENTITY;
        const [id, , transform, matrix] = args;
        const subtype = subtypes.get(id);
        annotationDepth++;
        marks.push(subtype === 'Stamp' || subtype === 'Watermark');
        if (marks.at(-1)) hidden++;
        if (isMatrix(transform)) state.ctm = multiply(state.ctm, transform);
        if (isMatrix(matrix)) state.ctm = multiply(state.ctm, matrix);
        break;
      }
      case ops.endAnnotation:
        restore();
        annotationDepth--;
        if (marks.pop()) hidden--;
        break;
      case ops.beginMarkedContentProps: {
        const off = args[0] === 'OC' && isHidden(args[1]);
        marks.push(off);
        if (off) hidden++;
        break;
      }
      case ops.beginMarkedContent:
        marks.push(false);
        break;
      case ops.endMarkedContent:
        // What a layer that is switched off would have painted.
        if (hidden > 0) painted++;
        if (marks.pop()) hidden--;
        break;
      case ops.setLineWidth:
        if (typeof args[0] === 'number') state.lineWidth = args[0];
        break;
      case ops.setFillRGBColor:
        state.fill = String(args[0]);
        break;
      case ops.setStrokeRGBColor:
        state.stroke = String(args[0]);
        break;
      case ops.setFillColorN:
      case ops.setFillTransparent:
        state.fill = '';
        break;
      case ops.setStrokeColorN:
      case ops.setStrokeTransparent:
        state.stroke = '';
        break;
      case ops.clip:
      case ops.eoClip:
        isClipPending = true;
        break;
      case ops.beginText:
        textMatrix = IDENTITY;
        lineMatrix = IDENTITY;
        break;
      case ops.setTextMatrix: {
        const matrix = isMatrix(args) ? args : args[0];
        if (isMatrix(matrix)) {
          lineMatrix = matrix;
          textMatrix = matrix;
        }
        break;
      }
      case ops.moveText:
        moveText(Number(args[0]), Number(args[1]));
        break;
      case ops.setLeadingMoveText:
        state.leading = Number(args[1]);
        moveText(Number(args[0]), Number(args[1]));
        break;
      case ops.nextLine:
        moveText(0, state.leading);
        break;
      case ops.setLeading:
        // pdf.js's evaluator hands the leading on as written: lines go down by it.
        state.leading = -Number(args[0]);
        break;
      case ops.setCharSpacing:
        state.charSpacing = Number(args[0]) || 0;
        break;
      case ops.setWordSpacing:
        state.wordSpacing = Number(args[0]) || 0;
        break;
      case ops.setHScale:
        state.scale = (Number(args[0]) || 100) / 100;
        break;
      case ops.setTextRise:
        state.rise = Number(args[0]) || 0;
        break;
      case ops.setTextRenderingMode:
        state.mode = Number(args[0]) || 0;
        break;
      case ops.setFont:
        state.font = fonts(String(args[0]));
        state.fontSize = Number(args[1]) || 0;
        break;
      case ops.setGState:
        readGraphicsState(args[0], state, fonts);
        break;
      case ops.showText:
        if (Array.isArray(args[0])) showText(args[0]);
        break;
      case ops.constructPath: {
        const [paint, data, extent] = args as [number, ArrayLike<unknown>, ArrayLike<number> | null];
        if (paint !== ops.endPath) painted++;
        const path = data?.[0];
        const isStroke =
          paint === ops.stroke ||
          paint === ops.closeStroke ||
          paint === ops.fillStroke ||
          paint === ops.eoFillStroke ||
          paint === ops.closeFillStroke ||
          paint === ops.closeEOFillStroke;
        const isFill =
          paint === ops.fill ||
          paint === ops.eoFill ||
          paint === ops.fillStroke ||
          paint === ops.eoFillStroke ||
          paint === ops.closeFillStroke ||
          paint === ops.closeEOFillStroke;
        if (path instanceof Float32Array && rulings.length < RULINGS_MAX) {
          const isClosed = paint === ops.closeStroke || paint === ops.closeFillStroke;
          const breadth = state.lineWidth * Math.sqrt(Math.abs(determinant(state.ctm)));
          const half = breadth / 2;
          for (const shape of toShapes(path, state.ctm, isClosed, lineWidthMax)) {
            if (isFill && shape.box) fillBox(shape.box, state.fill, state.fillAlpha);
            else if (isFill) addField(shape.bounds, state.fill, state.fillAlpha, false);
            if (!isStroke) continue;
            for (const segment of shape.segments) {
              const [x0, y0, x1, y1] = segment;
              const isLevel = x1 - x0 > y1 - y0;
              const length = Math.max(x1 - x0, y1 - y0);
              if (breadth * unit > STROKE_WIDTH_MAX && length > 2 * breadth) {
                const grown: Box = isLevel ? [x0, y0 - half, x1, y1 + half] : [x0 - half, y0, x1 + half, y1];
                fillBox(grown, state.stroke, state.strokeAlpha);
              } else if (!isPaper(state.stroke) || isOnField(segment)) addRuling(segment, false);
            }
          }
        }
        if (isClipPending && extent && extent.length >= 4) {
          const shapes = path instanceof Float32Array ? toShapes(path, state.ctm, true, lineWidthMax) : [];
          state.isClipPlain &&= shapes.length === 1 && shapes[0]?.box !== undefined;
          clipTo(transformBox(state.ctm, extent[0] ?? 0, extent[1] ?? 0, extent[2] ?? 0, extent[3] ?? 0));
        }
        isClipPending = false;
        break;
      }
      case ops.paintImageXObject:
      case ops.paintInlineImageXObject:
      case ops.paintImageMaskXObject:
      case ops.paintSolidColorImageMask:
        paintImage(state.ctm, fnArray[i]);
        break;
      // Equal and small images that stand in a row arrive together: rules made of dots, scans cut into strips.
      case ops.paintImageXObjectRepeat:
      case ops.paintImageMaskXObjectRepeat: {
        const isMask = fnArray[i] === ops.paintImageMaskXObjectRepeat;
        const [, a, b, c, d] = args as number[];
        const scales = isMask ? [a, b, c, d] : [a, 0, 0, b];
        const places = args[isMask ? 5 : 3] as ArrayLike<number> | undefined;
        for (let k = 0; places && k + 1 < places.length; k += 2) {
          const matrix = [...scales, places[k], places[k + 1]];
          if (isMatrix(matrix)) paintImage(multiply(state.ctm, matrix), undefined);
        }
        break;
      }
      case ops.paintInlineImageXObjectGroup:
      case ops.paintImageMaskXObjectGroup: {
        const isMask = fnArray[i] === ops.paintImageMaskXObjectGroup;
        const images = args[isMask ? 0 : 1];
        for (const image of Array.isArray(images) ? images : []) {
          const matrix = (image as { transform?: unknown } | null)?.transform;
          if (isMatrix(matrix)) paintImage(multiply(state.ctm, matrix), undefined);
        }
        break;
      }
      case ops.shadingFill:
        painted++;
        addField(state.clip, '', 1, false);
        break;
      default:
        break;
    }
  }
  for (endState(); stack.length > 0; ) restore();
  rulings.push(...dotsToRulings(dots).slice(0, RULINGS_MAX - rulings.length));
  const cut = markCutFigures(glyphs, clipped);
  const seen = whatShows(cut.length > 0 ? [...glyphs, ...cut] : glyphs, fields);
  return { ...seen, rulings, imageArea, cutFigures: cut.length };
}

function intersect(a: Box, b: Box): Box {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

function isBox(value: unknown): value is Box {
  const list = value as ArrayLike<unknown> | null;
  return list !== null && typeof list === 'object' && list.length === 4;
}

function isPaper(color: string): boolean {
  return /^#f[c-f]f[c-f]f[c-f]$/i.test(color);
}

function holdsPoint([x0, y0, x1, y1]: Box, x: number, y: number): boolean {
  return x >= x0 && x <= x1 && y >= y0 && y <= y1;
}

function determinant([a, b, c, d]: Matrix): number {
  return a * d - b * c;
}

/** How dark a colour stands out on paper, 0 to 1; patterns count as dark. */
function inkOf(color: string, alpha: number): number {
  const parts = /^#(..)(..)(..)$/.exec(color);
  if (!parts) return alpha;
  const [red = 0, green = 0, blue = 0] = parts.slice(1).map((part) => Number.parseInt(part, 16) / 255);
  return alpha * (1 - (0.3 * red + 0.59 * green + 0.11 * blue));
}

/** Size of a Type 3 font's letters: the em where the font has one, else the height of its box. */
function type3Size(font: PdfFont, trm: Matrix, size: number): number {
  const unit = Math.abs(font.fontMatrix?.[3] ?? font.fontMatrix?.[0] ?? 0.001);
  const { bbox } = font;
  const height = bbox ? Math.abs((bbox[3] ?? 0) - (bbox[1] ?? 0)) * unit * Math.hypot(trm[2], trm[3]) : 0;
  const isUsual = unit > 0.0003 && unit < 0.003;
  return isUsual || height === 0 ? size : height;
}

function readGraphicsState(
  entries: unknown,
  state: State,
  fonts: (name: string) => PdfFont | undefined,
): void {
  if (!Array.isArray(entries)) return;
  for (const entry of entries) {
    if (!Array.isArray(entry)) continue;
    const [key, value] = entry as [string, unknown];
    if (key === 'LW' && typeof value === 'number') state.lineWidth = value;
    if (key === 'ca' && typeof value === 'number') state.fillAlpha = value;
    if (key === 'CA' && typeof value === 'number') state.strokeAlpha = value;
    if (key === 'BM' || key === 'SMask') state.isPlain = value === 'source-over' || value === false;
    if (key === 'Font' && Array.isArray(value)) {
      state.font = fonts(String(value[0]));
      state.fontSize = Number(value[1]) || 0;
    }
  }
}

interface Shape {
  /** Straight horizontal and vertical parts of the outline. */
  readonly segments: readonly Box[];
  /** The box that a fill covers, where the outline is an upright rectangle or thin. */
  readonly box: Box | undefined;
  readonly bounds: Box;
}

/**
 * pdf.js's packed path → its sub-paths. The data is flat: `0 x y` move, `1 x y` line, `2` and six numbers curve, `3` and
 * four quadratic, `4` close; in untransformed user space.
 */
function toShapes(path: Float32Array, ctm: Matrix, closes: boolean, lineWidthMax: number): Shape[] {
  const shapes: Shape[] = [];
  let points: number[] = [];
  let isCurved = false;
  let isClosed = false;
  const end = () => {
    if (points.length >= 4) shapes.push(toShape(points, isCurved, isClosed || closes, lineWidthMax));
    points = [];
    isCurved = false;
    isClosed = false;
  };
  const add = (x: number, y: number) => {
    points.push(ctm[0] * x + ctm[2] * y + ctm[4], ctm[1] * x + ctm[3] * y + ctm[5]);
  };
  for (let i = 0; i < path.length; ) {
    switch (path[i]) {
      case 0:
        end();
        add(path[i + 1] ?? 0, path[i + 2] ?? 0);
        i += 3;
        break;
      case 1:
        add(path[i + 1] ?? 0, path[i + 2] ?? 0);
        i += 3;
        break;
      case 2:
        isCurved = true;
        add(path[i + 5] ?? 0, path[i + 6] ?? 0);
        i += 7;
        break;
      case 3:
        isCurved = true;
        add(path[i + 3] ?? 0, path[i + 4] ?? 0);
        i += 5;
        break;
      case 4:
        isClosed = true;
        i += 1;
        break;
      default:
        return shapes;
    }
  }
  end();
  return shapes;
}

function toShape(
  points: readonly number[],
  isCurved: boolean,
  isClosed: boolean,
  lineWidthMax: number,
): Shape {
  const count = points.length / 2;
  const segments: Box[] = [];
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  let isUpright = true;
  for (let i = 0; i < count; i++) {
    const [x, y] = [points[2 * i] ?? 0, points[2 * i + 1] ?? 0];
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, y);
    top = Math.max(top, y);
    const isLast = i === count - 1;
    const next = isLast ? 0 : i + 1;
    if (isLast && (!isClosed || count < 3)) break;
    const [nx, ny] = [points[2 * next] ?? 0, points[2 * next + 1] ?? 0];
    if (Math.abs(ny - y) <= LEAN_MAX && Math.abs(nx - x) > Math.abs(ny - y)) {
      segments.push([Math.min(x, nx), (y + ny) / 2, Math.max(x, nx), (y + ny) / 2]);
    } else if (Math.abs(nx - x) <= LEAN_MAX && Math.abs(ny - y) > Math.abs(nx - x)) {
      segments.push([(x + nx) / 2, Math.min(y, ny), (x + nx) / 2, Math.max(y, ny)]);
    } else if (Math.hypot(nx - x, ny - y) > 0.1) isUpright = false;
  }
  const isThin = Math.min(right - left, top - bottom) <= lineWidthMax;
  const isRectangle = !isCurved && isUpright && count >= 4 && count <= 5;
  return {
    segments: isCurved ? [] : segments,
    box: isRectangle || (isThin && count >= 3) ? [left, bottom, right, top] : undefined,
    bounds: [left, bottom, right, top],
  };
}
