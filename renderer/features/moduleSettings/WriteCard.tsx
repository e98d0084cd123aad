/** What will be sent, to the byte; what is worth knowing before; and what came of it. */
import { useState } from 'react';
import type { SettingChange } from '../../../shared/contract/modem.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { type KnownSettings, keepSettings, withChanges } from '../../stores/settingsOfModules.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { Commands } from '../../ui/Commands.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { heldValues, type SettingsForm, type SettingsToWrite, shownLines, toWrite } from './formState.ts';
import styles from './ModuleSettings.module.css';
import { SaveDialog } from './SaveDialog.tsx';
import { usePreview } from './usePreview.ts';
import { Written } from './Written.tsx';

export interface WriteCardProps {
  /** null: nothing can be written now. */
  readonly portId: string | null;
  readonly known: KnownSettings;
  readonly form: SettingsForm;
  readonly onForm: (form: SettingsForm) => void;
  readonly onWritten: () => void;
}

export function WriteCard({ portId, known, form, onForm, onWritten }: WriteCardProps) {
  const { t, code } = useText();
  const core = useCore();
  const writing = useAction();
  const [asking, setAsking] = useState(false);
  const [written, setWritten] = useState<readonly SettingChange[]>([]);
  const request = toWrite(form);
  const preview = usePreview(request, portId, heldValues(known.settings));
  const lines = shownLines(preview.commands, form);
  const write = async (what: SettingsToWrite) => {
    if (portId === null) return;
    setAsking(false);
    const changes = await writing.run(() => core.modem.writeSettings({ portId, ...what }));
    // What was written before a failure is in the list all the same; lost with its connection, the list before stays.
    const all = await core.modem.settingChanges({ portId }).catch(() => known.changes);
    keepSettings(portId, { changes: all, settings: withChanges(known.settings, changes ?? []) });
    setWritten(changes ?? []);
    if (changes !== undefined) onWritten();
  };
  return (
    <Card title={t('moduleSettings.send')} hint={t('moduleSettings.sendHint')}>
      <div className={styles.write}>
        {lines.length > 0 ? (
          <Commands label={t('moduleSettings.send')} lines={lines} />
        ) : (
          <p className={styles.quiet}>{t('moduleSettings.nothingToSend')}</p>
        )}
        {preview.warnings.map((warning) => (
          <Callout key={`${warning.name} ${warning.code}`} tone="warn" title={warning.name}>
            {code('setting', warning.code)}
          </Callout>
        ))}
        {preview.error === null ? null : <ErrorNote error={preview.error} />}
        <Switch
          label={t('moduleSettings.save')}
          hint={t(form.save ? 'moduleSettings.saveOn' : 'moduleSettings.saveOff')}
          checked={form.save}
          data-testid="settings-save"
          onChange={(save) => onForm({ ...form, save })}
        />
        <Button
          look="primary"
          busy={writing.busy}
          disabled={portId === null || request === null || lines.length === 0}
          data-testid="settings-write"
          onClick={() => {
            if (request === null) return;
            if (request.save) setAsking(true);
            else void write(request);
          }}
        >
          {t('moduleSettings.write')}
        </Button>
        {writing.error === null ? null : <ErrorNote error={writing.error} />}
        <Written changes={written} />
      </div>
      <SaveDialog
        open={asking}
        urlSet={request?.values.URL !== undefined}
        autoOff={(request?.values.AUTO ?? heldValues(known.settings).AUTO) === '0'}
        commands={lines}
        onClose={() => setAsking(false)}
        onConfirm={() => (request === null ? undefined : void write(request))}
      />
    </Card>
  );
}
