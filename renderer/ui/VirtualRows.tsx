/** A long list of rows of one height: only what is seen exists, and the end can be followed. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import styles from './VirtualRows.module.css';

export interface VirtualRowsProps<R> {
  readonly label: string;
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => number;
  readonly rowHeight: number;
  readonly render: (row: R, index: number) => ReactNode;
  readonly following: boolean;
  /** The reader has scrolled away from the end, or back to it. */
  readonly onFollowing: (following: boolean) => void;
  /** The reader has scrolled to the first row. */
  readonly onTop?: (() => void) | undefined;
  /** Key of a row to bring into view. */
  readonly showKey?: number | null;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly activeId?: string | undefined;
  readonly testId?: string;
  /** Rows that can be chosen, or lines that are only read. */
  readonly choosable?: boolean;
}

/** Scrolled less than this from the end counts as being there. */
const atEndPx = 24;

export function VirtualRows<R>(props: VirtualRowsProps<R>) {
  const {
    label,
    rows,
    rowKey,
    rowHeight,
    render,
    following,
    onFollowing,
    showKey,
    onKeyDown,
    activeId,
    testId,
  } = props;
  const choosable = props.choosable ?? true;
  const scroller = useRef<HTMLElement & HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: useCallback(
      (index: number) => {
        const row = rows[index];
        return row === undefined ? index : rowKey(row);
      },
      [rows, rowKey],
    ),
  });
  const count = rows.length;
  useEffect(() => {
    if (following && count > 0) virtualizer.scrollToIndex(count - 1, { align: 'end' });
  }, [following, count, virtualizer]);
  const latest = useRef({ rows, rowKey });
  useEffect(() => {
    latest.current = { rows, rowKey };
  });
  const shown = useRef<readonly R[]>(rows);
  useLayoutEffect(() => {
    const moved = rowsBefore(shown.current, rows, rowKey);
    shown.current = rows;
    // Rows that come or go in front must not move what is being read.
    if (moved !== 0 && !following && scroller.current !== null)
      scroller.current.scrollTop += moved * rowHeight;
  }, [rows, rowKey, rowHeight, following]);
  const hasRows = count > 0;
  useEffect(() => {
    // Rows that arrive must not move the view: only another row wanted, or the first rows, do.
    if (showKey === undefined || showKey === null || !hasRows) return;
    const index = latest.current.rows.findIndex((row) => latest.current.rowKey(row) === showKey);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
  }, [showKey, hasRows, virtualizer]);
  const lastTop = useRef(0);
  const onScroll = () => {
    const element = scroller.current;
    if (element === null) return;
    const away = element.scrollHeight - element.scrollTop - element.clientHeight;
    // Only a movement upwards lets go: rows that arrive also make the end go away.
    if (following && element.scrollTop < lastTop.current && away > atEndPx) onFollowing(false);
    if (!following && away <= 2 && element.scrollTop > lastTop.current) onFollowing(true);
    if (element.scrollTop < rowHeight && lastTop.current > element.scrollTop) props.onTop?.();
    lastTop.current = element.scrollTop;
  };
  const frame = {
    className: styles.scroller,
    'aria-label': label,
    tabIndex: 0,
    'data-testid': testId,
    onScroll,
    onKeyDown,
  };
  const canvas = { className: styles.canvas, style: { height: virtualizer.getTotalSize() } };
  const slots = virtualizer.getVirtualItems().map((item) => {
    const row = rows[item.index];
    const style = { height: item.size, transform: `translateY(${item.start}px)` };
    return { key: item.key, style, content: row === undefined ? null : render(row, item.index) };
  });
  if (!choosable) {
    return (
      <section {...frame} ref={scroller}>
        <ul {...canvas}>
          {slots.map(({ key, style, content }) => (
            <li key={key} className={styles.slot} style={style}>
              {content}
            </li>
          ))}
        </ul>
      </section>
    );
  }
  return (
    <div
      {...frame}
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-multiselectable="true"
      aria-activedescendant={activeId}
    >
      <div {...canvas} role="presentation">
        {slots.map(({ key, style, content }) => (
          <div key={key} className={styles.slot} style={style} role="presentation">
            {content}
          </div>
        ))}
      </div>
    </div>
  );
}

/** How many rows stand before the old first one now; negative when it and others are gone. Keys rise. */
function rowsBefore<R>(before: readonly R[], now: readonly R[], rowKey: (row: R) => number): number {
  const [oldFirst] = before;
  const [newFirst] = now;
  if (oldFirst === undefined || newFirst === undefined || before === now) return 0;
  const oldKey = rowKey(oldFirst);
  const newKey = rowKey(newFirst);
  if (oldKey === newKey) return 0;
  if (newKey < oldKey)
    return Math.max(
      0,
      now.findIndex((row) => rowKey(row) >= oldKey),
    );
  return -Math.max(
    0,
    before.findIndex((row) => rowKey(row) >= newKey),
  );
}
