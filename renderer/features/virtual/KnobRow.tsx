/** One knob: what it does, its value, and the way back to its default. */
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { Knob, KnobValue } from '../../../shared/contract/virtual.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { IconButton } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { numberOf } from './knobForm.ts';
import styles from './Virtual.module.css';

export interface KnobRowProps {
  readonly knob: Knob;
  readonly value: KnobValue;
  readonly disabled?: boolean;
  readonly onChange: (value: KnobValue) => void;
}

export function KnobRow({ knob, value, disabled = false, onChange }: KnobRowProps) {
  const { t, code } = useText();
  const label = code('knob', knob.name);
  const changed = value !== knob.default;
  return (
    <div className={classes(styles.knob, changed && styles.changed)} data-testid={`knob-${knob.name}`}>
      <div className={styles.knobTexts}>
        <span className={styles.knobLabel}>{label}</span>
        <code className={styles.knobName}>
          {knob.name}
          {knob.unit === undefined ? '' : ` · ${code('knobUnit', knob.unit)}`}
        </code>
      </div>
      <div className={styles.knobControl}>
        {/* A typed value starts anew when it was changed from elsewhere. */}
        <Control
          key={typeof value === 'boolean' ? 'switch' : String(value)}
          knob={knob}
          value={value}
          label={label}
          disabled={disabled}
          onChange={onChange}
        />
        <IconButton
          label={t('virtual.toDefault', { name: label })}
          icon={<RotateCcw />}
          disabled={!changed || disabled}
          onClick={() => onChange(knob.default)}
        />
      </div>
    </div>
  );
}

interface ControlProps {
  readonly knob: Knob;
  readonly value: KnobValue;
  readonly label: string;
  readonly disabled: boolean;
  readonly onChange: (value: KnobValue) => void;
}

function Control(props: ControlProps) {
  const texts = useText();
  const { knob, value, label, disabled, onChange } = props;
  if (knob.type === 'switch') {
    const words = texts.t(value === true ? 'virtual.on' : 'virtual.off');
    return (
      <Switch label={words} checked={value === true} disabled={disabled} onChange={onChange} name={label} />
    );
  }
  if (knob.type === 'choice') {
    return (
      <Select
        label={label}
        value={String(value)}
        disabled={disabled}
        options={optionsOf(knob, texts)}
        onChange={(next) => onChange(knob.choices?.find((choice) => String(choice) === next) ?? next)}
      />
    );
  }
  return <Typed {...props} />;
}

function optionsOf({ name, choices = [] }: Knob, { code }: Texts) {
  return choices.map((choice) => {
    const key = `${name}.${choice}`;
    const text = code('knobChoice', key);
    // A value without a text of its own is its own name.
    return { value: String(choice), label: text === key ? String(choice) : text };
  });
}

/** Numbers and texts count when the field is left or Enter is pressed. */
function Typed({ knob, value, label, disabled, onChange }: ControlProps) {
  const [typed, setTyped] = useState(value === null ? '' : String(value));
  const wanted = wantedValue(knob, typed);
  const commit = () => {
    if (wanted !== undefined && wanted !== value) onChange(wanted);
  };
  return (
    <Field
      label={label}
      hideLabel
      mono
      value={typed}
      disabled={disabled}
      placeholder={knob.range}
      error={wanted === undefined ? knob.range : undefined}
      inputMode={knob.type === 'number' ? 'decimal' : undefined}
      onText={setTyped}
      onBlur={commit}
      onKeyDown={(event) => (event.key === 'Enter' ? commit() : undefined)}
    />
  );
}

/** Undefined while what is typed is no value. */
function wantedValue(knob: Knob, typed: string): KnobValue | undefined {
  if (typed === '' && knob.nullable) return null;
  if (knob.type === 'text') return typed;
  return numberOf(knob, typed) ?? undefined;
}
