/** One module: what it holds, what to write, the exact lines, and the way back. */
import { Cable } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { usePort, usePorts } from '../../stores/ports.ts';
import { choose, goTo, useDraft } from '../../stores/route.ts';
import { type Action, useAction } from '../../stores/run.ts';
import { keepSettings, useKnownSettings } from '../../stores/settingsOfModules.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PortLock } from '../../ui/PortLock.tsx';
import { Select } from '../../ui/Select.tsx';
import { ChangeList } from './ChangeList.tsx';
import { emptyForm, type SettingsForm } from './formState.ts';
import styles from './ModuleSettings.module.css';
import { SettingsTable } from './SettingsTable.tsx';
import { WriteCard } from './WriteCard.tsx';

export function OneModule() {
  const { t } = useText();
  const core = useCore();
  const portId = useDraft().port;
  const port = usePort(portId);
  const known = useKnownSettings(portId);
  const reading = useAction();
  const [form, setForm] = useState<SettingsForm>(emptyForm);
  const noPorts = usePorts(({ loaded, ports }) => loaded && ports.length === 0);
  // What was changed before is known without asking the module.
  useEffect(() => {
    if (portId === null) return undefined;
    const abort = new AbortController();
    core.modem.settingChanges({ portId }, { signal: abort.signal }).then(
      (changes) => keepSettings(portId, { changes }),
      // Lost with its connection, or another port was chosen: reading the module asks for the list again.
      () => undefined,
    );
    return () => abort.abort();
  }, [core, portId]);
  const read = async () => {
    if (portId === null) return;
    const answer = await reading.run(() => core.modem.settings({ portId }));
    if (answer !== undefined) keepSettings(portId, answer);
  };
  if (noPorts) {
    return (
      <Card>
        <EmptyState
          picture={<Cable />}
          title={t('moduleSettings.noPorts')}
          action={<Button onClick={() => goTo('ports')}>{t('moduleSettings.toPorts')}</Button>}
        >
          {t('moduleSettings.noPortsText')}
        </EmptyState>
      </Card>
    );
  }
  const usable = port !== undefined && port.presence === 'present' && port.guarded !== true;
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <ModuleCard
          deviceId={known.deviceId}
          usable={usable}
          known={known.settings !== null}
          reading={reading}
          onRead={() => void read()}
        />
        <PortLock port={port} />
        <SettingsTable settings={known.settings} form={form} onForm={setForm} />
      </div>
      <div className={styles.column}>
        <WriteCard
          portId={usable ? portId : null}
          known={known}
          form={form}
          onForm={setForm}
          onWritten={() => setForm({ ...emptyForm, save: form.save })}
        />
        <ChangeList portId={usable ? portId : null} changes={known.changes} />
      </div>
    </div>
  );
}

interface ModuleCardProps {
  readonly deviceId: string | null;
  readonly usable: boolean;
  readonly known: boolean;
  readonly reading: Action;
  readonly onRead: () => void;
}

function ModuleCard({ deviceId, usable, known, reading, onRead }: ModuleCardProps) {
  const { t } = useText();
  const ports = usePorts((view) => view.ports);
  const { port } = useDraft();
  return (
    <Card title={t('moduleSettings.module')}>
      <div className={styles.module}>
        <Select
          label={t('moduleSettings.port')}
          value={port}
          placeholder={t('moduleSettings.choosePort')}
          data-testid="settings-port"
          options={ports.map(({ id, label, path, presence }) => ({
            value: id,
            label,
            hint: presence === 'gone' ? t('module.gone') : path === label ? undefined : path,
          }))}
          onChange={(next) => choose({ port: next })}
        />
        <Button
          look={known ? 'plain' : 'primary'}
          busy={reading.busy}
          disabled={!usable}
          data-testid="settings-read"
          onClick={onRead}
        >
          {t(known ? 'moduleSettings.readAgain' : 'moduleSettings.read')}
        </Button>
      </div>
      {deviceId === null ? null : <p className={styles.device}>IMEI {deviceId}</p>}
      {reading.error === null ? null : <ErrorNote error={reading.error} />}
    </Card>
  );
}
