/** One module of the ledger: who it is, how its upgrades stand, its ban and counters, what a person notes. */
import { useCallback, useEffect, useState } from 'react';
import type { OtaModule } from '../../../shared/contract/otaLedger.ts';
import { AppError } from '../../../shared/errors.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatCount, formatDateTime } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { goTo } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { notify } from '../../ui/Toast.tsx';
import { BanDialog } from './BanDialog.tsx';
import { LoopCard } from './LoopCard.tsx';
import styles from './Modules.module.css';
import { ModuleWords } from './ModuleWords.tsx';
import { OffersCard } from './OffersCard.tsx';

export type WholeModule = Awaited<ReturnType<ReturnType<typeof useCore>['otaServer']['module']>>;

export interface ModuleDetailProps {
  readonly id: string;
  /** Something about it changed by hand. */
  readonly onChanged: () => void;
}

export function ModuleDetail({ id, onChanged }: ModuleDetailProps) {
  const { t } = useText();
  const { module, error, read } = useModule(id);
  const changed = () => {
    read();
    onChanged();
  };
  if (error !== null && module === null) return <ErrorNote error={error} />;
  if (module === null) return <Skeleton />;
  return (
    <div className={styles.detail} data-testid="module-detail">
      <Card
        title={<CopyText value={module.id} />}
        actions={
          <>
            {module.device === null ? null : (
              <Button size="s" data-testid="to-device" onClick={() => goTo('devices', { shown: module.id })}>
                {t('serverModules.toDevice')}
              </Button>
            )}
            <Button size="s" onClick={() => goTo('server', { section: 'requests', shown: module.id })}>
              {t('serverModules.toRequests')}
            </Button>
          </>
        }
      >
        <div className={styles.stack}>
          <BanState module={module} onChanged={changed} />
          {module.offer?.state === 'waiting' ? (
            <Callout tone="info">{t('serverModules.waitingText')}</Callout>
          ) : null}
          {module.offer?.state === 'suspected' ? (
            <Callout tone="warn">{t('serverModules.suspectedText')}</Callout>
          ) : null}
          <KeyValue columns={2} facts={factsOf(module, t)} />
        </div>
      </Card>
      <LoopCard module={module} onChanged={changed} />
      <OffersCard offers={module.offers} />
      <ModuleWords key={`${module.notes}\n${module.bench}`} module={module} onChanged={changed} />
    </div>
  );
}

/** Read anew whenever the server decided something about it. */
function useModule(id: string) {
  const core = useCore();
  const [module, setModule] = useState<WholeModule | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const read = useCallback(() => {
    core.otaServer.module({ id }).then(
      (answer) => {
        setModule(answer);
        setError(null);
      },
      (thrown: unknown) => setError(AppError.from(thrown)),
    );
  }, [core, id]);
  useEffect(() => {
    read();
    return core.otaServer.decisions(
      { last: 0, moduleId: id },
      { onSnapshot: () => undefined, onChanges: read },
    );
  }, [core, id, read]);
  return { module, error, read };
}

function factsOf(module: WholeModule, t: Texts['t']): readonly Fact[] {
  const { projectHint, firmwareName, version, coreVersion, dialect, identityKind } = module;
  const { firstSeenMs, lastSeenMs, requests } = module;
  const row = (name: string, value: string | null): Fact[] =>
    value === null || value === '' ? [] : [{ name, value, mono: true }];
  const project = projectHint === null ? t('serverModules.noProject') : `…${projectHint}`;
  return [
    ...row(t('serverModules.kind'), identityKind),
    { name: t('serverModules.project'), value: project },
    ...row(t('serverModules.firmwareName'), firmwareName),
    ...row(t('serverModules.version'), version),
    ...row(t('serverModules.core'), coreVersion),
    ...row(t('serverModules.dialect'), dialect),
    { name: t('serverModules.firstSeen'), value: formatDateTime(firstSeenMs) },
    {
      name: t('serverModules.lastSeen'),
      value: requests === 0 ? t('serverModules.notYet') : formatDateTime(lastSeenMs),
    },
    { name: t('serverModules.requests'), value: formatCount(requests) },
    ...deviceFacts(module, t),
  ];
}

/** What a port of this computer saw of the same module. */
function deviceFacts({ device }: WholeModule, t: Texts['t']): readonly Fact[] {
  if (device === null) return [];
  const { nickname, model, portId } = device;
  const words = [nickname ?? model, portId].filter((word) => word !== null);
  return [{ name: t('serverModules.device'), value: words.join(' · ') }];
}

interface PartProps {
  readonly module: OtaModule;
  readonly onChanged: () => void;
}

function BanState({ module, onChanged }: PartProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [banning, setBanning] = useState(false);
  const { ban, id } = module;
  const release = async () => {
    if ((await action.run(() => core.otaServer.releaseModule({ id }))) === undefined) return;
    notify(t('serverModules.released'));
    onChanged();
  };
  if (ban === null) {
    return (
      <div>
        <Button size="s" look="danger" data-testid="ban" onClick={() => setBanning(true)}>
          {t('serverModules.ban')}
        </Button>
        {banning ? (
          <BanDialog
            id={id}
            onClose={() => setBanning(false)}
            onBanned={() => {
              setBanning(false);
              onChanged();
            }}
          />
        ) : null}
      </div>
    );
  }
  return (
    <>
      <Callout
        tone="bad"
        title={t(ban.kind === 'person' ? 'serverModules.bannedByPerson' : 'serverModules.bannedInLoop')}
        data-testid="ban-state"
        action={
          <Button size="s" busy={action.busy} data-testid="release" onClick={() => void release()}>
            {t('serverModules.release')}
          </Button>
        }
      >
        {t('serverModules.bannedAt', { time: formatDateTime(ban.atMs), note: ban.note })}
        {ban.kind === 'loop'
          ? ` ${t('serverModules.loopFrom', { source: ban.source ?? '?', target: ban.target ?? '?' })}`
          : null}
      </Callout>
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </>
  );
}
