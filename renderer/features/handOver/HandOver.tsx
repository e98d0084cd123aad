/** Where the five steps end for a package that AT commands do not bring: save it, or serve it by its own address. */
import { RadioTower } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DeltaFormat } from '../../../shared/contract/delta.ts';
import type { PackageManifest } from '../../../shared/contract/package.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatBytes } from '../../i18n/format.ts';
import type { TextKey } from '../../i18n/index.ts';
import { sideText } from '../../i18n/packageText.ts';
import { useText } from '../../i18n/useText.ts';
import { goTo } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { useServer } from '../../stores/server.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import styles from './HandOver.module.css';
import { packageUrls } from './packageUrls.ts';

/** Who fetches or takes it; a platform of its own for each family. */
const roads: Readonly<Partial<Record<DeltaFormat, TextKey>>> = {
  'luatos-script': 'handOver.byLuatos',
  luatos: 'handOver.byLuatos',
  'csdk-full': 'handOver.byApplication',
  ec7xx: 'handOver.byApplication',
  'xt804-fota': 'handOver.byLuatos',
  'xt804-sota': 'handOver.byLuatos',
  uis8910: 'handOver.byLuatos',
};

export interface HandOverProps {
  readonly manifest: PackageManifest;
  /** How a package is saved; another feature's affair. */
  readonly save: ReactNode;
}

export function HandOver({ manifest, save }: HandOverProps) {
  const { t } = useText();
  return (
    <div className={styles.step} data-testid="hand-over">
      <Callout title={t('handOver.title')}>{t(roads[manifest.format] ?? 'handOver.byApplication')}</Callout>
      {manifest.proofClass === 'experimental' ? (
        <Callout tone="warn" title={t('build.experimentalTitle')} data-testid="experimental">
          {t('build.experimentalText')}
        </Callout>
      ) : null}
      <div className={styles.ways}>
        <Card title={t('handOver.file')} actions={save}>
          <KeyValue
            facts={[
              { name: t('packages.fileName'), value: <CopyText value={manifest.fileName} /> },
              { name: t('packages.format'), value: t(`formats.${manifest.format}`) },
              { name: t('packages.size'), value: formatBytes(manifest.sizeBytes) },
              { name: t('build.from'), value: sideText(manifest.from, t), mono: true },
              { name: t('build.to'), value: sideText(manifest.to, t), mono: true },
              { name: t('packages.digest'), value: <CopyText value={manifest.sha256} /> },
            ]}
          />
        </Card>
        <ServeCard manifest={manifest} />
      </div>
    </div>
  );
}

function ServeCard({ manifest }: { readonly manifest: PackageManifest }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const status = useServer((view) => view.status);
  const urls = packageUrls(status, manifest.sha256);
  const serve = () =>
    action.run(async () => {
      if (status?.state !== 'running') await core.otaServer.start({});
      return core.otaServer.publish({ sha256: manifest.sha256 });
    });
  return (
    <Card
      title={t('handOver.serve')}
      actions={
        urls.length > 0 ? (
          <Button size="s" look="ghost" onClick={() => goTo('server')}>
            {t('handOver.toServer')}
          </Button>
        ) : (
          <Button
            size="s"
            look="primary"
            icon={<RadioTower />}
            busy={action.busy}
            data-testid="hand-over-serve"
            onClick={() => void serve()}
          >
            {t('handOver.serveNow')}
          </Button>
        )
      }
    >
      <div className={styles.serve}>
        <p className={styles.quiet}>{t(urls.length > 0 ? 'handOver.served' : 'handOver.serveText')}</p>
        <ul className={styles.urls}>
          {urls.map(({ url, interfaceName, loopback }) => (
            <li key={url}>
              <CopyText value={url} />
              {loopback ? (
                <Badge>{t('server.loopback')}</Badge>
              ) : (
                <Badge tone="accent">{interfaceName}</Badge>
              )}
            </li>
          ))}
        </ul>
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </div>
    </Card>
  );
}
