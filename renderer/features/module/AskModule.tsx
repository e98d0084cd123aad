/** The two questions to a module: who are you, and would this upgrade work. */
import type { PackageManifest } from '../../../shared/contract/package.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { identities, preflightInput, preflightQuestion, preflights } from '../../stores/module.ts';
import { goTo, useDraft } from '../../stores/route.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './Module.module.css';

export interface AskModuleProps {
  readonly manifest: PackageManifest | undefined;
  /** The check is being worked on. */
  readonly checking: boolean;
  /** The module is being asked who it is. */
  readonly asking: boolean;
  readonly checked: boolean;
  /** An upgrade has the port. */
  readonly locked: boolean;
}

export function AskModule({ manifest, checking, asking, checked, locked }: AskModuleProps) {
  const { t } = useText();
  const core = useCore();
  const draft = useDraft();
  const { port } = draft;
  const input = preflightInput(draft, manifest?.sha256 ?? null);
  const identify = () => {
    if (port !== null) void identities.ask(port, () => core.modem.identify({ portId: port }));
  };
  const preflight = () => {
    const question = preflightQuestion(draft, manifest?.sha256 ?? null);
    if (input === null || question === null) return;
    void preflights.ask(question, () => core.upgrade.preflight(input));
  };
  const canCheck = input !== null && !locked;
  return (
    <div className={styles.ask}>
      <Button
        look={canCheck && !checked ? 'primary' : 'plain'}
        disabled={!canCheck || asking}
        busy={checking}
        data-testid="preflight"
        onClick={preflight}
      >
        {checked ? t('module.preflightAgain') : t('module.preflight')}
      </Button>
      <Button
        look="ghost"
        disabled={port === null || checking || locked}
        busy={asking}
        data-testid="identify"
        onClick={identify}
      >
        {t('module.identify')}
      </Button>
      <Button
        look="ghost"
        disabled={port === null}
        data-testid="open-settings"
        onClick={() => goTo('moduleSettings', { draft: { many: false } })}
      >
        {t('moduleSettings.short')}
      </Button>
    </div>
  );
}
