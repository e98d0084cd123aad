import type { Finding, Reading } from '../../../shared/contract/explain.ts';
import type { Observation } from './observation.ts';
import type { Story } from './story.ts';
import type { SymptomId } from './symptoms.ts';

export interface Draft {
  /** Tells it from others with the same id; a `code` also chooses the row of the support desk. */
  readonly params?: Finding['params'];
  readonly evidence: readonly Observation[];
  readonly serverText?: string | undefined;
}

/** What a rule can say. */
export interface Desk {
  /** A symptom of the table; its cause takes the same params. */
  symptom(id: SymptomId, draft: Draft): void;
  /** A code with its readings; none of them is not said. */
  code(id: string, level: Finding['level'], readings: readonly Reading[], draft: Draft): void;
  /** It turned out to be nothing, or something else. */
  withdraw(id: string, params?: Finding['params']): void;
  /** Whether any problem has been said. */
  hasProblem(): boolean;
}

export interface Rule {
  /** Names of lines, `>AT+NAME` of commands, `port`, `answer`, `event`, `ended`; `''` is a line without a name, `*` everything. */
  readonly wakes: readonly string[];
  look(seen: Observation, story: Story, desk: Desk): void;
  /** What is only known when nothing more comes; once per port. */
  end?(story: Story, desk: Desk): void;
}

/** What wakes rules for an observation. */
export function topicOf(seen: Observation): string {
  if (seen.kind === 'line') return seen.name;
  return seen.kind === 'command' ? `>${seen.name}` : seen.kind;
}
