/** Above the rows: the road as bands, who saw it, and throughput and signal, all over one axis. A click leads to the row. */
import { lazy, Suspense, useMemo } from 'react';
import type { JournalRow } from '../../../shared/contract/journal.ts';
import { formatClock, formatTook } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { usePorts } from '../../stores/ports.ts';
import { classes } from '../../ui/classes.ts';
import { type Band, bandNames, bandsOf, timeAxis } from './bands.ts';
import { curvesOf } from './curves.ts';
import styles from './Overview.module.css';
import { type Mark, marksOf, type Witness, witnesses } from './witnesses.ts';

export interface OverviewProps {
  readonly rows: readonly JournalRow[];
  readonly onShow: (seq: number) => void;
}

const columns = 160;
/** A library of its own size, for those who look at a timeline. */
const CurveChart = lazy(() => import('./CurveChart.tsx'));

export function Overview({ rows, onShow }: OverviewProps) {
  const { t } = useText();
  const ports = usePorts((view) => view.ports);
  const view = useMemo(() => {
    const timeOf = timeAxis(rows);
    const [first] = rows;
    const last = rows.at(-1);
    if (first === undefined || last === undefined) return null;
    const fromMs = timeOf(first);
    const span = { fromMs, toMs: Math.max(fromMs + 1, timeOf(last)) };
    const logPorts = new Set(ports.filter(({ role }) => role.guess === 'log').map(({ id }) => id));
    return {
      ...span,
      bands: bandsOf(rows, timeOf),
      marks: marksOf(rows, timeOf, span, columns, logPorts),
      curves: curvesOf(rows, timeOf, span, columns),
      evidence: evidenceOf(rows).map((row) => ({ seq: row.seq, atMs: timeOf(row) })),
    };
  }, [rows, ports]);
  if (view === null) return null;
  const share = (ms: number) => `${((ms - view.fromMs) / (view.toMs - view.fromMs)) * 100}%`;
  return (
    <section className={styles.overview} aria-label={t('timeline.overview')} data-testid="timeline-overview">
      <Lane label={t('timeline.road')}>
        {view.bands.map((band) => (
          <BandBar key={`${band.name}${band.seq}`} band={band} share={share} onShow={onShow} />
        ))}
      </Lane>
      {witnesses.map((witness) => (
        <WitnessLane
          key={witness}
          witness={witness}
          marks={view.marks.filter((mark) => mark.witness === witness)}
          onShow={onShow}
        />
      ))}
      <Lane label={t('timeline.evidence')}>
        {view.evidence.map(({ seq, atMs }) => (
          <button
            key={seq}
            type="button"
            className={styles.evidence}
            style={{ left: share(atMs) }}
            title={t('timeline.evidenceRow', { seq })}
            aria-label={t('timeline.evidenceRow', { seq })}
            data-testid={`overview-evidence-${seq}`}
            onClick={() => onShow(seq)}
          />
        ))}
      </Lane>
      <Suspense fallback={<div className={styles.chart} />}>
        <CurveChart curves={view.curves} fromMs={view.fromMs} toMs={view.toMs} />
      </Suspense>
    </section>
  );
}

/** Rows that the verdicts in sight rest on. */
function evidenceOf(rows: readonly JournalRow[]): readonly JournalRow[] {
  const seqs = new Set(rows.flatMap((row) => (row.kind === 'jobEnded' ? row.verdict.evidence : [])));
  return rows.filter(({ seq }) => seqs.has(seq));
}

function Lane({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div className={styles.lane}>
      <span className={styles.name}>{label}</span>
      <div className={styles.track}>{children}</div>
    </div>
  );
}

interface BandBarProps {
  readonly band: Band;
  readonly share: (ms: number) => string;
  readonly onShow: (seq: number) => void;
}

function BandBar({ band, share, onShow }: BandBarProps) {
  const { t } = useText();
  const { name, fromMs, toMs, seq } = band;
  const text = t(`timeline.band_${name}`);
  const title = `${text} · ${formatClock(fromMs)} · ${formatTook(toMs - fromMs)}`;
  return (
    <button
      type="button"
      className={classes(styles.band, name === 'answer' && styles.above)}
      data-band={bandNames.indexOf(name)}
      data-testid={`band-${name}`}
      style={{ left: share(fromMs), right: `calc(100% - ${share(toMs)})` }}
      title={title}
      aria-label={title}
      onClick={() => onShow(seq)}
    >
      {text}
    </button>
  );
}

interface WitnessLaneProps {
  readonly witness: Witness;
  readonly marks: readonly Mark[];
  readonly onShow: (seq: number) => void;
}

function WitnessLane({ witness, marks, onShow }: WitnessLaneProps) {
  const { t } = useText();
  const most = Math.max(1, ...marks.map(({ count }) => count));
  return (
    <Lane label={t(`timeline.witness_${witness}`)}>
      {marks.map(({ column, count, problems, seq }) => {
        const title = t('timeline.markRows', { count, problems });
        return (
          <button
            key={column}
            type="button"
            // Too many for the tab key: the rows below have all of them.
            tabIndex={-1}
            className={classes(styles.mark, problems > 0 && styles.bad)}
            style={{
              left: `${(column / columns) * 100}%`,
              width: `${100 / columns}%`,
              height: `${25 + 75 * Math.sqrt(count / most)}%`,
            }}
            title={title}
            aria-label={title}
            onClick={() => onShow(seq)}
          />
        );
      })}
    </Lane>
  );
}
