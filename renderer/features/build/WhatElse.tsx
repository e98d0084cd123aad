/** A package that does not fit: by how much, and what else could bring the module there. */
import type { FormatOption } from '../../../shared/contract/delta.ts';
import type { Job } from '../../../shared/contract/job.ts';
import { formatFill } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { choose, goTo } from '../../stores/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Gauge } from '../../ui/Gauge.tsx';
import styles from './Build.module.css';

export interface WhatElseProps {
  readonly error: NonNullable<Job['error']>;
  readonly options: readonly FormatOption[];
}

/** True for a build that failed because of the size of its package; a hop helps against nothing else. */
export function isTooLarge(error: Job['error']): error is NonNullable<Job['error']> {
  return error?.code === 'delta.tooLarge' && error.params['what'] === 'package';
}

export function WhatElse({ error, options }: WhatElseProps) {
  const { t, code } = useText();
  const [size, limit] = [Number(error.params['sizeBytes']), Number(error.params['limitBytes'])];
  const full = options.filter(({ refusal, needsOld }) => refusal === undefined && !needsOld);
  return (
    <Card title={t('planning.elseTitle')} data-testid="what-else">
      <div className={styles.result}>
        <Gauge
          label={t('build.gauge')}
          value={size}
          limit={limit}
          text={t('build.fill', formatFill(size, limit))}
        />
        <ul className={styles.else}>
          <li>
            <span>{t('planning.elseHops')}</span>
            <Button size="s" look="primary" data-testid="plan-hops" onClick={() => goTo('hops')}>
              {t('planning.planHops')}
            </Button>
          </li>
          {full.map(({ format }) => (
            <li key={format}>
              <span>
                {t('planning.elseFull')} {code('format', format)}
              </span>
              <Button size="s" onClick={() => choose({ format })}>
                {t(`formats.${format}`)}
              </Button>
            </li>
          ))}
          <li>{t('planning.elseDirections')}</li>
          <li>{t('planning.elseCable')}</li>
        </ul>
      </div>
    </Card>
  );
}
