/**
 * Brings an element into the view of its own scroll container. `scrollIntoView` would scroll every ancestor too, the frame of
 * the whole workspace included.
 */
export function scrollWithin(
  container: HTMLElement | null,
  element: Element | null | undefined,
  where: 'nearest' | 'center',
  /** Height of what covers the container's top, px: a sticky head. */
  covered = 0,
): void {
  if (!container || !element) return;
  const outer = container.getBoundingClientRect();
  const inner = element.getBoundingClientRect();
  const above = inner.top - (outer.top + covered);
  const below = inner.bottom - outer.bottom;
  if (where === 'center') {
    container.scrollTop += inner.top + inner.height / 2 - (outer.top + outer.height / 2);
    if (inner.left < outer.left || inner.right > outer.right)
      container.scrollLeft += inner.left - outer.left - 40;
  } else if (above < 0 || inner.height > outer.height - covered) container.scrollTop += above;
  else if (below > 0) container.scrollTop += below;
}
