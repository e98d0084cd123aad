/** The customers' cases that a kind can play, found by what is typed. */
import { useState } from 'react';
import type { DialectInfo } from '../../../shared/contract/virtual.ts';
import { useText } from '../../i18n/useText.ts';
import { Choices } from '../../ui/Choices.tsx';
import { Field } from '../../ui/Field.tsx';
import { matches } from './knobForm.ts';
import styles from './Virtual.module.css';

/** Nothing is wrong with this module. */
const healthy = 'healthy';

export interface CaseListProps {
  readonly dialect: DialectInfo;
  /** Null for a module without a fault. */
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}

export function CaseList({ dialect, value, onChange }: CaseListProps) {
  const { t, code } = useText();
  const [typed, setTyped] = useState('');
  const cases = [
    { value: healthy, title: t('virtual.healthy'), text: t('virtual.healthyText') },
    ...dialect.presets.map(({ id }) => ({
      value: id,
      title: code('virtualCase', `${id}.name`),
      text: code('virtualCase', `${id}.text`),
    })),
  ].filter(({ title, text }) => matches(typed, title, text));
  return (
    <div className={styles.list}>
      <Field
        label={t('virtual.findCase')}
        hideLabel
        placeholder={t('virtual.findCase')}
        value={typed}
        onText={setTyped}
        data-testid="case-filter"
      />
      <div className={styles.scroll} tabIndex={-1}>
        {cases.length === 0 ? <p className={styles.quiet}>{t('virtual.nothingFound')}</p> : null}
        <Choices
          label={t('virtual.case')}
          value={value ?? healthy}
          choices={cases.map((choice) => ({ ...choice, testId: `case-${choice.value}` }))}
          onChange={(id) => onChange(id === healthy ? null : id)}
        />
      </div>
    </div>
  );
}
