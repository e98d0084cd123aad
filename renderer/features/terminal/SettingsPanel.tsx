/** How lines are sent, how the port is held, and its control lines where it has any. */
import { useState } from 'react';
import type { TerminalSession, TerminalSettings } from '../../../shared/contract/terminal.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { usePort } from '../../stores/ports.ts';
import { useAction } from '../../stores/run.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import styles from './Terminal.module.css';

const endings = ['cr', 'crlf', 'lf', 'none'] as const;
const rates = [
  9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600, 1_500_000, 2_000_000, 3_000_000,
];
const minutes = [0, 5, 30, 120] as const;

export interface SettingsPanelProps {
  readonly portId: string;
  readonly session: TerminalSession | null;
  readonly settings: TerminalSettings;
}

export function SettingsPanel({ portId, session, settings }: SettingsPanelProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const change = (patch: Partial<TerminalSettings>) =>
    void action.run(() => core.terminal.setSettings(patch));
  return (
    <div className={styles.panel}>
      {action.error === null ? null : <ErrorNote error={action.error} />}
      <div className={styles.setting}>
        <span>{t('terminal.lineEnding')}</span>
        <Select
          label={t('terminal.lineEnding')}
          value={settings.lineEnding}
          options={endings.map((value) => ({ value, label: t(`terminal.ending_${value}`) }))}
          data-testid="terminal-ending"
          onChange={(next) => change({ lineEnding: endings.find((value) => value === next) ?? 'cr' })}
        />
      </div>
      <TimeoutField timeoutMs={settings.timeoutMs} onChange={(timeoutMs) => change({ timeoutMs })} />
      <div className={styles.setting}>
        <span>{t('terminal.releaseAfter')}</span>
        <Select
          label={t('terminal.releaseAfter')}
          value={String(settings.releaseAfterMin)}
          options={[
            { value: 'null', label: t('terminal.releaseNever') },
            ...minutes.map((count) => ({
              value: String(count),
              label: count === 0 ? t('terminal.releaseAtOnce') : t('terminal.releaseMinutes', { count }),
            })),
          ]}
          onChange={(next) => change({ releaseAfterMin: next === 'null' ? null : Number(next) })}
        />
      </div>
      <Switch
        label={t('terminal.showEcho')}
        checked={settings.showEcho}
        onChange={(showEcho) => change({ showEcho })}
      />
      <PortControls portId={portId} session={session} run={(work) => void action.run(work)} />
    </div>
  );
}

function TimeoutField({
  timeoutMs,
  onChange,
}: {
  readonly timeoutMs: number;
  readonly onChange: (timeoutMs: number) => void;
}) {
  const { t } = useText();
  const [text, setText] = useState<string | null>(null);
  const seconds = Number(text);
  const isGood = text === null || (text.trim() !== '' && seconds >= 0.1 && seconds <= 3600);
  const take = () => {
    if (text !== null && isGood) onChange(Math.round(seconds * 1000));
    setText(null);
  };
  return (
    <Field
      label={t('terminal.timeout')}
      value={text ?? String(timeoutMs / 1000)}
      inputMode="decimal"
      error={isGood ? undefined : t('terminal.badTimeout')}
      data-testid="terminal-timeout"
      onText={setText}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
}

/** Speed, DTR, RTS and the way back after a reboot belong to the port; a port without them says so. */
function PortControls({
  portId,
  session,
  run,
}: {
  readonly portId: string;
  readonly session: TerminalSession | null;
  readonly run: (work: () => Promise<unknown>) => void;
}) {
  const { t } = useText();
  const core = useCore();
  const port = usePort(portId);
  const isOpen = session?.link.state === 'open';
  const can = session?.can ?? { signals: false, baudRate: false };
  const baudRate = session?.baudRate ?? 115_200;
  const known = rates.includes(baudRate) ? rates : [...rates, baudRate].sort((a, b) => a - b);
  const setBaudRate = (rate: number) =>
    run(() =>
      isOpen
        ? core.terminal.setBaudRate({ portId, baudRate: rate })
        : core.terminal.open({ portId, baudRate: rate }),
    );
  return (
    <>
      <h3 className={styles.panelTitle}>{t('terminal.portControls')}</h3>
      <Switch
        label={t('terminal.reopen')}
        hint={t('terminal.reopenHint')}
        checked={port?.reopen !== false}
        data-testid="terminal-reopen"
        onChange={(reopen) => run(() => core.ports.setReopen({ id: portId, reopen }))}
      />
      <div className={styles.setting}>
        <span>{t('terminal.baudRate')}</span>
        <Select
          label={t('terminal.baudRate')}
          value={String(baudRate)}
          disabled={isOpen && !can.baudRate}
          options={known.map((rate) => ({ value: String(rate), label: String(rate) }))}
          onChange={(next) => setBaudRate(Number(next))}
        />
      </div>
      <div className={styles.signals}>
        <Switch
          label="DTR"
          checked={port?.lines?.dtr ?? false}
          disabled={!isOpen || !can.signals}
          onChange={(dtr) => run(() => core.ports.setLines({ id: portId, dtr }))}
        />
        <Switch
          label="RTS"
          checked={port?.lines?.rts ?? false}
          disabled={!isOpen || !can.signals}
          onChange={(rts) => run(() => core.ports.setLines({ id: portId, rts }))}
        />
      </div>
      {isOpen && !can.signals ? <p className={styles.linesHint}>{t('terminal.noSignals')}</p> : null}
      {isOpen ? null : <p className={styles.linesHint}>{t('terminal.openForSignals')}</p>}
    </>
  );
}
