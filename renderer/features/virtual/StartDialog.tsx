/** A customer's case in a minute: kind, firmware, IMEI, and what is wrong with it. */
import { useState } from 'react';
import type { DialectInfo } from '../../../shared/contract/virtual.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { useDialects } from '../../stores/virtual.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { CaseList } from './CaseList.tsx';
import { KnobList } from './KnobList.tsx';
import { changedKnobs, commandLine, fileNameOf } from './knobForm.ts';
import { ModuleFields } from './ModuleFields.tsx';
import { type StartForm, useStartForm } from './useStartForm.ts';
import styles from './Virtual.module.css';

export interface StartDialogProps {
  readonly onClose: () => void;
  readonly onCreated: (portId: string) => void;
}

export function StartDialog({ onClose, onCreated }: StartDialogProps) {
  const { t } = useText();
  const core = useCore();
  const dialects = useDialects();
  const all = dialects.state === 'done' ? dialects.value : [];
  const form = useStartForm(all);
  const action = useAction();
  const start = async () => {
    const wanted = form.input();
    if (wanted === null) return;
    const port = await action.run(() => core.virtual.create(wanted));
    if (port !== undefined) onCreated(port.id);
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t('virtual.startTitle')}
      description={t('virtual.startText')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            busy={action.busy}
            disabled={form.input() === null}
            data-testid="start-module"
            onClick={() => void start()}
          >
            {t('virtual.startButton')}
          </Button>
        </>
      }
    >
      {dialects.state === 'failed' ? <ErrorNote error={dialects.error} /> : null}
      {form.dialect === null ? (
        <Skeleton />
      ) : (
        <div className={styles.columns}>
          <ModuleFields dialects={all} form={form} />
          <Faults form={form} dialect={form.dialect} />
        </div>
      )}
      {form.dialect === null ? null : <SameAgain form={form} dialect={form.dialect} />}
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </Dialog>
  );
}

interface FormProps {
  readonly form: StartForm;
  readonly dialect: DialectInfo;
}

function Faults({ form, dialect }: FormProps) {
  const { t } = useText();
  const [tab, setTab] = useState('cases');
  const changed = changedKnobs(dialect.knobs, form.knobs).length;
  return (
    <Tabs
      value={tab}
      onChange={setTab}
      tabs={[
        {
          value: 'cases',
          label: t('virtual.cases'),
          content: <CaseList dialect={dialect} value={form.caseId} onChange={form.play} />,
        },
        {
          value: 'knobs',
          label: changed === 0 ? t('virtual.knobs') : t('virtual.knobsChanged', { count: changed }),
          content: <KnobList knobs={dialect.knobs} values={form.knobs} onChange={form.turn} />,
        },
      ]}
    />
  );
}

function SameAgain({ form, dialect }: FormProps) {
  const { t } = useText();
  const line = commandLine(dialect, fileNameOf(form.file, form.fileName), form.imei, form.knobs);
  return (
    <div className={styles.again}>
      <p className={styles.quiet}>{t('virtual.again')}</p>
      <CopyText block value={line} />
    </div>
  );
}
