/**
 * Scrolling through more rows than a browser lets an element be high (Chromium ends near 33.5 million px: 1.6 million rows). The
 * place of the view, `topPx`, counts as if every row were there; the scroll bar runs over a canvas of bounded height. Pure.
 */

export interface ScrollSpace {
  readonly count: number;
  readonly rowHeightPx: number;
  readonly viewportPx: number;
}

/** Below every browser's limit, and fine enough that a scroll bar of 800 px cannot tell the difference. */
export const maxCanvasPx = 6_000_000;

/** Height of all rows, were they there. */
function fullPx({ count, rowHeightPx }: ScrollSpace): number {
  return count * rowHeightPx;
}

/** Height of what the scroll bar runs over. */
export function canvasPx(space: ScrollSpace): number {
  return Math.min(maxCanvasPx, fullPx(space));
}

/** True where a pixel of the scroll bar is more than a pixel of rows: then wheel and keys must move rows, not the bar. */
export function isScaled(space: ScrollSpace): boolean {
  return fullPx(space) > maxCanvasPx;
}

/** The lowest place of the view: its last row is the last row. */
export function maxTopPx(space: ScrollSpace): number {
  return Math.max(0, fullPx(space) - space.viewportPx);
}

export function clampTop(space: ScrollSpace, topPx: number): number {
  return Math.min(maxTopPx(space), Math.max(0, topPx));
}

/** Where the scroll bar stands for a place of the view. */
export function scrollTopOf(space: ScrollSpace, topPx: number): number {
  if (!isScaled(space)) return clampTop(space, topPx);
  return (clampTop(space, topPx) / maxTopPx(space)) * (maxCanvasPx - space.viewportPx);
}

/** The place of the view for where the scroll bar was put. */
export function topOfScroll(space: ScrollSpace, scrollTop: number): number {
  if (!isScaled(space)) return clampTop(space, scrollTop);
  return clampTop(space, (scrollTop / (maxCanvasPx - space.viewportPx)) * maxTopPx(space));
}

/** The rows that are seen at least in part. */
export function seenRows(
  space: ScrollSpace,
  topPx: number,
): { readonly first: number; readonly count: number } {
  const first = Math.floor(clampTop(space, topPx) / space.rowHeightPx);
  const wanted = Math.ceil(space.viewportPx / space.rowHeightPx) + 1;
  return { first, count: Math.min(wanted, Math.max(0, space.count - first)) };
}

/** The place from which a row is seen: unmoved where it is seen already, else by the least way, or with the row in the middle. */
export function topToShow(
  space: ScrollSpace,
  topPx: number,
  index: number,
  align: 'nearest' | 'middle',
): number {
  const rowPx = index * space.rowHeightPx;
  if (align === 'middle') return clampTop(space, rowPx - (space.viewportPx - space.rowHeightPx) / 2);
  if (rowPx < topPx) return clampTop(space, rowPx);
  const endPx = rowPx + space.rowHeightPx;
  return endPx > topPx + space.viewportPx ? clampTop(space, endPx - space.viewportPx) : topPx;
}
