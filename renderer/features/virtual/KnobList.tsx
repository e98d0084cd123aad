/** Every knob of a kind in its group, found by what is typed. */
import { useState } from 'react';
import type { Knob, KnobValue } from '../../../shared/contract/virtual.ts';
import { useText } from '../../i18n/useText.ts';
import { Field } from '../../ui/Field.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { KnobRow } from './KnobRow.tsx';
import { changedKnobs, groupsOf, type KnobValues, matches } from './knobForm.ts';
import styles from './Virtual.module.css';

export interface KnobListProps {
  readonly knobs: readonly Knob[];
  readonly values: KnobValues;
  readonly disabled?: boolean;
  readonly onChange: (name: string, value: KnobValue) => void;
}

export function KnobList({ knobs, values, disabled = false, onChange }: KnobListProps) {
  const { t, code } = useText();
  const [typed, setTyped] = useState('');
  const [onlyChanged, setOnlyChanged] = useState(false);
  const candidates = onlyChanged ? changedKnobs(knobs, values) : knobs;
  const shown = candidates.filter((knob) =>
    matches(typed, knob.name, code('knob', knob.name), code('knobGroup', knob.group)),
  );
  return (
    <div className={styles.list}>
      <div className={styles.filter}>
        <Field
          label={t('virtual.findKnob')}
          hideLabel
          placeholder={t('virtual.findKnob')}
          value={typed}
          onText={setTyped}
          data-testid="knob-filter"
        />
        <Switch label={t('virtual.onlyChanged')} checked={onlyChanged} onChange={setOnlyChanged} />
      </div>
      <div className={styles.scroll} tabIndex={-1}>
        {shown.length === 0 ? <p className={styles.quiet}>{t('virtual.nothingFound')}</p> : null}
        {groupsOf(shown).map(([group, members]) => (
          <section key={group} className={styles.group}>
            <h3 className={styles.groupTitle}>{code('knobGroup', group)}</h3>
            {members.map((knob) => (
              <KnobRow
                key={knob.name}
                knob={knob}
                value={values[knob.name] ?? knob.default}
                disabled={disabled}
                onChange={(value) => onChange(knob.name, value)}
              />
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}
