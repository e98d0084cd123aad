/** One package in full, with what can be done with it. */
import { ShieldCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { PackageManifest } from '../../../shared/contract/package.ts';
import { travelsByAt } from '../../../shared/domain/deliveryFormats.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatCount, formatDateTime, shortDigest } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { warningsOf } from '../../stores/formats.ts';
import { goTo } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { useServer } from '../../stores/server.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { notify } from '../../ui/Toast.tsx';
import styles from './Packages.module.css';

export interface PackageDetailProps {
  readonly manifest: PackageManifest;
  readonly secondCheck: ReactNode;
}

export function PackageDetail({ manifest, secondCheck }: PackageDetailProps) {
  const { t, code } = useText();
  const core = useCore();
  const action = useAction();
  const status = useServer((view) => view.status);
  const running = status?.state === 'running';
  const published =
    running && status.publications.some((publication) => publication.packageSha256 === manifest.sha256);
  const [removing, setRemoving] = useState(false);
  const publish = async () => {
    const done = await action.run(() => core.otaServer.publish({ sha256: manifest.sha256 }));
    if (done !== undefined) notify(t('packages.published'), t('packages.publishedText', { path: done.path }));
  };
  const remove = async () => {
    setRemoving(false);
    if ((await action.run(() => core.packages.remove({ sha256: manifest.sha256 }))) !== undefined) {
      notify(t('packages.removed'));
    }
  };
  return (
    <Card
      title={manifest.fileName}
      actions={
        <>
          <Button size="s" look="danger" disabled={published} onClick={() => setRemoving(true)}>
            {t('packages.remove')}
          </Button>
          {running ? (
            <Button size="s" busy={action.busy} disabled={published} onClick={() => void publish()}>
              {published ? t('packages.published') : t('packages.publish')}
            </Button>
          ) : null}
          <Button
            size="s"
            look="primary"
            onClick={() => goTo('upgrade', { step: 4, draft: { package: manifest.sha256 } })}
          >
            {t(travelsByAt(manifest) ? 'packages.use' : 'packages.handOver')}
          </Button>
        </>
      }
    >
      <div className={styles.detail}>
        <p className={styles.proved}>
          <ShieldCheck aria-hidden="true" />
          {t('build.proofOk')}
        </p>
        <KeyValue
          facts={[
            {
              name: t('build.from'),
              value:
                manifest.from === null
                  ? t('common.anyVersion')
                  : (manifest.from.version?.text ?? t('packages.noVersion')),
              mono: true,
            },
            { name: t('build.to'), value: manifest.to.version?.text ?? t('packages.noVersion'), mono: true },
            { name: t('packages.chip'), value: <Badge tone="accent">{manifest.chip.toUpperCase()}</Badge> },
            { name: t('packages.format'), value: t(`formats.${manifest.format}`) },
            { name: t('packages.proofClass'), value: code('proofClass', manifest.proofClass) },
            { name: t('packages.size'), value: `${formatCount(manifest.sizeBytes)} B` },
            { name: t('packages.covered'), value: manifest.covered.join(', '), mono: true },
            { name: t('packages.fromFile'), value: manifest.from?.fileName ?? t('common.none') },
            { name: t('packages.toFile'), value: manifest.to.fileName },
            { name: t('packages.proved'), value: formatDateTime(manifest.proof.provedAtMs) },
            {
              name: t('packages.digest'),
              value: <CopyText value={manifest.sha256} shown={shortDigest(manifest.sha256)} />,
            },
          ]}
        />
        <Caveats manifest={manifest} />
        <div className={styles.more}>
          <Button
            size="s"
            data-testid="package-inspect"
            onClick={() => goTo('inspect', { file: { kind: 'package', sha256: manifest.sha256 } })}
          >
            {t('packages.inspect')}
          </Button>
          <Button size="s" onClick={() => goTo('names', { shown: manifest.sha256 })}>
            {t('planning.checkNames')}
          </Button>
        </div>
        {secondCheck}
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </div>
      <RemoveDialog
        manifest={manifest}
        open={removing}
        onClose={() => setRemoving(false)}
        onRemove={() => void remove()}
      />
    </Card>
  );
}

function Caveats({ manifest }: { readonly manifest: PackageManifest }) {
  const { t, code } = useText();
  if (manifest.notCovered.length === 0 && manifest.warnings.length === 0) return null;
  return (
    <Callout tone="warn" title={t('build.warningTitle')}>
      <ul>
        {warningsOf(manifest).map((warning) => (
          <li key={JSON.stringify(warning)}>{code('warning', warning.code, warning.params)}</li>
        ))}
        {manifest.notCovered.map((image) => (
          <li key={image.name}>
            {t('build.imageNote', { image: image.name, text: code('notCovered', image.reason) })}
          </li>
        ))}
      </ul>
    </Callout>
  );
}

interface RemoveDialogProps {
  readonly manifest: PackageManifest;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onRemove: () => void;
}

function RemoveDialog({ manifest, open, onClose, onRemove }: RemoveDialogProps) {
  const { t } = useText();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('packages.removeTitle')}
      description={t('packages.removeText', { name: manifest.fileName })}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="danger" onClick={onRemove}>
            {t('packages.remove')}
          </Button>
        </>
      }
    />
  );
}
