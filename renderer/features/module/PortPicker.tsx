/** The ports with their likely roles, and virtual modules for those who have none. */
import { Cable, RefreshCw } from 'lucide-react';
import type { PortInfo } from '../../../shared/contract/port.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { type Texts, useText } from '../../i18n/useText.ts';
import { usePorts } from '../../stores/ports.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { Badge } from '../../ui/Badge.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { type Choice, Choices } from '../../ui/Choices.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { CreateVirtual } from './CreateVirtual.tsx';
import styles from './Module.module.css';
import { roleKeys } from './portText.ts';

export function PortPicker() {
  const { t, code } = useText();
  const core = useCore();
  const draft = useDraft();
  const { loaded, ports } = usePorts();
  const refresh = useAction();
  return (
    <Card
      title={t('module.portsTitle')}
      actions={
        <IconButton
          label={t('module.refresh')}
          icon={<RefreshCw />}
          busy={refresh.busy}
          onClick={() => void refresh.run(() => core.ports.refresh({}))}
        />
      }
    >
      <div className={styles.ports}>
        {loaded ? null : <Skeleton lines={2} />}
        {loaded && ports.length === 0 ? (
          <EmptyState picture={<Cable />} title={t('module.noPorts')}>
            {t('module.noPortsText')}
          </EmptyState>
        ) : null}
        {ports.length === 0 ? null : (
          <Choices
            label={t('module.portsLabel')}
            value={draft.port}
            choices={ports.map((port) => choiceOf(port, t, code))}
            onChange={(port) => choose({ port })}
          />
        )}
        <CreateVirtual prominent={draft.port === null} />
        {refresh.error === null ? null : <ErrorNote error={refresh.error} />}
      </div>
    </Card>
  );
}

function choiceOf(port: PortInfo, t: Texts['t'], code: Texts['code']): Choice<string> {
  const title = port.nickname ?? port.label;
  const details = [
    port.nickname === undefined ? '' : port.label,
    code('portRole', port.role.reason),
    title === port.path || port.label === port.path ? '' : port.path,
  ];
  if (port.presence === 'gone') details.unshift(t('module.gone'));
  if (port.lease !== undefined)
    details.push(t('module.held', { owner: code('leaseOwner', port.lease.owner) }));
  return {
    value: port.id,
    title,
    text: details.filter((detail) => detail !== '').join(' · '),
    badge: (
      <Badge tone={port.role.guess === 'at' ? 'ok' : 'neutral'}>
        {port.kind === 'virtual' ? t('module.virtual') : t(roleKeys[port.role.guess])}
      </Badge>
    ),
    disabled: port.presence === 'gone',
    testId: `port-${port.id}`,
  };
}
