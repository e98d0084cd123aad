/** The image that was taken out of the module: where it is, its digests, and the way to get it. */
import { Download, FolderOpen } from 'lucide-react';
import type { Job } from '../../../shared/contract/job.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { imageDownloadUrl } from '../../connection/download.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { useAppInfo } from '../../stores/appInfo.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import styles from './Upgrade.module.css';

export function ImageFacts({ job }: { readonly job: Job }) {
  const { t } = useText();
  const image = job.result?.kind === 'upgrade' ? job.result.image : undefined;
  if (image === undefined) return null;
  return (
    <div className={styles.image} data-testid="image">
      <h3 className={styles.smallTitle}>{t('upgrade.imageTitle')}</h3>
      <KeyValue
        facts={[
          { name: t('upgrade.offerSize'), value: formatBytes(image.sizeBytes) },
          { name: 'SHA-256', value: <CopyText value={image.sha256} shown={short(image.sha256)} /> },
          { name: 'MD5', value: <CopyText value={image.md5} shown={short(image.md5)} /> },
          { name: t('upgrade.imagePath'), value: <CopyText value={image.path} block /> },
        ]}
      />
      <Fetch jobId={job.id} path={image.path} />
    </div>
  );
}

/** Both ends of a digest: what people compare by eye; the whole of it is what the button copies. */
function short(digest: string): string {
  return `${digest.slice(0, 12)}…${digest.slice(-8)}`;
}

function Fetch({ jobId, path }: { readonly jobId: string; readonly path: string }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const can = useAppInfo((view) => view.info?.capabilities);
  if (can?.reveal === true) {
    return (
      <>
        <Button
          size="s"
          icon={<FolderOpen />}
          busy={action.busy}
          data-testid="image-reveal"
          onClick={() => void action.run(() => core.app.reveal({ path }))}
        >
          {t('upgrade.imageReveal')}
        </Button>
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </>
    );
  }
  if (can?.saveFiles !== false) return null;
  return (
    <a
      className={styles.download}
      href={imageDownloadUrl(jobId)}
      download={path.split(/[\\/]/).at(-1)}
      data-testid="image-download"
    >
      <Download aria-hidden="true" />
      {t('upgrade.imageDownload')}
    </a>
  );
}
