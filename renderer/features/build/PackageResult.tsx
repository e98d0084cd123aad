/** A proven package: how small it is, whether it fits, and the proof itself. */
import { ShieldCheck, ShieldX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PackageManifest } from '../../../shared/contract/package.ts';
import { formatBytes, formatCount, formatShare, shortDigest } from '../../i18n/format.ts';
import { sideText } from '../../i18n/packageText.ts';
import { useText } from '../../i18n/useText.ts';
import { goTo } from '../../stores/route.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Table } from '../../ui/Table.tsx';
import styles from './Build.module.css';
import { Caveats } from './Caveats.tsx';
import { LimitGauges } from './LimitGauges.tsx';
import { classTones, packageView } from './packageView.ts';
import { SavePackage } from './SavePackage.tsx';

export interface PackageResultProps {
  readonly manifest: PackageManifest;
  readonly secondCheck: ReactNode;
}

export function PackageResult({ manifest, secondCheck }: PackageResultProps) {
  const { t } = useText();
  const view = packageView(manifest);
  return (
    <Card
      title={t('build.resultTitle')}
      landing={manifest.sha256}
      data-testid="build-result"
      actions={
        <>
          <Button size="s" look="ghost" onClick={() => goTo('names', { shown: manifest.sha256 })}>
            {t('planning.checkNames')}
          </Button>
          <SavePackage manifest={manifest} />
        </>
      }
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
            {view.saved === 0 ? null : (
              <p className={styles.share}>{t('build.saving', { share: formatShare(view.saved) })}</p>
            )}
            <p className={styles.quiet}>
              {t('build.fullSize')} {formatBytes(view.fullBytes)}
            </p>
          </div>
        </div>
        <LimitGauges limits={manifest.limits} measured={manifest} />
        <Caveats
          experimental={manifest.proofClass === 'experimental'}
          warnings={manifest.warnings}
          notCovered={manifest.notCovered}
        />
        {manifest.overrideReason === undefined ? null : (
          <p className={styles.quiet}>{t('build.overridden', { reason: manifest.overrideReason })}</p>
        )}
        <Proof manifest={manifest} />
        {secondCheck}
      </div>
    </Card>
  );
}

function Proof({ manifest }: { readonly manifest: PackageManifest }) {
  const { t, code } = useText();
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
      <p className={styles.proofClass} data-testid="proof-class">
        <Badge tone={classTones[manifest.proofClass]}>{t(`formats.class_${manifest.proofClass}`)}</Badge>
        <span className={styles.reason}>{code('proofClass', manifest.proofClass)}</span>
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
