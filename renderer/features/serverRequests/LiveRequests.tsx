/** The requests, newest at the end, and the one that is looked at. */
import { Inbox } from 'lucide-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useRoute } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import {
  matchesRequest,
  outcomeOf,
  requestOfDecision,
  type ServedRequest,
  useServedRequests,
} from '../../stores/serverRequests.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { FilterChip } from '../../ui/FilterChip.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { VirtualRows } from '../../ui/VirtualRows.tsx';
import { RequestDetail } from './RequestDetail.tsx';
import { RequestLine } from './RequestLine.tsx';
import styles from './Requests.module.css';

const lineHeight = 46;
const earlierPage = 200;
const keyOf = ({ key }: ServedRequest): number => key;

export function LiveRequests({ running }: { readonly running: boolean }) {
  const { t } = useText();
  const { loaded, requests } = useServedRequests();
  // A module's page leads here with its identity.
  const [word, setWord] = useState(useRoute.getState().shown ?? '');
  const [refusedOnly, setRefusedOnly] = useState(false);
  const [chosenKey, setChosenKey] = useState<number | null>(null);
  const [following, setFollowing] = useState(true);
  const earlier = useEarlier(word.trim(), requests);
  const shown = useMemo(
    () =>
      [...earlier.found, ...requests].filter(
        (request) => matchesRequest(request, word) && (!refusedOnly || outcomeOf(request) === 'refused'),
      ),
    [earlier.found, requests, word, refusedOnly],
  );
  const chosen = shown.find(({ key }) => key === chosenKey) ?? null;
  const choose = (key: number) => {
    setFollowing(false);
    setChosenKey(key);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step === undefined || shown.length === 0) return;
    event.preventDefault();
    const at = shown.findIndex(({ key }) => key === chosenKey);
    const from = at < 0 ? shown.length : at;
    const next = shown[Math.min(shown.length - 1, Math.max(0, from + step))];
    if (next !== undefined) choose(next.key);
  };
  if (!loaded) return <Skeleton />;
  if (requests.length === 0 && word === '') return <Nothing running={running} />;
  return (
    <div className={styles.split}>
      <div className={styles.column}>
        <Field
          label={t('serverRequests.search')}
          hideLabel
          placeholder={t('serverRequests.search')}
          value={word}
          onText={setWord}
          data-testid="requests-search"
        />
        <div className={styles.bar}>
          <FilterChip
            label={t('serverRequests.refusedOnly')}
            pressed={refusedOnly}
            onChange={setRefusedOnly}
          />
          <span className={styles.quiet}>{t('serverRequests.count', { count: shown.length })}</span>
          <span className={styles.spring} />
          {following ? null : (
            <Button size="s" look="ghost" onClick={() => setFollowing(true)}>
              {t('serverRequests.follow')}
            </Button>
          )}
          <Button
            size="s"
            busy={earlier.busy}
            disabled={word.trim() === ''}
            title={t('serverRequests.earlierHint')}
            data-testid="requests-earlier"
            onClick={earlier.look}
          >
            {t('serverRequests.earlier')}
          </Button>
        </div>
        {earlier.error === null ? null : <ErrorNote error={earlier.error} />}
        <Card flush className={styles.listCard}>
          {shown.length === 0 ? (
            <p className={styles.nothing}>{t('serverRequests.noMatch')}</p>
          ) : (
            <VirtualRows
              label={t('serverRequests.list')}
              testId="requests"
              rows={shown}
              rowKey={keyOf}
              rowHeight={lineHeight}
              following={following}
              onFollowing={setFollowing}
              showKey={chosenKey}
              onKeyDown={onKeyDown}
              activeId={chosen === null ? undefined : `request-${chosen.key}`}
              render={(request) => (
                <RequestLine request={request} selected={request.key === chosenKey} onChoose={choose} />
              )}
            />
          )}
        </Card>
      </div>
      <RequestDetail key={chosen?.exchangeId ?? ''} request={chosen} />
    </div>
  );
}

function Nothing({ running }: { readonly running: boolean }) {
  const { t } = useText();
  return (
    <Card>
      <EmptyState picture={<Inbox />} title={t('serverRequests.empty')}>
        {t(running ? 'serverRequests.emptyText' : 'serverRequests.emptyStopped')}
      </EmptyState>
    </Card>
  );
}

/** Decisions about one module that are older than what the window follows, asked for by a person. */
function useEarlier(moduleId: string, requests: readonly ServedRequest[]) {
  const core = useCore();
  const action = useAction();
  const [answer, setAnswer] = useState<{ readonly of: string; readonly found: readonly ServedRequest[] }>({
    of: '',
    found: [],
  });
  const look = () =>
    void action.run(async () => {
      const decisions = await core.otaServer.listDecisions({ moduleId, limit: earlierPage });
      setAnswer({ of: moduleId, found: decisions.map(requestOfDecision).reverse() });
    });
  const found = useMemo(() => {
    const known = new Set(requests.map(({ exchangeId }) => exchangeId));
    return answer.of === moduleId ? answer.found.filter(({ exchangeId }) => !known.has(exchangeId)) : [];
  }, [answer, moduleId, requests]);
  return { found, look, busy: action.busy, error: action.error };
}
