/** What a build needs to be told besides the format, and the button that starts it. */
import { useState } from 'react';
import type { FormatOption } from '../../../shared/contract/delta.ts';
import type { CoreClient } from '../../../shared/contract/index.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import type { Draft } from '../../stores/draft.ts';
import { choose, useDraft } from '../../stores/route.ts';
import type { Action } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { type Extras, extrasOf, noExtras, parseAppVersion } from './extras.ts';

export interface BuildControlsProps {
  readonly option: FormatOption;
  readonly action: Action;
  readonly building: boolean;
  /** A package stands already: building another is not the first thing to do. */
  readonly again: boolean;
}

export function BuildControls({ option, action, building, again }: BuildControlsProps) {
  const { t } = useText();
  const core = useCore();
  const draft = useDraft();
  const [extras, setExtras] = useState(noExtras);
  const older = warnsOf(option, 'olderVersion');
  const told = extrasOf(extras, {
    older,
    overridable: option.overridable,
    appVersion: takesAppVersion(option),
  });
  const start = async () => {
    const input = told === null ? null : buildInput(draft, option);
    if (input === null) return;
    const started = await action.run(() => core.delta.build({ ...input, ...told }));
    if (started !== undefined) choose({ buildJob: started.jobId, package: null });
  };
  return (
    <>
      <ExtraFields option={option} older={older} extras={extras} onChange={setExtras} />
      <div>
        <Button
          look={again ? 'plain' : 'primary'}
          busy={action.busy || building}
          disabled={told === null}
          data-testid="build-start"
          onClick={() => void start()}
        >
          {again ? t('build.again') : t('build.start')}
        </Button>
      </div>
    </>
  );
}

/** A full update carries the user's own number; the core says so by a warning while there is none. */
function takesAppVersion(option: FormatOption): boolean {
  return warnsOf(option, 'appVersionNotSet');
}

function warnsOf({ warnings }: FormatOption, wanted: string): boolean {
  return warnings.some(({ code }) => code === wanted);
}

function buildInput(
  { old, new: fresh, oldVersion, newVersion }: Draft,
  { format }: FormatOption,
): Parameters<CoreClient['delta']['build']>[0] | null {
  if (fresh === null) return null;
  return {
    new: fresh,
    format,
    ...(old === null ? {} : { old }),
    ...(oldVersion === '' || old === null ? {} : { oldVersion }),
    ...(newVersion === '' ? {} : { newVersion }),
  };
}

interface ExtraFieldsProps {
  readonly option: FormatOption;
  readonly older: boolean;
  readonly extras: Extras;
  readonly onChange: (extras: Extras) => void;
}

function ExtraFields({ option, older, extras, onChange }: ExtraFieldsProps) {
  const { t } = useText();
  const wrongNumber = extras.appVersion.trim() !== '' && parseAppVersion(extras.appVersion) === null;
  return (
    <>
      {older ? (
        <Switch
          label={t('build.allowOlder')}
          hint={t('build.allowOlderHint')}
          checked={extras.allowOlder}
          onChange={(allowOlder) => onChange({ ...extras, allowOlder })}
        />
      ) : null}
      {option.overridable ? (
        <Field
          label={t('build.overrideReason')}
          hint={t('build.overrideReasonHint')}
          value={extras.reason}
          maxLength={500}
          data-testid="build-override"
          onText={(reason) => onChange({ ...extras, reason })}
        />
      ) : null}
      {takesAppVersion(option) ? (
        <Field
          label={t('build.appVersion')}
          hint={t('build.appVersionHint')}
          error={wrongNumber ? t('build.appVersionWrong') : undefined}
          mono
          inputMode="numeric"
          value={extras.appVersion}
          maxLength={10}
          data-testid="build-app-version"
          onText={(appVersion) => onChange({ ...extras, appVersion })}
        />
      ) : null}
    </>
  );
}
