/** What a person adds to a build, as typed and as the core takes it. */
import type { CoreClient } from '../../../shared/contract/index.ts';

export interface Extras {
  readonly allowOlder: boolean;
  /** Why a refusal is overridden. */
  readonly reason: string;
  /** Decimal, as typed. */
  readonly appVersion: string;
}

export const noExtras: Extras = { allowOlder: false, reason: '', appVersion: '' };

/** Which of them this pair and format ask for. */
export interface Asked {
  readonly older: boolean;
  readonly overridable: boolean;
  readonly appVersion: boolean;
}

type BuildExtras = Pick<
  Parameters<CoreClient['delta']['build']>[0],
  'allowOlder' | 'overrideReason' | 'appVersion'
>;

/** Null while something that is needed is missing or wrong. Answers to questions that are no longer asked do not count. */
export function extrasOf(extras: Extras, asked: Asked): BuildExtras | null {
  const reason = extras.reason.trim();
  const number = parseAppVersion(extras.appVersion);
  const typed = extras.appVersion.trim() !== '';
  if (asked.older && !extras.allowOlder) return null;
  if (asked.overridable && reason.length < 3) return null;
  if (asked.appVersion && typed && number === null) return null;
  return {
    ...(asked.older ? { allowOlder: true } : {}),
    ...(asked.overridable ? { overrideReason: reason } : {}),
    ...(asked.appVersion && number !== null ? { appVersion: number } : {}),
  };
}

/** 0 to 4294967295; null for anything else. */
export function parseAppVersion(text: string): number | null {
  const trimmed = text.trim();
  const number = Number(trimmed);
  return /^\d{1,10}$/.test(trimmed) && number <= 0xffffffff ? number : null;
}
