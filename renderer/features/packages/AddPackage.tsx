/** A package that somebody else made: proved against its firmwares, then kept beside our own. */
import { useState } from 'react';
import type { FileRef } from '../../../shared/contract/common.ts';
import type { CoreClient } from '../../../shared/contract/index.ts';
import type { AppError } from '../../../shared/errors.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { showPackage } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { FileChoice } from '../../ui/FileChoice.tsx';
import { notify } from '../../ui/Toast.tsx';
import styles from './Packages.module.css';

export function AddPackage() {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button data-testid="add-package" onClick={() => setOpen(true)}>
        {t('packages.add')}
      </Button>
      {open ? <AddDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface Chosen {
  readonly package: FileRef | null;
  readonly old: FileRef | null;
  readonly new: FileRef | null;
  readonly reason: string;
}

type Question = Parameters<CoreClient['packages']['add']>[0];

/** Null while something is missing. */
function questionOf({ package: packed, old, new: fresh, reason }: Chosen): Question | null {
  if (packed === null || fresh === null) return null;
  const overrideReason = reason.trim();
  return {
    package: packed,
    new: fresh,
    ...(old === null ? {} : { old }),
    ...(overrideReason === '' ? {} : { overrideReason }),
  };
}

/** Whether a reason helps against what was said; the field stays once it was of use. */
function takesReason(error: AppError | null, reason: string): boolean {
  return reason !== '' || error?.code === 'package.leavesBehind' || error?.code === 'delta.notCarried';
}

function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [chosen, setChosen] = useState<Chosen>({ package: null, old: null, new: null, reason: '' });
  const question = questionOf(chosen);
  const change = (patch: Partial<Chosen>) => {
    setChosen({ ...chosen, ...patch });
  };
  const add = async () => {
    if (question === null) return;
    const manifest = await action.run(() => core.packages.add(question));
    if (manifest === undefined) return;
    showPackage(manifest.sha256);
    notify(t('packages.added'), manifest.fileName);
    onClose();
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t('packages.addTitle')}
      description={t('packages.addText')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            busy={action.busy}
            disabled={question === null}
            data-testid="add-start"
            onClick={() => void add()}
          >
            {t('packages.addStart')}
          </Button>
        </>
      }
    >
      <div className={styles.detail}>
        <Files chosen={chosen} onChange={change} />
        {takesReason(action.error, chosen.reason) ? (
          <Field
            label={t('packages.addReason')}
            hint={t('packages.addReasonHint')}
            value={chosen.reason}
            maxLength={500}
            data-testid="add-reason"
            onText={(reason) => change({ reason })}
          />
        ) : null}
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </div>
    </Dialog>
  );
}

interface FilesProps {
  readonly chosen: Chosen;
  readonly onChange: (patch: Partial<Chosen>) => void;
}

function Files({ chosen, onChange }: FilesProps) {
  const { t } = useText();
  return (
    <>
      <FileChoice
        label={t('packages.addFile')}
        hint={t('packages.addFileHint')}
        purpose="package"
        file={chosen.package}
        testId="add-file"
        onFile={(file) => onChange({ package: file })}
      />
      <FileChoice
        label={t('firmware.old')}
        hint={t('packages.addOldHint')}
        file={chosen.old}
        testId="add-old"
        onFile={(old) => onChange({ old })}
      />
      <FileChoice
        label={t('firmware.new')}
        hint={t('packages.addNewHint')}
        file={chosen.new}
        testId="add-new"
        onFile={(fresh) => onChange({ new: fresh })}
      />
    </>
  );
}
