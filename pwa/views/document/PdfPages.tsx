import type { PDFPageProxy, RenderTask } from 'pdfjs-dist';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Cell } from '../../../core/model/document.ts';
import type { Rect } from '../../../core/model/place.ts';
import type { ReviewCorrection, ReviewLedgerEntry, ReviewPlace } from '../../../core/model/review.ts';
import { SeverityIcon } from '../../components/icons.tsx';
import { scrollWithin } from '../../components/scroll.ts';
import { useText } from '../../i18n/language.ts';
import { type Layers, type PageCell, PageLayer } from './PageLayer.tsx';
import { NO_MARKS, type PageMarks, type Path } from './page-marks.ts';
import { type OpenPdf, type PageSize, tighten, toView, wordBoxes } from './pdf.ts';

/** Pages this near the screen (px) are drawn; the others hold no memory. */
const NEAR = '900px';
/** Canvases beyond this many pixels a side are refused by some browsers. */
const CANVAS_SIDE_MAX = 8192;

/** A place to scroll to; a new object scrolls again. */
export interface ScrollTarget {
  readonly page: number;
  readonly rect?: Rect | undefined;
}

export interface PdfPagesProps {
  readonly open: OpenPdf;
  /** 1 fits the width. */
  readonly zoom: number;
  readonly rotation: number;
  readonly marks: ReadonlyMap<number, PageMarks>;
  readonly layers: Layers;
  readonly selected: string | undefined;
  readonly path: Path | undefined;
  readonly figure: ReviewLedgerEntry | undefined;
  readonly target: ScrollTarget | undefined;
  readonly onPage: (page: number) => void;
  readonly cells: ReadonlyMap<number, readonly PageCell[]>;
  readonly corrections: readonly ReviewCorrection[];
  readonly onFinding: (finding: string) => void;
  readonly onFigure: (entry: ReviewLedgerEntry) => void;
  readonly onCell: (table: string, cell: Cell) => void;
  readonly onJump: (place: ReviewPlace) => void;
}

const NO_CELLS: readonly PageCell[] = [];

/** The pages of a PDF, one below the other, with their marks. Only what is near the screen is drawn. */
export function PdfPages(props: PdfPagesProps) {
  const { open, zoom, rotation, target, onPage } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const turned = rotation % 180 !== 0;
  const sizes = useMemo(
    () => (turned ? open.sizes.map(({ width, height }) => ({ width: height, height: width })) : open.sizes),
    [open, turned],
  );
  const widest = Math.max(...sizes.map((size) => size.width));
  const scale = width > 0 ? (Math.max(120, width) / widest) * zoom : 0;

  useLayoutEffect(() => {
    const element = scroll.current;
    if (!element) return;
    const measure = () => {
      const style = getComputedStyle(element);
      setWidth(
        element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight),
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (!target || scale === 0) return;
    scrollToPlace(scroll.current, open, target, rotation, scale);
  }, [target, scale === 0]);

  const onScroll = () => {
    const element = scroll.current;
    if (!element) return;
    const middle = element.scrollTop + element.clientHeight / 2;
    const pages = [...element.querySelectorAll<HTMLElement>('.pdf-page')];
    const at = pages.findLastIndex((page) => page.offsetTop <= middle);
    onPage(Math.max(1, at + 1));
  };
  return (
    <div class="pdf-pages" ref={scroll} onScroll={onScroll} tabIndex={-1}>
      {scale > 0 &&
        Array.from({ length: open.pageCount }, (_, index) => index + 1).map((page) => (
          <PdfPage
            key={page}
            {...props}
            pageNumber={page}
            size={sizes[page - 1]!}
            scale={scale}
            root={scroll}
          />
        ))}
    </div>
  );
}

async function scrollToPlace(
  container: HTMLElement | null,
  { pdf }: OpenPdf,
  { page: number, rect }: ScrollTarget,
  rotation: number,
  scale: number,
): Promise<void> {
  const element = container?.querySelector<HTMLElement>(`.pdf-page[data-page="${number}"]`);
  if (!container || !element) return;
  let top = element.offsetTop - 12;
  if (rect) {
    const page = await pdf.getPage(number);
    const box = toView(page, rotation)(rect);
    top = element.offsetTop + (box.y + box.height / 2) * scale - container.clientHeight / 2;
    const left = element.offsetLeft + (box.x + box.width / 2) * scale - container.clientWidth / 2;
    container.scrollLeft = Math.max(0, left);
  }
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const near = Math.abs(container.scrollTop - top) < container.clientHeight * 2;
  container.scrollTo({ top, behavior: near && !still ? 'smooth' : 'instant' });
}

interface PdfPageProps extends PdfPagesProps {
  readonly pageNumber: number;
  readonly size: PageSize;
  readonly scale: number;
  readonly root: { readonly current: HTMLDivElement | null };
}

function PdfPage(props: PdfPageProps) {
  const { open, pageNumber, size, scale, rotation, root, marks } = props;
  const text = useText();
  const element = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  const [page, setPage] = useState<PDFPageProxy>();
  const [words, setWords] = useState<Awaited<ReturnType<typeof wordBoxes>>>([]);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      root: root.current,
      rootMargin: NEAR,
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [root]);
  useEffect(() => {
    if (!near) return;
    let current = true;
    open.pdf
      .getPage(pageNumber)
      .then(async (loaded) => {
        if (!current) return;
        setPage(loaded);
        const boxes = await wordBoxes(loaded);
        if (current) setWords(boxes);
      })
      .catch(() => current && setFailed(true));
    return () => {
      current = false;
    };
  }, [near, open, pageNumber, rotation]);
  const view = useMemo(() => page && toView(page, rotation), [page, rotation]);
  return (
    <div
      ref={element}
      class="pdf-page"
      data-page={pageNumber}
      style={{ width: `${size.width * scale}px`, height: `${size.height * scale}px` }}
    >
      {near && page && !failed && (
        <PageCanvas
          page={page}
          scale={scale}
          rotation={rotation}
          label={text.pageLong(pageNumber)}
          onFail={() => setFailed(true)}
        />
      )}
      {near && view && (
        <PageLayer
          pageNumber={pageNumber}
          size={size}
          scale={scale}
          marks={marks.get(pageNumber) ?? NO_MARKS}
          layers={props.layers}
          selected={props.selected}
          path={props.path}
          figure={props.figure}
          toView={view}
          tighten={(rect) => tighten(rect, words)}
          cells={props.cells.get(pageNumber) ?? NO_CELLS}
          corrections={props.corrections}
          onFinding={props.onFinding}
          onFigure={props.onFigure}
          onCell={props.onCell}
          onJump={props.onJump}
        />
      )}
      {failed && <p class="page-failed">{text.pageFailed}</p>}
    </div>
  );
}

interface PageCanvasProps {
  readonly page: PDFPageProxy;
  readonly scale: number;
  readonly rotation: number;
  readonly label: string;
  readonly onFail: () => void;
}

function PageCanvas({ page, scale, rotation, label, onFail }: PageCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let task: RenderTask | undefined;
    const timer = setTimeout(() => {
      const unscaled = page.getViewport({ scale: 1 });
      const dense = scale * Math.min(2, devicePixelRatio || 1);
      const limit = CANVAS_SIDE_MAX / Math.max(unscaled.width, unscaled.height);
      const viewport = page.getViewport({
        scale: Math.min(dense, limit),
        rotation: (page.rotate + rotation) % 360,
      });
      // Drawn apart and then shown at once, so that zooming does not flash white.
      const draft = document.createElement('canvas');
      draft.width = Math.floor(viewport.width);
      draft.height = Math.floor(viewport.height);
      task = page.render({ canvas: draft, viewport });
      task.promise
        .then(() => {
          element.width = draft.width;
          element.height = draft.height;
          element.getContext('2d')?.drawImage(draft, 0, 0);
          draft.width = 0;
        })
        .catch((error: unknown) => {
          if (!(error instanceof Error) || error.name !== 'RenderingCancelledException') onFail();
        });
    }, 0);
    return () => {
      clearTimeout(timer);
      task?.cancel();
    };
  }, [page, scale, rotation]);
  // Freed at once: browsers keep the memory of a canvas until it is collected.
  useEffect(() => {
    const element = canvas.current;
    return () => {
      if (element) element.width = 0;
    };
  }, []);
  return <canvas ref={canvas} role="img" aria-label={label} />;
}

export interface ThumbnailsProps {
  readonly open: OpenPdf;
  readonly current: number;
  readonly marks: ReadonlyMap<number, PageMarks>;
  /** Pages that could not be read, with the word that says why. */
  readonly unread: ReadonlyMap<number, string>;
  readonly onPage: (page: number) => void;
}

/** Small pictures of the pages with the marks of what was found on each: filled for a finding, hollow for its copies. */
export function Thumbnails({ open, current, marks, unread, onPage }: ThumbnailsProps) {
  const text = useText();
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    scrollWithin(list.current?.parentElement ?? null, list.current?.children[current - 1], 'nearest');
  }, [current]);
  return (
    <nav class="thumbnails" aria-label={text.thumbnails}>
      <ol ref={list}>
        {Array.from({ length: open.pageCount }, (_, index) => index + 1).map((page) => {
          const findings = marks.get(page)?.findings ?? [];
          return (
            <li key={page}>
              <button
                type="button"
                aria-current={page === current ? 'page' : undefined}
                onClick={() => onPage(page)}
              >
                <Thumbnail open={open} page={page} root={list} />
                <span class="row tiny">
                  <span class="number grow">{page}</span>
                  {unread.has(page) && <span class="doubt-ink">{unread.get(page)}</span>}
                  <ThumbnailMarks findings={findings} />
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function ThumbnailMarks({ findings }: { readonly findings: PageMarks['findings'] }) {
  const text = useText();
  const own = findings.filter(({ copy }) => !copy);
  const shown = own.slice(0, 3);
  return (
    <>
      {shown.map(({ finding }) => (
        <SeverityIcon key={finding.id} severity={finding.severity} />
      ))}
      {own.length === 0 && findings.length > 0 && (
        <svg class="severity" viewBox="0 0 14 14" role="img" aria-label={text.sameErrorAt}>
          <path d="M7 1.6 12.4 7 7 12.4 1.6 7Z" fill="none" stroke="var(--differs)" stroke-width="1.4" />
        </svg>
      )}
      {own.length > 0 && (
        <span class="sr-only">
          {text.findings} {own.length}
        </span>
      )}
    </>
  );
}

const THUMBNAIL_WIDTH = 112;

function Thumbnail({
  open,
  page: number,
  root,
}: {
  readonly open: OpenPdf;
  readonly page: number;
  readonly root: { readonly current: HTMLOListElement | null };
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = open.sizes[number - 1]!;
  const ratio = size.height / size.width;
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let task: RenderTask | undefined;
    let done = false;
    const observer = new IntersectionObserver(
      async ([entry]) => {
        if (!entry?.isIntersecting || done) return;
        done = true;
        try {
          const page = await open.pdf.getPage(number);
          const width = page.getViewport({ scale: 1 }).width;
          const viewport = page.getViewport({
            scale: (THUMBNAIL_WIDTH * Math.min(2, devicePixelRatio)) / width,
          });
          element.width = Math.floor(viewport.width);
          element.height = Math.floor(viewport.height);
          task = page.render({ canvas: element, viewport });
          await task.promise;
        } catch {
          // A thumbnail that cannot be drawn stays white; the page itself says why.
        }
      },
      { root: root.current?.parentElement ?? null, rootMargin: '400px' },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      task?.cancel();
    };
  }, [open, number]);
  return <canvas ref={canvas} width={THUMBNAIL_WIDTH} height={Math.round(THUMBNAIL_WIDTH * ratio)} />;
}
