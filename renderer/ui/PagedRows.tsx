/** A very long list of which only the seen part is read: rows of one height, one of them chosen, walked by arrow keys. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import styles from './VirtualRows.module.css';

export interface PagedRowsProps {
  readonly label: string;
  readonly count: number;
  readonly rowHeight: number;
  readonly render: (index: number) => ReactNode;
  /** The rows that are seen have changed. */
  readonly onSeen: (from: number, to: number) => void;
  /** Arrow keys: by how many rows to move. */
  readonly onStep: (step: number) => void;
  /** Row to keep in view. */
  readonly chosen: number | null;
  readonly activeId?: string | undefined;
  readonly testId?: string;
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

export function PagedRows(props: PagedRowsProps) {
  const { label, count, rowHeight, render, onSeen, onStep, chosen, activeId, testId } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  useEffect(() => onSeen(from, to), [onSeen, from, to]);
  useEffect(() => {
    if (chosen !== null) virtualizer.scrollToIndex(chosen, { align: 'auto' });
  }, [chosen, virtualizer]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'Home' ? -count : event.key === 'End' ? count : steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onStep(step);
  };
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={activeId}
      data-testid={testId}
      onKeyDown={onKeyDown}
    >
      <div className={styles.canvas} style={{ height: virtualizer.getTotalSize() }} role="presentation">
        {items.map((item) => (
          <div
            key={item.key}
            className={styles.slot}
            style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            role="presentation"
          >
            {render(item.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
