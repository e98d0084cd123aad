/** What a person notes about a module, and whether it stands on the bench. */
import { type FormEvent, useState } from 'react';
import type { OtaModule } from '../../../shared/contract/otaLedger.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import { notify } from '../../ui/Toast.tsx';
import styles from './Modules.module.css';

export interface ModuleWordsProps {
  readonly module: OtaModule;
  readonly onChanged: () => void;
}

export function ModuleWords({ module, onChanged }: ModuleWordsProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [notes, setNotes] = useState(module.notes);
  const { id } = module;
  const change = async (
    words: { notes?: string; bench?: boolean; unbind?: true },
    said: string,
  ): Promise<void> => {
    if ((await action.run(() => core.otaServer.describeModule({ id, ...words }))) === undefined) return;
    notify(said);
    onChanged();
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    void change({ notes }, t('serverModules.saved'));
  };
  return (
    <Card>
      <form className={styles.stack} onSubmit={save}>
        <Switch
          label={t('serverModules.benchSwitch')}
          hint={t('serverModules.benchHint')}
          checked={module.bench}
          onChange={(bench) => void change({ bench }, t('serverModules.saved'))}
          data-testid="bench"
        />
        <TextBox
          label={t('serverModules.notes')}
          maxLength={4000}
          value={notes}
          onText={setNotes}
          data-testid="module-notes"
        />
        <div className={styles.bar}>
          <Button type="submit" busy={action.busy} disabled={notes === module.notes}>
            {t('common.save')}
          </Button>
          <span className={styles.spring} />
          {module.projectHint === null ? null : (
            <Button
              size="s"
              title={t('serverModules.unbindHint')}
              onClick={() => void change({ unbind: true }, t('serverModules.unbound'))}
            >
              {t('serverModules.unbind')}
            </Button>
          )}
        </div>
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </form>
    </Card>
  );
}
