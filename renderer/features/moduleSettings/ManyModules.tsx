/** A preset for many modules: which preset, which ports, what will be sent, and a row for each module. */
import { useState } from 'react';
import type { Preset } from '../../../shared/contract/presets.ts';
import { isPortTaken } from '../../../shared/domain/portTaken.ts';
import { useText } from '../../i18n/useText.ts';
import { usePorts } from '../../stores/ports.ts';
import { usePresets } from '../../stores/presets.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { ApplyCard } from './ApplyCard.tsx';
import styles from './ModuleSettings.module.css';
import { PresetList } from './PresetList.tsx';

export function ManyModules() {
  const presets = usePresets((view) => view.presets);
  const [presetId, setPresetId] = useState<string | null>(null);
  const [portIds, setPortIds] = useState<readonly string[]>([]);
  const preset: Preset | undefined = presets?.find(({ id }) => id === presetId) ?? presets?.[0];
  const present = usePorts(({ ports }) => ports).filter(({ presence }) => presence === 'present');
  const chosen = portIds.filter((id) => present.some((port) => port.id === id && !isPortTaken(port)));
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <PresetList presets={presets ?? []} chosen={preset ?? null} onChoose={setPresetId} />
        <PortChoice chosen={chosen} onChoose={setPortIds} />
      </div>
      <div className={styles.column}>
        <ApplyCard preset={preset ?? null} portIds={chosen} />
      </div>
    </div>
  );
}

interface PortChoiceProps {
  readonly chosen: readonly string[];
  readonly onChoose: (portIds: readonly string[]) => void;
}

function PortChoice({ chosen, onChoose }: PortChoiceProps) {
  const { t, code } = useText();
  const ports = usePorts((view) => view.ports).filter(({ presence }) => presence === 'present');
  const likely = ports.filter((port) => port.role.guess === 'at' && !isPortTaken(port)).map(({ id }) => id);
  const toggle = (id: string, on: boolean) =>
    onChoose(on ? [...chosen, id] : chosen.filter((other) => other !== id));
  return (
    <Card
      title={t('moduleSettings.modules')}
      hint={t('moduleSettings.modulesHint')}
      actions={
        <Button
          size="s"
          disabled={likely.length === 0}
          data-testid="choose-all"
          onClick={() => onChoose(likely)}
        >
          {t('moduleSettings.chooseAll')}
        </Button>
      }
    >
      {ports.length === 0 ? (
        <p className={styles.quiet}>{t('moduleSettings.noPortsText')}</p>
      ) : (
        <ul className={styles.ports}>
          {ports.map((port) => {
            const { id, label, path, role, lease } = port;
            return (
              <li key={id}>
                <Checkbox
                  label={label}
                  hint={[
                    path === label ? '' : path,
                    // A terminal may hold it meanwhile, but that is not what locks it.
                    port.ownUpgrade !== undefined
                      ? t('upgrade.lockedOwn')
                      : lease === undefined
                        ? code('portRole', role.reason)
                        : t('module.held', { owner: code('leaseOwner', lease.owner) }),
                  ]
                    .filter((word) => word !== '')
                    .join(' · ')}
                  checked={chosen.includes(id)}
                  disabled={isPortTaken(port)}
                  data-testid={`choose-${id}`}
                  onChange={(on) => toggle(id, on)}
                />
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
