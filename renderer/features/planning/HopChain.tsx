/** The way as steps: from release to release, each with its package and how full it makes the module. */
import { ArrowDown } from 'lucide-react';
import type { Hop, Release } from '../../../shared/contract/planning.ts';
import { formatBytes, formatFill } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { fillsOf } from '../../stores/fills.ts';
import { goTo } from '../../stores/route.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Gauge } from '../../ui/Gauge.tsx';
import styles from './Planning.module.css';

type FittingHop = Extract<Hop, { kind: 'fits' }>;

export function nameOf({ version, fileName }: Release): string {
  return version ?? fileName;
}

/** `V1147` of a release of AT firmware, for tables; the product is the same in every row. */
export function shortName(release: Release): string {
  const name = nameOf(release);
  return /_(V\d+)(?:_|$)/.exec(name)?.[1] ?? name;
}

export function HopChain({ hops }: { readonly hops: readonly Hop[] }) {
  const { t } = useText();
  const fitting = hops.filter((hop) => hop.kind === 'fits');
  const [first] = fitting;
  if (first === undefined) return null;
  return (
    <ol className={styles.chain} aria-label={t('planning.chainLabel')}>
      <li className={styles.release}>{nameOf(first.from)}</li>
      {fitting.map((hop, index) => (
        <li key={hop.packageSha256} className={styles.hop}>
          <div className={styles.step}>
            <ArrowDown aria-hidden="true" />
            <HopPackage hop={hop} number={index + 1} />
          </div>
          <span className={styles.release}>{nameOf(hop.to)}</span>
        </li>
      ))}
    </ol>
  );
}

function HopPackage({ hop, number }: { readonly hop: FittingHop; readonly number: number }) {
  const { t } = useText();
  return (
    <div className={styles.package} data-testid="hop">
      <HopGauge hop={hop} number={number} />
      <div className={styles.hopActions}>
        <Button size="s" onClick={() => goTo('upgrade', { step: 4, draft: { package: hop.packageSha256 } })}>
          {t('packages.use')}
        </Button>
        <Button size="s" look="ghost" onClick={() => goTo('packages', { shown: hop.packageSha256 })}>
          {t('planning.toPackage')}
        </Button>
        {hop.reused ? <Badge>{t('planning.reused')}</Badge> : null}
      </div>
    </div>
  );
}

/** The file against its limit, else the core delta inside against its own; the size alone where no limit is known. */
function HopGauge({ hop, number }: { readonly hop: FittingHop; readonly number: number }) {
  const { t } = useText();
  const label = t('planning.packageNumber', { number });
  const [fill] = fillsOf(hop.limits, hop);
  if (fill === undefined || fill.sizeBytes === null) {
    return (
      <p>
        {label} {formatBytes(hop.sizeBytes)} <span className={styles.quiet}>{t('build.limitUnknown')}</span>
      </p>
    );
  }
  const { sizeBytes, limitBytes } = fill;
  const text = t('build.fill', formatFill(sizeBytes, limitBytes));
  return <Gauge label={label} value={sizeBytes} limit={limitBytes} text={text} />;
}
