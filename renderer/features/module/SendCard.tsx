/** The settings that will change: the exact lines, the value before, and whether the module keeps them. */
import { useEffect, useState } from 'react';
import type { Preflight } from '../../../shared/contract/upgrade.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { Commands } from '../../ui/Commands.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { Switch } from '../../ui/Switch.tsx';
import type { ExpectedUrl } from './expectedUrl.ts';
import styles from './Module.module.css';

interface Preview {
  readonly commands: readonly string[];
  readonly warnings: readonly { readonly name: string; readonly code: string }[];
}
const noPreview: Preview = { commands: [], warnings: [] };

export interface SendCardProps {
  readonly preflight: Preflight;
  readonly expected: ExpectedUrl;
}

export function SendCard({ preflight, expected }: SendCardProps) {
  const { t, code } = useText();
  const core = useCore();
  const draft = useDraft();
  const [preview, setPreview] = useState(noPreview);
  const { url, placeholders } = expected;
  const { saveUrl } = draft;
  useEffect(() => {
    if (url === null) return undefined;
    const abort = new AbortController();
    core.modem
      .previewSettings({ values: { URL: url }, save: saveUrl }, { signal: abort.signal })
      .then(setPreview, () => setPreview(noPreview));
    return () => abort.abort();
  }, [core, url, saveUrl]);
  const previous = preflight.settings.find((setting) => setting.name === 'URL');
  return (
    <Card
      title={t('module.settingsTitle')}
      hint={t(placeholders ? 'module.settingsTextLater' : 'module.settingsText')}
    >
      <div className={styles.send}>
        {preview.commands.length === 0 ? null : (
          <Commands label={t('module.settingsTitle')} lines={[...preview.commands, 'AT+UPGRADE']} />
        )}
        {preview.warnings.map((warning) => (
          <Callout key={warning.code} tone="warn">
            {code('setting', warning.code)}
          </Callout>
        ))}
        <Switch
          label={t('module.saveUrl')}
          hint={t(saveUrl ? 'module.saveUrlOn' : 'module.saveUrlOff')}
          checked={saveUrl}
          data-testid="save-url"
          onChange={(next) => choose({ saveUrl: next })}
        />
        <KeyValue
          facts={[
            {
              name: t('module.previousUrl'),
              value:
                previous === undefined || previous.value === null || previous.value === ''
                  ? t('module.previousUrlNone')
                  : `${previous.value} (${code('settingSource', previous.source)})`,
            },
          ]}
        />
      </div>
    </Card>
  );
}
