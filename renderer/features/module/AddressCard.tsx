/** Which address of this computer goes into the URL. */
import { useState } from 'react';
import type { Preflight } from '../../../shared/contract/upgrade.ts';
import { useText } from '../../i18n/useText.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { useServer } from '../../stores/server.ts';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { expectedUrl } from './expectedUrl.ts';
import styles from './Module.module.css';

const automatic = 'automatic';
const other = 'other';

export interface AddressCardProps {
  readonly preflight: Preflight | null;
  readonly fileName: string;
}

export function AddressCard({ preflight, fileName }: AddressCardProps) {
  const { t, code } = useText();
  const draft = useDraft();
  const status = useServer((view) => view.status);
  const addresses = status?.state === 'running' ? status.addresses : [];
  const listed = addresses.some((candidate) => candidate.address === draft.advertise);
  const [typing, setTyping] = useState(draft.advertise !== null && !listed);
  const value = draft.advertise === null && !typing ? automatic : listed && !typing ? draft.advertise : other;
  const expected = expectedUrl(preflight?.url ?? null, fileName);
  const pick = (next: string) => {
    setTyping(next === other);
    choose({ advertise: next === automatic || next === other ? null : next });
  };
  return (
    <Card title={t('module.address')} hint={t('module.addressHint')}>
      <div className={styles.address}>
        <Select
          label={t('module.address')}
          value={value}
          onChange={pick}
          data-testid="advertise"
          options={[
            { value: automatic, label: t('module.addressAuto') },
            ...addresses.map((candidate) => ({
              value: candidate.address,
              label: candidate.address,
              hint: candidate.loopback ? t('server.loopback') : candidate.interfaceName,
            })),
            { value: other, label: t('module.addressOther') },
          ]}
        />
        {value === other ? (
          <Field
            label={t('module.addressCustom')}
            hideLabel
            mono
            placeholder="ota.example.com"
            value={draft.advertise ?? ''}
            onText={(text) => choose({ advertise: text.trim() === '' ? null : text.trim() })}
          />
        ) : null}
      </div>
      {preflight === null ? null : (
        <div className={styles.reach}>
          <p>{code('reach', preflight.reach)}</p>
          {expected.url === null ? (
            <p className={styles.quiet}>{t('module.urlLater')}</p>
          ) : (
            <CopyText block value={expected.url} />
          )}
        </div>
      )}
    </Card>
  );
}
