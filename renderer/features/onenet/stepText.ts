/** A step code of OneNET in words (platform-apis 2.4). */
import type { Texts } from '../../i18n/useText.ts';

const named = [
  ...([101, 102, 103, 104, 105, 106, 107] as const),
  ...([201, 202, 203, 204, 205, 206, 207, 208] as const),
] as const;

/** `37%` while it downloads, the code with its meaning afterwards, a dash before. */
export function stepText(step: number | null, t: Texts['t']): string {
  if (step === null) return '—';
  if (step >= 0 && step <= 100) return t('onenet.stepPercent', { percent: step });
  const known = named.find((code) => code === step);
  return known === undefined
    ? String(step)
    : t('onenet.stepCode', { code: step, text: t(`onenet.step_${known}`) });
}
