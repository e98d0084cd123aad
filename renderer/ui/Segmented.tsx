/** A short row of exclusive settings. */
import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import type { ReactNode } from 'react';
import styles from './Segmented.module.css';

export interface Segment<T extends string> {
  readonly value: T;
  readonly label: string;
  /** Shown instead of the label, which is then only spoken. */
  readonly picture?: ReactNode;
  readonly testId?: string;
}

export interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly segments: readonly Segment<T>[];
  readonly onChange: (value: T) => void;
}

export function Segmented<T extends string>({ label, value, segments, onChange }: SegmentedProps<T>) {
  return (
    <ToggleGroup
      className={styles.group}
      aria-label={label}
      value={[value]}
      onValueChange={(next) => {
        const segment = segments.find((candidate) => candidate.value === next[0]);
        if (segment !== undefined) onChange(segment.value);
      }}
    >
      {segments.map((segment) => (
        <Toggle
          key={segment.value}
          value={segment.value}
          className={styles.segment}
          aria-label={segment.label}
          title={segment.picture === undefined ? undefined : segment.label}
          data-testid={segment.testId}
        >
          {segment.picture ?? segment.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
