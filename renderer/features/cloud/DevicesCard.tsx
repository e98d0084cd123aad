/** Upgrade all, or a list of IMEIs: collected from modules that were seen, from files, copied one per line. */
import { ClipboardCopy, Upload } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { CloudDevice, ImeiReading } from '../../../shared/contract/cloud.ts';
import type { Project } from '../../../shared/contract/settings.ts';
import { writeImeiList } from '../../../shared/domain/imeiList.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { copyToClipboard } from '../../ui/clipboard.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { notify } from '../../ui/Toast.tsx';
import styles from './Cloud.module.css';
import { ExportList } from './ExportList.tsx';
import { ImeiList } from './ImeiList.tsx';
import { ReadingReport } from './ReadingReport.tsx';

type Scope = 'all' | 'list';

export function DevicesCard({ project }: { readonly project: Project }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const file = useRef<HTMLInputElement>(null);
  const [scope, setScope] = useState<Scope>('all');
  const [imeis, setImeis] = useState<readonly string[]>([]);
  const [devices, setDevices] = useState<readonly CloudDevice[]>([]);
  const [reading, setReading] = useState<ImeiReading | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const load = async () => {
      const list = await core.cloud.imeis({ projectId: project.id }, { signal });
      setImeis(list);
      if (list.length > 0) setScope('list');
      setDevices(await core.cloud.devices({}, { signal }));
    };
    // Lost with its connection: the page asks again when it is opened.
    load().catch(() => undefined);
    return () => abort.abort();
  }, [core, project.id]);
  const keep = async (next: readonly string[]) => {
    const kept = await action.run(() => core.cloud.setImeis({ projectId: project.id, imeis: [...next] }));
    if (kept !== undefined) setImeis(kept);
  };
  const read = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    const found = await action.run(async () => core.cloud.readImeis({ text: await chosen.text() }));
    if (found === undefined) return;
    setReading(found);
    await keep([...imeis, ...found.imeis.map(({ imei }) => imei)]);
  };
  const copy = async () => {
    const copied = await copyToClipboard(writeImeiList(imeis, 'txt'));
    if (copied) notify(t('cloud.copied', { count: imeis.length }));
  };
  return (
    <Card title={t('cloud.devices')} hint={t(`cloud.devicesHint_${project.platform}`)}>
      <div className={styles.stack}>
        <Segmented
          label={t('cloud.devices')}
          value={scope}
          segments={[
            { value: 'all', label: t('cloud.scopeAll'), testId: 'scope-all' },
            { value: 'list', label: t('cloud.scopeList'), testId: 'scope-list' },
          ]}
          onChange={setScope}
        />
        {scope === 'all' ? (
          <p className={styles.quiet}>{t('cloud.scopeAllText')}</p>
        ) : (
          <>
            <div className={styles.tools}>
              <Button
                size="s"
                icon={<Upload />}
                busy={action.busy}
                data-testid="imei-import"
                onClick={() => file.current?.click()}
              >
                {t('cloud.importList')}
              </Button>
              <Button
                size="s"
                icon={<ClipboardCopy />}
                disabled={imeis.length === 0}
                data-testid="imei-copy"
                onClick={() => void copy()}
              >
                {t('cloud.copyList')}
              </Button>
              <ExportList projectId={project.id} imeis={imeis} />
              <input
                ref={file}
                type="file"
                accept=".csv,.txt"
                className="visuallyHidden"
                tabIndex={-1}
                aria-label={t('cloud.importList')}
                data-testid="imei-file"
                onChange={(event) => {
                  void read(event.currentTarget.files?.[0]);
                  event.currentTarget.value = '';
                }}
              />
            </div>
            {reading === null ? null : <ReadingReport reading={reading} />}
            <ImeiList imeis={imeis} devices={devices} onChange={(next) => void keep(next)} />
          </>
        )}
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </div>
    </Card>
  );
}
