/** Faults in force, each cleared by one click. */
import { TriangleAlert } from 'lucide-react';
import type { OtaFault } from '../../../shared/contract/otaFault.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { type Texts, useText } from '../../i18n/useText.ts';
import { usePackages } from '../../stores/packages.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import styles from './Faults.module.css';
import { faultKinds } from './faultForm.ts';

export function ActiveFaults({ faults }: { readonly faults: readonly OtaFault[] }) {
  const texts = useText();
  const { t, code } = texts;
  const core = useCore();
  const action = useAction();
  const packages = usePackages((view) => view.packages);
  const nameOf = (sha256: string) =>
    packages.find((manifest) => manifest.sha256 === sha256)?.fileName ?? sha256.slice(0, 12);
  return (
    <Card title={t('faults.active')} flush data-testid="active-faults">
      <ul>
        {faults.map((fault) => (
          <li key={fault.id} className={styles.active} data-testid="fault">
            <TriangleAlert aria-hidden="true" />
            <div className={styles.texts}>
              <p className={styles.name}>
                {code('otaFault', `${fault.effect.kind}.name`)}
                <span className={styles.value}>{valueText(fault, texts)}</span>
              </p>
              <p className={styles.quiet}>{meetsText(fault, nameOf, texts)}</p>
              <p className={styles.quiet}>{t('faults.fired', { fired: fault.fired, seen: fault.seen })}</p>
            </div>
            <Button
              size="s"
              look="danger"
              data-testid="fault-clear"
              onClick={() => void action.run(() => core.otaServer.clearFault({ id: fault.id }))}
            >
              {t('faults.clear')}
            </Button>
          </li>
        ))}
      </ul>
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </Card>
  );
}

function valueText({ effect }: OtaFault, { t }: Texts): string {
  const param = faultKinds.find(({ kind }) => kind === effect.kind)?.param ?? null;
  const value = param === null ? undefined : new Map<string, unknown>(Object.entries(effect)).get(param);
  return param === null || value === undefined ? '' : `${t(`faults.param_${param}`)}: ${String(value)}`;
}

function meetsText(fault: OtaFault, nameOf: (sha256: string) => string, { t }: Texts): string {
  const { packageSha256, deviceId, skip, times } = fault;
  const whom = [
    ...(deviceId === undefined ? [] : [t('faults.ofDevice', { id: deviceId })]),
    ...(packageSha256 === undefined ? [] : [t('faults.ofPackage', { name: nameOf(packageSha256) })]),
  ];
  const count = [
    ...(skip === undefined || skip === 0 ? [] : [t('faults.afterSkip', { count: skip })]),
    ...(times === undefined ? [] : [t('faults.onlyTimes', { count: times })]),
  ];
  return [...(whom.length === 0 ? [t('faults.anyRequest')] : whom), ...count].join(' · ');
}
