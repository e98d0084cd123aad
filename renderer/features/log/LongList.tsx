/**
 * Rows by position, as many as there are: only those that are seen exist, in a frame that sticks to the view while a canvas of
 * bounded height gives the scroll bar its length. Wrapped rows take the height they need; the bar then counts rows, not pixels.
 */
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { classes } from '../../ui/classes.ts';
import styles from './LongList.module.css';
import {
  canvasPx,
  clampTop,
  isScaled,
  maxTopPx,
  type ScrollSpace,
  scrollTopOf,
  seenRows,
  topOfScroll,
  topToShow,
} from './scaledScroll.ts';

export interface LongListHandle {
  /** Brings a row into view. */
  show(index: number, align: 'nearest' | 'middle'): void;
  /** Rows that fit into the view: how far a page key goes. */
  pageRows(): number;
  firstSeen(): number;
  focus(): void;
}

export interface LongListProps {
  readonly label: string;
  readonly count: number;
  readonly rowHeightPx: number;
  readonly wrap: boolean;
  readonly render: (index: number) => ReactNode;
  readonly following: boolean;
  readonly onFollowing: (following: boolean) => void;
  readonly onSeen: (first: number, count: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly activeId: string | undefined;
  readonly testId: string;
  readonly ref: Ref<LongListHandle>;
}

const wheelLinePx = 40;
/** How long after a touch of wheel, bar or screen a movement of the view is a person's. */
const meantMs = 800;

export function LongList(props: LongListProps) {
  const { count, rowHeightPx, following, onFollowing, onSeen, wrap, ref } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [viewportPx, setViewportPx] = useState(0);
  const [top, setTop] = useState(0);
  const space: ScrollSpace = { count, rowHeightPx, viewportPx };
  const latest = useRef({ space, top, following });
  useLayoutEffect(() => {
    latest.current = { space, top, following };
  });
  // Where the bar was put by this list: the event that follows is not a person's.
  const putAt = useRef(0);
  const meantUntil = useRef(0);
  const moveTo = useCallback((nextTop: number) => {
    const { space: now } = latest.current;
    const element = scroller.current;
    const wanted = clampTop(now, nextTop);
    latest.current = { ...latest.current, top: wanted };
    setTop(wanted);
    if (element === null) return;
    element.scrollTop = scrollTopOf(now, wanted);
    putAt.current = element.scrollTop;
  }, []);
  /** A person moved the view: away from the end lets go of it, back to the end follows again. */
  const onMoved = useCallback(
    (nextTop: number) => {
      const { space: now, top: before, following: held } = latest.current;
      const atEnd = nextTop >= maxTopPx(now) - 2;
      if (held && nextTop < before && !atEnd) onFollowing(false);
      else if (!held && atEnd && nextTop > before) onFollowing(true);
    },
    [onFollowing],
  );

  useViewport(scroller, setViewportPx);
  useScaledWheel(scroller, (deltaPx) => {
    const { space: now, top: before } = latest.current;
    if (!isScaled(now)) return false;
    const wanted = clampTop(now, before + deltaPx);
    onMoved(wanted);
    moveTo(wanted);
    return true;
  });
  useLayoutEffect(() => {
    const now = { count, rowHeightPx, viewportPx };
    latest.current = { ...latest.current, space: now };
    // Rows that arrive: at the end they are followed, elsewhere the view stays and only the bar gets shorter.
    moveTo(following ? maxTopPx(now) : latest.current.top);
  }, [count, rowHeightPx, viewportPx, following, moveTo]);

  const seen = seenRows(space, top);
  useEffect(() => onSeen(seen.first, seen.count), [onSeen, seen.first, seen.count]);
  useImperativeHandle(
    ref,
    () => ({
      show: (index, align) => moveTo(topToShow(latest.current.space, latest.current.top, index, align)),
      pageRows: () => Math.max(1, Math.floor(latest.current.space.viewportPx / rowHeightPx) - 1),
      firstSeen: () => seenRows(latest.current.space, latest.current.top).first,
      focus: () => scroller.current?.focus(),
    }),
    [moveTo, rowHeightPx],
  );
  const means = () => {
    meantUntil.current = performance.now() + meantMs;
  };
  const onScroll = () => {
    const element = scroller.current;
    if (element === null || Math.abs(element.scrollTop - putAt.current) < 1) return;
    putAt.current = element.scrollTop;
    const nowMs = performance.now();
    if (latest.current.following && nowMs > meantUntil.current) {
      // The browser moved the view because something else grew: that is nobody's wish to stop following.
      moveTo(maxTopPx(latest.current.space));
      return;
    }
    meantUntil.current = nowMs + meantMs;
    const next = topOfScroll(latest.current.space, element.scrollTop);
    onMoved(next);
    latest.current = { ...latest.current, top: next };
    setTop(next);
  };
  // Wrapped rows are laid from the top, or, at the end, from the bottom: their heights are not known before.
  const fromEnd = wrap && top >= maxTopPx(space) - 1;
  const shiftPx = wrap ? 0 : -(top % rowHeightPx);
  const slots = Math.ceil(viewportPx / rowHeightPx) + 1;
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="listbox"
      tabIndex={0}
      aria-multiselectable="true"
      aria-label={props.label}
      aria-activedescendant={props.activeId}
      data-testid={props.testId}
      data-count={count}
      onScroll={onScroll}
      onPointerDown={means}
      onWheel={means}
      onTouchMove={means}
      onKeyDown={props.onKeyDown}
    >
      <div className={styles.canvas} style={{ height: canvasPx(space) }} role="presentation">
        <div
          className={classes(styles.frame, wrap && styles.wrapped, fromEnd && styles.fromEnd)}
          style={{ height: viewportPx }}
          role="presentation"
        >
          <div style={{ transform: `translateY(${shiftPx}px)` }} role="presentation">
            {rowsFrom(seen.first, seen.count).map((index) => (
              // A slot is used again for another row: following a fast log then changes texts, not elements.
              <div
                key={index % slots}
                style={wrap ? { minHeight: rowHeightPx } : { height: rowHeightPx }}
                role="presentation"
              >
                {props.render(index)}
              </div>
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}

function rowsFrom(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => first + at);
}

function useViewport(
  element: { readonly current: HTMLElement | null },
  onHeight: (px: number) => void,
): void {
  useLayoutEffect(() => {
    const watched = element.current;
    if (watched === null) return;
    const read = () => onHeight(watched.clientHeight);
    read();
    const observer = new ResizeObserver(read);
    observer.observe(watched);
    return () => observer.disconnect();
  }, [element, onHeight]);
}

/** The wheel, where it must move rows instead of the bar; `onWheel` says whether it has taken the movement. */
function useScaledWheel(
  element: { readonly current: HTMLElement | null },
  onWheel: (deltaPx: number) => boolean,
): void {
  const handler = useRef(onWheel);
  useLayoutEffect(() => {
    handler.current = onWheel;
  });
  useEffect(() => {
    const watched = element.current;
    if (watched === null) return;
    const listen = (event: WheelEvent) => {
      if (event.ctrlKey || event.deltaY === 0) return;
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : wheelLinePx;
      if (handler.current(event.deltaY * unit)) event.preventDefault();
    };
    watched.addEventListener('wheel', listen, { passive: false });
    return () => watched.removeEventListener('wheel', listen);
  }, [element]);
}
