import { useState } from 'preact/hooks';
import type { ReviewPlace } from '../../../core/model/review.ts';

const ZOOM_STEP = 1.2;
const ZOOM_MAX = 5;
const ZOOM_MIN = 0.4;

/** How the pages of a document are looked at. */
export interface PageView {
  readonly page: number;
  readonly pageCount: number;
  /** 1 fits the width. */
  readonly zoom: number;
  /** Degrees clockwise, beyond the page's own. */
  readonly rotation: number;
  /** The page that has come into view. */
  readonly setPage: (page: number) => void;
  /** Goes to a page; beyond the ends, to the first or last. */
  readonly toPage: (page: number) => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly fitWidth: () => void;
  readonly rotate: () => void;
}

export function usePageView(pageCount: number, onTarget: (place: ReviewPlace) => void): PageView {
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(1);
  const [rotation, setRotation] = useState(0);
  const toPage = (next: number) => {
    const clamped = Math.min(pageCount, Math.max(1, next));
    setPage(clamped);
    onTarget({ page: clamped, quote: '' });
  };
  return {
    page,
    pageCount,
    zoom,
    rotation,
    setPage,
    toPage,
    zoomIn: () => setZoom(Math.min(ZOOM_MAX, zoom * ZOOM_STEP)),
    zoomOut: () => setZoom(Math.max(ZOOM_MIN, zoom / ZOOM_STEP)),
    fitWidth: () => setZoom(1),
    rotate: () => setRotation((rotation + 90) % 360),
  };
}
