/** The ports with their likely roles, and virtual modules for those who have none. */
import { Cable, ChevronDown, FlaskConical, RefreshCw } from 'lucide-react';
import type { FileRef } from '../../../shared/contract/common.ts';
import type { PortInfo } from '../../../shared/contract/port.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { type Texts, useText } from '../../i18n/useText.ts';
import { demoPair, useAppInfo } from '../../stores/appInfo.ts';
import { usePorts } from '../../stores/ports.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { type Choice, Choices } from '../../ui/Choices.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
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
  const details = [code('portRole', port.role.reason), port.label === port.path ? '' : port.path];
  if (port.presence === 'gone') details.unshift(t('module.gone'));
  if (port.lease !== undefined)
    details.push(t('module.held', { owner: code('leaseOwner', port.lease.owner) }));
  return {
    value: port.id,
    title: port.label,
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

function CreateVirtual({ prominent }: { readonly prominent: boolean }) {
  const { t } = useText();
  const core = useCore();
  const draft = useDraft();
  const demo = demoPair(useAppInfo((view) => view.info));
  const action = useAction();
  const old = draft.old;
  const create = async (firmware: FileRef) => {
    const port = await action.run(() => core.virtual.create({ dialect: 'ec618-at', firmware }));
    if (port !== undefined) choose({ port: port.id });
  };
  const demoFile: FileRef | null = demo === null ? null : { kind: 'demo', name: demo.old };
  const main = old ?? demoFile;
  if (main === null) return null;
  return (
    <div className={styles.virtual}>
      <Button
        look={prominent && draft.tour ? 'primary' : 'plain'}
        icon={<FlaskConical />}
        busy={action.busy}
        className={styles.virtualButton}
        data-testid="create-virtual"
        onClick={() => void create(main)}
      >
        {t(old === null ? 'module.createVirtualDemo' : 'module.createVirtualOld')}
      </Button>
      {old !== null && demoFile !== null ? (
        <Menu
          trigger={
            <IconButton size="m" look="plain" label={t('common.moreActions')} icon={<ChevronDown />} />
          }
          actions={[
            { key: 'demo', label: t('module.createVirtualDemo'), onSelect: () => void create(demoFile) },
          ]}
        />
      ) : null}
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </div>
  );
}
