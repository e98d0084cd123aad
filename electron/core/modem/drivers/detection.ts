import type { DriverReasonCode } from '../../../../shared/domain/upgradeTexts.ts';

/** What the module answered when it was asked who it is: lines by command, null where it refused or kept silent. */
export type ModuleAnswers = ReadonlyMap<string, readonly string[] | null>;

/** Why a driver fits. `certain`: the answer names the family; `likely`: nothing speaks against it. */
export interface Detection {
  readonly certainty: 'certain' | 'likely';
  /** Text key below `driverReason.`. */
  readonly reason: DriverReasonCode;
  /** The line it was read from. */
  readonly evidence: string;
}

/** Asked in this order, all of them harmless on every family; once a driver is certain the rest is left out. */
export const identityQuestions = ['ATI', 'AT+CGMI', 'AT+CGMM', 'AT+CGMR'] as const;

/** The first line of these answers that matches, or null. */
export function findAnswer(answers: ModuleAnswers, pattern: RegExp): string | null {
  for (const lines of answers.values()) {
    const line = lines?.find((each) => pattern.test(each));
    if (line !== undefined) return line;
  }
  return null;
}

/** A driver that knows its modules by a word in their answers. */
export function detectByWord(
  pattern: RegExp,
  reason: DriverReasonCode,
  certainty: Detection['certainty'] = 'certain',
): (answers: ModuleAnswers) => Detection | null {
  return (answers) => {
    const evidence = findAnswer(answers, pattern);
    return evidence === null ? null : { certainty, reason, evidence };
  };
}
