/** Codes of the platform that the documents word in two ways (at-commands 1.2, "Disagreements to keep in mind"). */
import type { Verdict } from '../../../shared/contract/verdict.ts';
import type { TextKey } from '../../i18n/index.ts';

/** By the third number of `+UPGRADE: 2,<err>,<http>,<cause>`; the verdict itself has the first reading. */
const readings: Readonly<Record<string, TextKey>> = {
  25: 'upgrade.reading25',
  26: 'upgrade.reading26',
  27: 'upgrade.reading27',
  40: 'upgrade.reading40',
};

/** Text key of the other reading; null where the documents agree. */
export function readingKey({ code, params }: Verdict): TextKey | null {
  const { cause } = params;
  if (cause === undefined || !code.startsWith('upgrade.cloud')) return null;
  return readings[String(cause)] ?? null;
}
