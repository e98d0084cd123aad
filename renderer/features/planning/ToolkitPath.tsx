/** Where the user's FotaToolkit lies: shown, named, changed, forgotten. */
import { useState } from 'react';
import type { PickPurpose } from '../../../shared/contract/app.ts';
import type { Toolkit } from '../../../shared/contract/planning.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAppInfo } from '../../stores/appInfo.ts';
import { refreshToolkit } from '../../stores/planning.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { useToldAction } from '../../ui/useToldAction.ts';
import styles from './Planning.module.css';

export interface ToolkitPathProps {
  readonly toolkit: Toolkit | null;
  /** A browser may not name a program to run. */
  readonly mayChange: boolean;
}

export function ToolkitPath({ toolkit, mayChange }: ToolkitPathProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [editing, setEditing] = useState(false);
  const forget = async () => {
    const done = await action.run(() => core.planning.setToolkit({ toolkit: null }));
    if (done !== undefined) await refreshToolkit(core);
  };
  if (toolkit === null || editing) {
    if (!mayChange) return <p className={styles.quiet}>{t('planning.toolkitElsewhere')}</p>;
    return <ToolkitForm toolkit={toolkit} onDone={() => setEditing(false)} />;
  }
  return (
    <div className={styles.chosen}>
      <span className={styles.names}>
        <code>{toolkit.program}</code>
        <code className={styles.quiet}>{toolkit.config}</code>
      </span>
      {mayChange ? (
        <>
          <Button size="s" look="ghost" onClick={() => setEditing(true)}>
            {t('common.change')}
          </Button>
          <Button size="s" look="ghost" busy={action.busy} onClick={() => void forget()}>
            {t('planning.forget')}
          </Button>
        </>
      ) : null}
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </div>
  );
}

interface ToolkitFormProps {
  readonly toolkit: Toolkit | null;
  readonly onDone: () => void;
}

function ToolkitForm({ toolkit, onDone }: ToolkitFormProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [program, setProgram] = useState(toolkit?.program ?? '');
  const [config, setConfig] = useState(toolkit?.config ?? '');
  const save = async () => {
    const named = { program: program.trim(), ...(config.trim() === '' ? {} : { config: config.trim() }) };
    const done = await action.run(() => core.planning.setToolkit({ toolkit: named }));
    if (done === undefined) return;
    await refreshToolkit(core);
    onDone();
  };
  return (
    <div className={styles.form}>
      <PathField label={t('planning.toolkitProgram')} purpose="program" value={program} onPath={setProgram} />
      <PathField
        label={t('planning.toolkitConfig')}
        hint={t('planning.toolkitConfigHint')}
        purpose="any"
        value={config}
        onPath={setConfig}
      />
      <div className={styles.hopActions}>
        <Button size="s" busy={action.busy} disabled={program.trim() === ''} onClick={() => void save()}>
          {t('common.save')}
        </Button>
        {toolkit === null ? null : (
          <Button size="s" look="ghost" onClick={onDone}>
            {t('common.cancel')}
          </Button>
        )}
      </div>
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </div>
  );
}

interface PathFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly purpose: PickPurpose;
  readonly value: string;
  readonly onPath: (path: string) => void;
}

function PathField({ label, hint, purpose, value, onPath }: PathFieldProps) {
  const { t } = useText();
  const core = useCore();
  const tell = useToldAction();
  const dialog = useAppInfo((view) => view.info?.capabilities.pickFiles === true);
  const pick = async () => {
    const { file } = await core.app.pickFile({ purpose });
    if (file?.kind === 'path') onPath(file.path);
  };
  return (
    <div className={styles.path}>
      <Field label={label} hint={hint} mono value={value} maxLength={4096} onText={onPath} />
      {dialog ? (
        <Button size="s" aria-label={`${label}: ${t('firmware.chooseFile')}`} onClick={() => tell(pick)}>
          {t('firmware.chooseFile')}
        </Button>
      ) : null}
    </div>
  );
}
