/** What is brought to the module: a package built here, a vendor's file, a URL, a platform's plan, or the image that the module has for its MCU. */
import type { ReactNode } from 'react';
import type { PackageManifest } from '../../../shared/contract/package.ts';
import { formatBytes } from '../../i18n/format.ts';
import { sideText } from '../../i18n/packageText.ts';
import { useText } from '../../i18n/useText.ts';
import { brings } from '../../stores/draft.ts';
import { choose, goTo, useDraft } from '../../stores/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Field } from '../../ui/Field.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { ImageFields } from './ImageFields.tsx';
import styles from './Module.module.css';
import { PlanFields } from './PlanFields.tsx';
import { RawFile } from './RawFile.tsx';

export function SourceCard({ manifest }: { readonly manifest: PackageManifest | undefined }) {
  const { t } = useText();
  const { bring } = useDraft();
  return (
    <Card title={t('module.sourceTitle')} data-testid="source">
      <div className={styles.source}>
        <Segmented
          label={t('module.sourceTitle')}
          value={bring}
          segments={brings.map((value) => ({
            value,
            label: t(`module.bring_${value}`),
            testId: `bring-${value}`,
          }))}
          onChange={(next) => choose({ bring: next })}
        />
        {bring === 'package' && manifest !== undefined ? null : (
          <p className={styles.quiet}>{t(`module.bringText_${bring}`)}</p>
        )}
        {bring === 'package' ? <Built manifest={manifest} /> : <Foreign />}
      </div>
    </Card>
  );
}

function Built({ manifest }: { readonly manifest: PackageManifest | undefined }): ReactNode {
  const { t } = useText();
  if (manifest === undefined) {
    return (
      <p className={styles.sourceRow}>
        <span className={styles.quiet}>{t('module.needPackage')}</span>
        <Button size="s" onClick={() => goTo('upgrade', { step: 3 })}>
          {t('upgrade.goToStep', { step: 3 })}
        </Button>
      </p>
    );
  }
  return (
    <p className={styles.sourceFile}>
      {sideText(manifest.from, t)} → {sideText(manifest.to, t)} · {formatBytes(manifest.sizeBytes)}
    </p>
  );
}

/** Nothing in it can be read here, so a person says which version it makes. */
function Foreign() {
  const { t } = useText();
  const { bring, url, target } = useDraft();
  return (
    <>
      {bring === 'raw' ? <RawFile /> : null}
      {bring === 'url' ? (
        <Field
          label={t('module.ownUrl')}
          hint={t('module.ownUrlHint')}
          mono
          maxLength={700}
          placeholder="http://ota.example.com/a.bin"
          value={url}
          data-testid="own-url"
          onText={(text) => choose({ url: text })}
        />
      ) : null}
      {bring === 'image' ? <ImageFields /> : null}
      {bring === 'plan' || bring === 'image' ? <PlanFields /> : null}
      {bring === 'image' ? null : (
        <Field
          label={t('module.target')}
          hint={t(bring === 'plan' ? 'module.targetHintPlan' : 'module.targetHint')}
          mono
          maxLength={128}
          value={target}
          data-testid="target"
          onText={(text) => choose({ target: text })}
        />
      )}
    </>
  );
}
