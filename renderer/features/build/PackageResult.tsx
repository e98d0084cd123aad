/** A proven package: how small it is, whether it fits, and the proof itself. */
import { ShieldCheck, ShieldX } from 'lucide-react';
import type { PackageManifest } from '../../../shared/contract/package.ts';
import { formatBytes, formatCount, formatShare, shortDigest } from '../../i18n/format.ts';
import { sideText } from '../../i18n/packageText.ts';
import { useText } from '../../i18n/useText.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { Gauge } from '../../ui/Gauge.tsx';
import { Table } from '../../ui/Table.tsx';
import styles from './Build.module.css';
import { areaBytes, packageView } from './packageView.ts';
import { SavePackage } from './SavePackage.tsx';

export function PackageResult({ manifest }: { readonly manifest: PackageManifest }) {
  const { t } = useText();
  const view = packageView(manifest);
  return (
    <Card
      title={t('build.resultTitle')}
      data-testid="build-result"
      actions={<SavePackage manifest={manifest} />}
    >
      <div className={styles.result}>
        <div className={styles.numbers}>
          <div>
            <p className={styles.big}>
              {formatBytes(manifest.sizeBytes)}
              <span className={styles.exact}>{formatCount(manifest.sizeBytes)} B</span>
            </p>
            <p className={styles.versions}>
              {sideText(manifest.from, t)} → {sideText(manifest.to, t)}
            </p>
          </div>
          <div className={styles.saving}>
            <p className={styles.share}>{t('build.saving', { share: formatShare(view.saved) })}</p>
            <p className={styles.quiet}>
              {t('build.fullSize')} {formatBytes(view.fullBytes)}
            </p>
          </div>
        </div>
        <Gauge
          label={t('build.gauge')}
          value={manifest.sizeBytes}
          limit={areaBytes}
          valueText={formatBytes(manifest.sizeBytes)}
          limitText={formatBytes(areaBytes)}
        />
        {manifest.sizeBytes > areaBytes ? <Callout tone="bad">{t('build.gaugeOver')}</Callout> : null}
        <NotCovered manifest={manifest} />
        <Proof manifest={manifest} />
      </div>
    </Card>
  );
}

function Proof({ manifest }: { readonly manifest: PackageManifest }) {
  const { t } = useText();
  const { proven } = packageView(manifest);
  const Shield = proven ? ShieldCheck : ShieldX;
  return (
    <section className={styles.proof} aria-label={t('build.proofTitle')}>
      <p
        className={proven ? styles.proofOk : styles.proofBad}
        data-testid={proven ? 'proof-ok' : 'proof-bad'}
      >
        <Shield aria-hidden="true" />
        {proven ? t('build.proofOk') : t('build.proofBad')}
      </p>
      <div className={styles.proofTable}>
        <Table
          caption={t('build.proofTitle')}
          rows={manifest.proof.images}
          rowKey={(image) => image.name}
          columns={[
            { key: 'name', title: t('build.image'), cell: (image) => image.name, mono: true },
            {
              key: 'new',
              title: t('build.digestNew'),
              cell: (image) => <span title={image.newSha256}>{shortDigest(image.newSha256)}</span>,
              mono: true,
            },
            {
              key: 'rebuilt',
              title: t('build.digestRebuilt'),
              cell: (image) => <span title={image.rebuiltSha256}>{shortDigest(image.rebuiltSha256)}</span>,
              mono: true,
              grow: true,
            },
            {
              key: 'agree',
              title: '',
              cell: (image) =>
                image.newSha256 === image.rebuiltSha256 ? (
                  <Badge tone="ok">{t('build.agree')}</Badge>
                ) : (
                  <Badge tone="bad">{t('build.differ')}</Badge>
                ),
            },
          ]}
        />
      </div>
    </section>
  );
}

function NotCovered({ manifest }: { readonly manifest: PackageManifest }) {
  const { t, code } = useText();
  const codes = [
    ...manifest.warnings.map((warning) => ({ key: warning, text: code('warning', warning) })),
    ...manifest.notCovered.map((image) => ({
      key: image.name,
      text: `${image.name}: ${code('notCovered', image.reason)}`,
    })),
  ];
  if (codes.length === 0) return null;
  const title = manifest.warnings.length === 0 ? t('build.notCoveredTitle') : t('build.warningTitle');
  return (
    <Callout tone="warn" title={title} data-testid="not-covered">
      <ul>
        {codes.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    </Callout>
  );
}
