/** The flash to scale: zones, what is used and what is free. Arrow keys walk through it; a table says the same in words. */
import { type KeyboardEvent, useId, useState } from 'react';
import { formatAddress, formatBytes, formatShare } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { classes } from '../../ui/classes.ts';
import styles from './FlashMap.module.css';
import { type FlashChip, type FlashZone, layoutFlash, type ZoneSpan } from './flashLayout.ts';
import { ZoneTable } from './ZoneTable.tsx';

/** Widths of the drawing: the chip, then the lines to the labels. */
const barWidth = 72;
const leaderWidth = 28;

export function FlashMap({
  zones,
  height = 300,
}: {
  readonly zones: readonly FlashZone[];
  readonly height?: number;
}) {
  const { t } = useText();
  const chips = layoutFlash(zones, height);
  if (chips.length === 0) return null;
  return (
    <div className={styles.map} data-testid="flash-map">
      <Legend />
      <div className={styles.chips}>
        {chips.map((chip) => (
          <Chip key={`${chip.device ?? ''} ${chip.start}`} chip={chip} />
        ))}
      </div>
      <details className={styles.asTable}>
        <summary>{t('inspect.asTable')}</summary>
        <ZoneTable zones={chips.flatMap(({ spans }) => spans.map(({ zone }) => zone))} />
      </details>
    </div>
  );
}

function Legend() {
  const { t } = useText();
  return (
    <p className={styles.legend} aria-hidden="true">
      <span className={styles.swatchUsed} /> {t('inspect.used')}
      <span className={styles.swatchFree} /> {t('inspect.free')}
      <span className={styles.swatchNone} /> {t('inspect.unassigned')}
    </p>
  );
}

function Chip({ chip }: { readonly chip: FlashChip }) {
  const { t } = useText();
  const id = useId();
  const [active, setActive] = useState<number | null>(null);
  const last = chip.spans.length - 1;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextOf(event.key, active, last);
    if (next === undefined) return;
    event.preventDefault();
    setActive(next);
  };
  const span = active === null ? undefined : chip.spans[active];
  const name = chip.device === null ? t('inspect.chip') : t('inspect.flashOf', { device: chip.device });
  return (
    <section className={styles.chip} aria-label={name}>
      <p className={styles.range}>
        <span>{name}</span>
        <code>
          {formatAddress(chip.start)} – {formatAddress(chip.end)}
        </code>
        <span>{formatBytes(chip.end - chip.start)}</span>
      </p>
      <div
        className={styles.drawing}
        style={{ height: chip.height }}
        role="listbox"
        tabIndex={0}
        aria-label={t('inspect.mapLabel', { name })}
        aria-activedescendant={active === null ? undefined : `${id}-${active}`}
        onKeyDown={onKeyDown}
        onFocus={() => setActive((now) => now ?? 0)}
        onBlur={() => setActive(null)}
        onMouseLeave={() => setActive(null)}
      >
        <Bar chip={chip} active={active} onActive={setActive} />
        {chip.spans.map((own, at) => (
          <ZoneLabel
            key={`${own.zone.name} ${own.zone.address}`}
            id={`${id}-${at}`}
            span={own}
            active={at === active}
            onActive={() => setActive(at)}
          />
        ))}
      </div>
      <p className={styles.detail}>
        {span === undefined ? t('inspect.mapHint') : <ZoneDetail zone={span.zone} />}
      </p>
    </section>
  );
}

/** Undefined for keys that do not move. */
function nextOf(key: string, active: number | null, last: number): number | undefined {
  const now = active ?? 0;
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(last, now + 1),
    ArrowUp: Math.max(0, now - 1),
    Home: 0,
    End: last,
  };
  return moves[key];
}

interface BarProps {
  readonly chip: FlashChip;
  readonly active: number | null;
  readonly onActive: (at: number) => void;
}

function Bar({ chip, active, onActive }: BarProps) {
  const width = barWidth + leaderWidth;
  return (
    <svg
      className={styles.bar}
      width={width}
      height={chip.height}
      viewBox={`0 0 ${width} ${chip.height}`}
      aria-hidden="true"
    >
      <rect className={styles.none} width={barWidth} height={chip.height} rx="4" />
      {chip.spans.map(({ zone, top, height, usedHeight, labelAt }, at) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the pointer's way only; keys walk through the list around it
        <g
          key={`${zone.name} ${zone.address}`}
          className={classes(styles.zone, styles[zone.role], at === active && styles.active)}
          onMouseEnter={() => onActive(at)}
        >
          <rect className={styles.free} y={top} width={barWidth} height={height} />
          <rect className={styles.used} y={top} width={barWidth} height={usedHeight} />
          <rect className={styles.edge} x="0.5" y={top} width={barWidth - 1} height={height} />
          <path
            className={styles.leader}
            d={`M${barWidth} ${top + height / 2}h6L${width - 8} ${labelAt}h6`}
          />
        </g>
      ))}
    </svg>
  );
}

interface ZoneLabelProps {
  readonly id: string;
  readonly span: ZoneSpan;
  readonly active: boolean;
  readonly onActive: () => void;
}

function ZoneLabel({ id, span: { zone, labelAt }, active, onActive }: ZoneLabelProps) {
  const { code } = useText();
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list around it has the focus and names the active one
    <div
      id={id}
      role="option"
      aria-selected={active}
      className={classes(styles.label, active && styles.activeLabel)}
      style={{ top: labelAt }}
      onMouseEnter={onActive}
    >
      <span className={styles.name}>{zone.name}</span>
      <span className={styles.role}>{code('role', zone.role)}</span>
      <code className={styles.address}>{formatAddress(zone.address)}</code>
      <span className={styles.size}>{formatBytes(zone.sizeBytes)}</span>
    </div>
  );
}

function ZoneDetail({ zone }: { readonly zone: FlashZone }) {
  const { t, code } = useText();
  const { name, role, address, sizeBytes, usedBytes } = zone;
  return (
    <>
      <strong>{name}</strong> · {code('role', role)} ·{' '}
      <code>
        {formatAddress(address)} – {formatAddress(address + sizeBytes)}
      </code>{' '}
      ·{' '}
      {t('inspect.usedOf', {
        used: formatBytes(usedBytes),
        size: formatBytes(sizeBytes),
        share: formatShare(usedBytes / sizeBytes),
      })}
    </>
  );
}
