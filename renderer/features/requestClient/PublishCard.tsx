/** A package and its manifest for any web host, and whether that host serves it as modules need it. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { OtaFinding } from '../../../shared/contract/otaClient.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAppInfo } from '../../stores/appInfo.ts';
import { usePackages } from '../../stores/packages.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import styles from './Client.module.css';
import { FindingList } from './FindingList.tsx';

export function PublishCard() {
  const { t } = useText();
  const packages = usePackages((view) => view.packages);
  const [chosen, setChosen] = useState<string | null>(null);
  const sha256 = chosen ?? packages.at(-1)?.sha256 ?? null;
  if (sha256 === null)
    return (
      <Card>
        <p className={styles.quiet}>{t('requestClient.noPackages')}</p>
      </Card>
    );
  return (
    <div className={styles.stack}>
      <Card>
        <div className={styles.labelled}>
          <span className={styles.label}>{t('requestClient.package')}</span>
          <Select
            label={t('requestClient.package')}
            value={sha256}
            options={packages.map((manifest) => ({
              value: manifest.sha256,
              label: manifest.fileName,
              hint: manifest.sha256.slice(0, 8),
            }))}
            onChange={setChosen}
          />
        </div>
      </Card>
      <div className={styles.halves}>
        <ToFolder sha256={sha256} />
        <Verify key={sha256} sha256={sha256} />
      </div>
    </div>
  );
}

function ToFolder({ sha256 }: { readonly sha256: string }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const byPath = useAppInfo((view) => view.info?.capabilities.upload === false);
  const [folder, setFolder] = useState('');
  const [overwrite, setOverwrite] = useState(false);
  const [paths, setPaths] = useState<readonly string[]>([]);
  const write = async (event: FormEvent) => {
    event.preventDefault();
    const done = await action.run(() =>
      core.otaClient.publish({ sha256, folder: folder.trim(), ...(overwrite ? { overwrite } : {}) }),
    );
    setPaths(done === undefined ? [] : [done.path, done.manifestPath]);
  };
  return (
    <Card title={t('requestClient.toFolder')}>
      <form className={styles.stack} onSubmit={(event) => void write(event)}>
        <p className={styles.quiet}>{t('requestClient.toFolderText')}</p>
        {byPath ? (
          <>
            <Field
              label={t('requestClient.folder')}
              mono
              value={folder}
              maxLength={4096}
              onText={setFolder}
              data-testid="publish-folder"
            />
            {action.error?.code === 'file.exists' || overwrite ? (
              <Switch label={t('project.overwrite')} checked={overwrite} onChange={setOverwrite} />
            ) : null}
            <div>
              <Button
                type="submit"
                busy={action.busy}
                disabled={folder.trim() === ''}
                data-testid="publish-write"
              >
                {t('requestClient.write')}
              </Button>
            </div>
          </>
        ) : (
          <>
            <Callout tone="info">{t('requestClient.folderInBrowser')}</Callout>
            <CopyText block value={`airdock publish ${sha256.slice(0, 12)} -o public`} />
          </>
        )}
        {action.error === null ? null : <ErrorNote error={action.error} />}
        {paths.map((path) => (
          <CopyText key={path} block value={path} />
        ))}
      </form>
    </Card>
  );
}

interface Verified {
  readonly ok: boolean;
  readonly findings: readonly OtaFinding[];
}

function Verify({ sha256 }: { readonly sha256: string }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [url, setUrl] = useState('');
  const [verified, setVerified] = useState<Verified | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const verify = async (event: FormEvent) => {
    event.preventDefault();
    const mine = new AbortController();
    abort.current = mine;
    setVerified(null);
    const said = await action.run(() =>
      core.otaClient.verifyUrl({ url: url.trim(), sha256 }, { signal: mine.signal }),
    );
    if (said !== undefined) setVerified(said);
  };
  return (
    <Card title={t('requestClient.verify')}>
      <form className={styles.stack} onSubmit={(event) => void verify(event)}>
        <p className={styles.quiet}>{t('requestClient.verifyText')}</p>
        <Field
          label={t('requestClient.verifyUrl')}
          mono
          value={url}
          maxLength={2048}
          placeholder="http://example.com/fota.bin"
          onText={setUrl}
          data-testid="verify-url"
        />
        <div className={styles.bar}>
          <Button type="submit" busy={action.busy} disabled={url.trim() === ''} data-testid="verify-go">
            {t('requestClient.verifyGo')}
          </Button>
          {action.busy ? <Button onClick={() => abort.current?.abort()}>{t('common.cancel')}</Button> : null}
        </div>
        {action.error === null || action.error.code === 'rpc.cancelled' ? null : (
          <ErrorNote error={action.error} />
        )}
        {verified === null ? null : (
          <>
            <Callout
              tone={verified.ok ? 'ok' : 'bad'}
              title={t(verified.ok ? 'requestClient.verifyOk' : 'requestClient.verifyBad')}
              data-testid="verify-verdict"
            />
            <FindingList findings={verified.findings} />
          </>
        )}
      </form>
    </Card>
  );
}
