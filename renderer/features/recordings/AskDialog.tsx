/** A virtual module under the conditions of a recording, one of them changed: would that have helped? */
import type { ReactNode } from 'react';
import type { Recording } from '../../../shared/contract/report.ts';
import type { Knob, KnobValue } from '../../../shared/contract/virtual.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { goTo } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { FileChoice } from '../../ui/FileChoice.tsx';
import { Select } from '../../ui/Select.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { notify } from '../../ui/Toast.tsx';
import { FoundConditions } from './FoundConditions.tsx';
import styles from './Recordings.module.css';
import { type AskForm, useAskForm } from './useAskForm.ts';

export interface AskDialogProps {
  readonly recording: Recording;
  readonly knob: (knob: Knob, value: KnobValue, onChange: (value: KnobValue) => void) => ReactNode;
  readonly onRow: (seq: number) => void;
  readonly onClose: () => void;
}

export function AskDialog({ recording, knob, onRow, onClose }: AskDialogProps) {
  const { t } = useText();
  const core = useCore();
  const { busy, error, run } = useAction();
  const form = useAskForm(recording.id);
  const start = async () => {
    const input = form.input();
    if (input === null) return;
    const made = await run(() => core.report.startVirtual(input));
    if (made === undefined) return;
    notify(t('recordings.started', { port: made.port.label }), t('recordings.askStarted'));
    onClose();
    goTo('ports');
  };
  const showRow = (seq: number) => {
    onClose();
    onRow(seq);
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t('recordings.askTitle')}
      description={t('recordings.askText')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            busy={busy}
            disabled={form.input() === null}
            data-testid="ask-start"
            onClick={() => void start()}
          >
            {t('recordings.askStart')}
          </Button>
        </>
      }
    >
      {form.error === null ? null : <ErrorNote error={form.error} />}
      {form.conditions === null ? (
        form.error === null ? (
          <Skeleton lines={5} />
        ) : null
      ) : (
        <div className={styles.askColumns}>
          <FoundConditions conditions={form.conditions} dialect={form.dialect} onRow={showRow} />
          <Wanted form={form} knob={knob} />
        </div>
      )}
      {error === null ? null : <ErrorNote error={error} />}
    </Dialog>
  );
}

interface WantedProps extends Pick<AskDialogProps, 'knob'> {
  readonly form: AskForm;
}

const nothing = '';

function Wanted({ form, knob }: WantedProps) {
  const { t, code } = useText();
  const { changed, value } = form;
  return (
    <div className={styles.wanted}>
      <div className={styles.labelled}>
        <span className={styles.label}>{t('recordings.kindOfModule')}</span>
        <Select
          label={t('recordings.kindOfModule')}
          value={form.dialect?.id ?? null}
          placeholder={t('recordings.chooseKind')}
          data-testid="ask-dialect"
          options={form.dialects.map(({ id }) => ({ value: id, label: code('virtualDialect', id) }))}
          onChange={form.chooseDialect}
        />
      </div>
      <FileChoice
        label={t('recordings.firmware')}
        hint={t('recordings.firmwareHint')}
        file={form.firmware}
        testId="ask-firmware"
        onFile={form.chooseFirmware}
      />
      <div className={styles.labelled}>
        <span className={styles.label}>{t('recordings.change')}</span>
        <Select
          label={t('recordings.change')}
          value={changed?.name ?? nothing}
          data-testid="ask-change"
          options={[
            { value: nothing, label: t('recordings.changeNothing') },
            ...form.knobs.map(({ name, found }) => ({
              value: name,
              label: code('knob', name),
              ...(found ? { hint: t('recordings.wasFound') } : {}),
            })),
          ]}
          onChange={form.chooseKnob}
        />
      </div>
      {changed === null ? null : knob(changed, value, form.turn)}
    </div>
  );
}
