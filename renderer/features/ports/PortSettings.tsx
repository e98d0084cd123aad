/** What a person says about a port: the module's name, what the port is for, how it behaves. */
import { type FormEvent, useState } from 'react';
import type { PortInfo } from '../../../shared/contract/port.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { notify } from '../../ui/Toast.tsx';
import styles from './Ports.module.css';
import { roleKeys } from './portView.ts';

const choices = ['auto', 'at', 'log', 'download'] as const;

export function PortSettings({ port }: { readonly port: PortInfo }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const chosen = port.role.certainty === 'chosen' && port.role.guess !== 'unknown' ? port.role.guess : 'auto';
  const setRole = (value: string) => {
    const role = choices.find((each) => each === value);
    if (role !== undefined) void action.run(() => core.ports.setRole({ id: port.id, role }));
  };
  return (
    <Card title={t('ports.settingsTitle')}>
      <div className={styles.settings}>
        {/* A name that was changed elsewhere replaces what stands in the field. */}
        <Nickname key={port.nickname ?? ''} port={port} />
        <div className={styles.choice}>
          <p className={styles.choiceLabel}>{t('ports.role')}</p>
          <Select
            label={t('ports.role')}
            value={chosen}
            options={choices.map((value) => ({
              value,
              label: t(value === 'auto' ? 'ports.roleAuto' : roleKeys[value]),
            }))}
            onChange={setRole}
            data-testid="role"
          />
          <p className={styles.quiet}>{t('ports.roleText')}</p>
        </div>
        <Switch
          label={t('ports.reopen')}
          hint={t('ports.reopenText')}
          checked={port.reopen ?? true}
          onChange={(reopen) => void action.run(() => core.ports.setReopen({ id: port.id, reopen }))}
          data-testid="reopen"
        />
        {port.lines === undefined ? null : <Lines port={port} lines={port.lines} action={action} />}
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </div>
    </Card>
  );
}

function Nickname({ port }: { readonly port: PortInfo }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [name, setName] = useState(port.nickname ?? '');
  const changed = name.trim() !== (port.nickname ?? '');
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!changed) return;
    if ((await action.run(() => core.ports.name({ id: port.id, nickname: name.trim() }))) !== undefined)
      notify(t('ports.named'));
  };
  return (
    <form className={styles.nickname} onSubmit={(event) => void save(event)}>
      <Field
        label={t('ports.nickname')}
        hint={t(port.nameLasts === false ? 'ports.nicknameShort' : 'ports.nicknameText')}
        value={name}
        maxLength={40}
        onText={setName}
        data-testid="nickname"
      />
      <Button type="submit" busy={action.busy} disabled={!changed} data-testid="save-nickname">
        {t('common.save')}
      </Button>
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </form>
  );
}

interface LinesProps {
  readonly port: PortInfo;
  readonly lines: NonNullable<PortInfo['lines']>;
  readonly action: ReturnType<typeof useAction>;
}

function Lines({ port, lines, action }: LinesProps) {
  const { t } = useText();
  const core = useCore();
  const set = (change: { dtr?: boolean; rts?: boolean }) =>
    void action.run(() => core.ports.setLines({ id: port.id, ...change }));
  const locked = port.guarded === true;
  return (
    <>
      <Switch
        label="DTR"
        hint={t('ports.linesText')}
        checked={lines.dtr}
        disabled={locked}
        onChange={(dtr) => set({ dtr })}
      />
      <Switch label="RTS" checked={lines.rts} disabled={locked} onChange={(rts) => set({ rts })} />
    </>
  );
}
