/** What of the record the log shows, as a person switches it. Pure. */
import type { LineFilter, LineLevel, LineSource } from '../../../shared/contract/journalLine.ts';

export const sourceGroups = ['at', 'log', 'http', 'port', 'job', 'app'] as const;
export type SourceGroup = (typeof sourceGroups)[number];

const sourcesOf: Readonly<Record<SourceGroup, readonly LineSource[]>> = {
  at: ['at'],
  log: ['log'],
  http: ['http', 'server'],
  port: ['port'],
  job: ['job'],
  app: ['user', 'app'],
};

export const levelChoices = ['all', 'info', 'warning', 'error'] as const;
export type LevelChoice = (typeof levelChoices)[number];

const levelsOf: Readonly<Record<Exclude<LevelChoice, 'all'>, readonly LineLevel[]>> = {
  info: ['none', 'info', 'warning', 'error'],
  warning: ['warning', 'error'],
  error: ['error'],
};

export interface LogChoice {
  readonly hidden: ReadonlySet<SourceGroup>;
  readonly level: LevelChoice;
  readonly portId: string | null;
}

export const everything: LogChoice = { hidden: new Set(), level: 'all', portId: null };

export function filterOf({ hidden, level, portId }: LogChoice): LineFilter {
  const shown = sourceGroups.filter((group) => !hidden.has(group));
  return {
    ...(hidden.size === 0 ? {} : { sources: shown.flatMap((group) => sourcesOf[group]) }),
    ...(level === 'all' ? {} : { levels: [...levelsOf[level]] }),
    ...(portId === null ? {} : { portIds: [portId] }),
  };
}

/** Switches a group; the last one that is shown stays, because a list of nothing would help nobody. */
export function toggleGroup(choice: LogChoice, group: SourceGroup, shown: boolean): LogChoice {
  const hidden = new Set(choice.hidden);
  if (shown) hidden.delete(group);
  else hidden.add(group);
  return hidden.size === sourceGroups.length ? choice : { ...choice, hidden };
}
