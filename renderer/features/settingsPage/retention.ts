/** What can be chosen of the record's size and age; pure. */
import type { JournalRetention } from '../../../shared/contract/journalRow.ts';
import { formatBytes } from '../../i18n/format.ts';

const mib = 1024 * 1024;
const dayMs = 24 * 3600 * 1000;

export const sizes: readonly number[] = [128, 512, 1024, 2048, 5120, 10_240, 51_200].map(
  (size) => size * mib,
);
export const days: readonly number[] = [7, 30, 90, 180, 365, 730, 1825].map((count) => count * dayMs);

/** The usual ones and the one that is set, in order. */
export function choicesWith(usual: readonly number[], set: number): readonly number[] {
  return [...new Set([...usual, set])].sort((left, right) => left - right);
}

/** Whether something that is there now could go. */
export function keepsLess(wanted: JournalRetention, kept: JournalRetention): boolean {
  return wanted.totalBytes < kept.totalBytes || wanted.maxAgeMs < kept.maxAgeMs;
}

/** `512 MiB`, `5 GiB` */
export function sizeText(bytes: number): string {
  return bytes % (1024 * mib) === 0 ? `${bytes / mib / 1024} GiB` : formatBytes(bytes);
}
