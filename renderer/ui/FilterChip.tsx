/** A switch in the form of a word: pressed means shown. */
import { Toggle } from '@base-ui/react/toggle';
import styles from './FilterChip.module.css';

export interface FilterChipProps {
  readonly label: string;
  readonly pressed: boolean;
  readonly onChange: (pressed: boolean) => void;
}

export function FilterChip({ label, pressed, onChange }: FilterChipProps) {
  return (
    <Toggle className={styles.chip} pressed={pressed} onPressedChange={(next) => onChange(next)}>
      {label}
    </Toggle>
  );
}
