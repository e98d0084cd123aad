/** A recording in words. */
import type { Recording } from '../../../shared/contract/report.ts';
import { formatClock, formatCount, formatDateTime, formatOffset, formatTook } from '../../i18n/format.ts';
import type { Texts } from '../../i18n/useText.ts';

type Words = Pick<Texts, 't' | 'code'>;

export function kindText({ log, bundle }: Recording, { t, code }: Words): string {
  if (log !== undefined) return code('logFormat', log.format);
  return bundle === undefined ? '' : t('recordings.bundleOf', { version: bundle.appVersion });
}

/** Lines of a log; what else is recorded has rows. */
export function sizeText({ log, rows }: Recording, { t }: Words): string {
  return log === undefined
    ? t('recordings.rows', { count: formatCount(rows) })
    : t('recordings.lines', { count: formatCount(log.lines) });
}

/** When it happened, as far as the recording tells. */
export function spanText({ times, fromMs, toMs }: Recording, { t }: Words): string {
  const took = formatTook(toMs - fromMs);
  if (times === 'dated') return `${formatDateTime(fromMs)} · ${took}`;
  return times === 'none' ? t('recordings.noTimes') : took;
}

/** The time of a row: of the day where it is known, else since the first row, else its place. */
export function timeText(
  { times, fromMs }: Pick<Recording, 'times' | 'fromMs'>,
  { seq, wallMs }: { readonly seq: number; readonly wallMs: number },
): string {
  if (times === 'none') return `#${seq}`;
  return times === 'dated' ? formatClock(wallMs) : formatOffset(wallMs - fromMs);
}
