/** Throughput and signal over the axis of the overview. Loaded when a timeline is looked at. */
import { useEffect, useRef, useState } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatClock, formatRate } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import type { Curves } from './curves.ts';
import styles from './Overview.module.css';

export interface CurveChartProps {
  readonly curves: Curves;
  readonly fromMs: number;
  readonly toMs: number;
}

const heightPx = 92;
/** The same as the lanes above: their names and their right margin. */
const leftPx = 64;
const rightPx = 52;

export default function CurveChart({ curves, fromMs, toMs }: CurveChartProps) {
  const { t } = useText();
  const box = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const data = useRef<UPlot.AlignedData>([[]]);
  data.current = [
    curves.timesMs.map((ms) => ms / 1000),
    [...curves.served],
    [...curves.serial],
    [...curves.signalDbm],
  ];
  const plot = useRef<UPlot | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew with the theme
  useEffect(() => {
    const place = box.current;
    if (place === null) return;
    const made = new UPlot(optionsFor(place), data.current, place);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: place.clientWidth, height: heightPx }));
    observer.observe(place);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [theme]);
  useEffect(() => {
    plot.current?.setData(data.current, false);
    plot.current?.setScale('x', { min: fromMs / 1000, max: toMs / 1000 });
  });
  const most = (values: readonly number[]) => formatRate(Math.max(0, ...values));
  const heard = curves.signalDbm.filter((dbm) => dbm !== null);
  const signal = heard.length === 0 ? '–' : `${Math.min(...heard)} … ${Math.max(...heard)}`;
  const served = t('timeline.curveServed', { most: most(curves.served) });
  const serial = t('timeline.curveSerial', { most: most(curves.serial) });
  const dbm = t('timeline.curveSignal', { range: signal });
  return (
    <div>
      <div className={styles.legend}>
        <span className={styles.served}>{served}</span>
        <span className={styles.serial}>{serial}</span>
        <span className={styles.signal}>{dbm}</span>
      </div>
      <div ref={box} role="img" aria-label={`${served}; ${serial}; ${dbm}`} className={styles.chart} />
    </div>
  );
}

function optionsFor(place: HTMLElement): UPlot.Options {
  const style = getComputedStyle(place);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--text-3'),
    font: '11px system-ui, sans-serif',
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  };
  const bytes = (_: UPlot, ticks: number[]) => ticks.map((value) => formatRate(value));
  return {
    width: place.clientWidth,
    height: heightPx,
    legend: { show: false },
    cursor: { show: false },
    padding: [6, 0, 0, 0],
    scales: {
      x: { time: true, auto: false },
      bytes: { range: (_, __, max) => [0, Math.max(1024, max)] },
      dbm: { range: [-125, -45] },
    },
    axes: [
      {
        ...axis,
        size: 20,
        space: 120,
        values: (_, ticks) => ticks.map((seconds) => formatClock(seconds * 1000).slice(0, 8)),
      },
      { ...axis, scale: 'bytes', size: leftPx, space: 26, values: bytes },
      {
        ...axis,
        ...{ scale: 'dbm', side: 1, size: rightPx, space: 26, grid: { show: false } },
        values: (_, ticks) => ticks.map((dbm) => String(dbm)),
      },
    ],
    series: [
      {},
      { scale: 'bytes', stroke: colour('--ok'), width: 1.5, points: { show: false } },
      { scale: 'bytes', stroke: colour('--accent'), width: 1.5, points: { show: false } },
      {
        ...{ scale: 'dbm', stroke: colour('--warn'), width: 1.5, spanGaps: true },
        points: { show: true, size: 4 },
      },
    ],
  };
}

/** The theme that the page has now: a canvas does not follow custom properties by itself. */
function useTheme(): string {
  const [theme, setTheme] = useState(() => document.documentElement.dataset['theme'] ?? '');
  useEffect(() => {
    const observer = new MutationObserver(() => setTheme(document.documentElement.dataset['theme'] ?? ''));
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => observer.disconnect();
  }, []);
  return theme;
}
