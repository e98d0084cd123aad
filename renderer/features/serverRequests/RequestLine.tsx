/** One request in the list: when, who, what was said. */
import { memo } from 'react';
import { formatBytes, formatClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import {
  identityOf,
  outcomeOf,
  type RequestOutcome,
  type ServedRequest,
} from '../../stores/serverRequests.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { classes } from '../../ui/classes.ts';
import styles from './Requests.module.css';

export const outcomeTones: Readonly<Record<RequestOutcome, Tone>> = {
  ...{ served: 'ok', refused: 'bad', open: 'accent', broken: 'warn' },
};

export interface RequestLineProps {
  readonly request: ServedRequest;
  readonly selected: boolean;
  readonly onChoose: (key: number) => void;
}

export const RequestLine = memo(function RequestLine({ request, selected, onChoose }: RequestLineProps) {
  const { t } = useText();
  const { decision, response, key, atMs } = request;
  const { claim } = decision ?? { claim: null };
  const target = request.request?.target.split('?')[0] ?? '';
  const what = [decision?.dialect, claim?.firmwareName, claim?.version].filter(Boolean).join(' · ');
  return (
    // Keys are handled by the list, which holds the focus for all of its rows.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      id={`request-${key}`}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className={classes(styles.line, selected && styles.selected)}
      data-testid="request"
      onClick={() => onChoose(key)}
    >
      <time className={styles.time}>{formatClock(atMs).slice(0, 8)}</time>
      <span className={styles.who}>
        {identityOf(request) ?? request.request?.remote ?? t('common.unknown')}
      </span>
      <OutcomeBadge request={request} />
      <span />
      <span className={styles.what}>{what === '' ? target : what}</span>
      <span className={styles.bytes}>{response === null ? '' : formatBytes(response.sentBytes)}</span>
    </div>
  );
});

export function OutcomeBadge({ request }: { readonly request: ServedRequest }) {
  const { t } = useText();
  const { decision, response } = request;
  const outcome = outcomeOf(request);
  const number = decision !== null && decision.outcome === 'refuse' ? decision.sentCode : response?.status;
  const word = t(`serverRequests.outcome_${outcome}`);
  return (
    <Badge tone={outcomeTones[outcome]}>
      {number === undefined || number === 0 ? word : `${number} ${word}`}
    </Badge>
  );
}
