/** A platform's plan: what it would do, what it demands, how the module stands to that, and the person's answer. */
import type { Job, Offer } from '../../../shared/contract/job.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatBytes } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { isActive } from '../../stores/jobs.ts';
import { useAction } from '../../stores/run.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx';
import styles from './Upgrade.module.css';

const tones = {
  checking: 'neutral',
  open: 'accent',
  accepted: 'ok',
  refused: 'warn',
  deferred: 'neutral',
} as const;

export function OfferCard({ job }: { readonly job: Job }) {
  const texts = useText();
  const { t } = texts;
  const offer = job.result?.kind === 'upgrade' ? job.result.offer : undefined;
  if (offer === undefined) return null;
  const open = offer.state === 'open' && isActive(job);
  return (
    <Card
      title={t('upgrade.offerTitle')}
      actions={<Badge tone={tones[offer.state]}>{t(`upgrade.offer_${offer.state}`)}</Badge>}
      data-testid="offer"
      {...(open ? { landing: 'offer' } : {})}
    >
      <div className={styles.offer} aria-live="polite">
        <KeyValue facts={offerFacts(offer, texts)} />
        {open ? <Answers jobId={job.id} /> : null}
      </div>
    </Card>
  );
}

function offerFacts(offer: Offer, { t }: Texts): readonly Fact[] {
  const { component, from, to, sizeBytes, minBattery, minSignalDbm, batteryPercent, signalDbm } = offer;
  const told = (value: number | null, unit: string) =>
    value === null ? t('upgrade.offerNotTold') : `${value} ${unit}`;
  return [
    { name: t('upgrade.offerComponent'), value: component, mono: true },
    { name: t('upgrade.offerFrom'), value: from ?? t('upgrade.offerAny'), mono: from !== null },
    { name: t('upgrade.offerTo'), value: to, mono: true },
    ...(sizeBytes === undefined ? [] : [{ name: t('upgrade.offerSize'), value: formatBytes(sizeBytes) }]),
    ...(minBattery === undefined
      ? []
      : [
          {
            name: t('upgrade.offerBattery'),
            value: t('upgrade.offerNeeds', { needed: `${minBattery} %`, actual: told(batteryPercent, '%') }),
          },
        ]),
    ...(minSignalDbm === undefined
      ? []
      : [
          {
            name: t('module.signal'),
            value: t('upgrade.offerNeeds', {
              needed: `${minSignalDbm} dBm`,
              actual: told(signalDbm, 'dBm'),
            }),
          },
        ]),
  ];
}

function Answers({ jobId }: { readonly jobId: string }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const answer = (said: 'accept' | 'refuse' | 'defer') =>
    void action.run(() => core.upgrade.answerOffer({ jobId, answer: said }));
  return (
    <>
      <div className={styles.offerAnswers}>
        <Button look="primary" busy={action.busy} data-testid="offer-accept" onClick={() => answer('accept')}>
          {t('upgrade.offerAccept')}
        </Button>
        <Button busy={action.busy} data-testid="offer-defer" onClick={() => answer('defer')}>
          {t('upgrade.offerDefer')}
        </Button>
        <Button look="ghost" busy={action.busy} data-testid="offer-refuse" onClick={() => answer('refuse')}>
          {t('upgrade.offerRefuse')}
        </Button>
      </div>
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </>
  );
}
