/** What is to go into a bundle, as long as the window is open; and the job that last showed or wrote it. */
import { create } from 'zustand';
import type { JournalSession } from '../../shared/contract/journalSession.ts';
import type { BundleSelection } from '../../shared/contract/report.ts';

export interface BundleDraft {
  /** Ids of sessions and of recordings. */
  readonly sessions: ReadonlySet<number>;
  readonly recordings: ReadonlySet<string>;
  readonly redact: boolean;
  readonly firmware: boolean;
  /** Job and the selection that it was asked for: a changed one is not what was shown. */
  readonly preview: { readonly jobId: string; readonly of: string } | null;
  readonly written: { readonly jobId: string; readonly of: string } | null;
}

export const useBundleDraft = create<BundleDraft>()(() => ({
  sessions: new Set<number>(),
  recordings: new Set<string>(),
  redact: true,
  firmware: false,
  preview: null,
  written: null,
}));

/** A job at two ports has two sessions and is asked for once; anything else is a stretch of the record. */
export function selectionOf(
  draft: Pick<BundleDraft, 'sessions' | 'recordings' | 'redact' | 'firmware'>,
  sessions: readonly JournalSession[],
  jobIds: readonly string[],
): BundleSelection {
  const chosen = sessions.filter(({ id }) => draft.sessions.has(id));
  // A job that was forgotten since still has its rows.
  const isJob = ({ jobId }: JournalSession) => jobId !== undefined && jobIds.includes(jobId);
  return {
    jobIds: [...new Set(chosen.flatMap((session) => (isJob(session) ? [session.jobId ?? ''] : [])))],
    stretches: chosen
      .filter((session) => !isJob(session))
      .map(({ firstSeq, lastSeq, portId }) => ({
        ...{ fromSeq: firstSeq, toSeq: lastSeq },
        ...(portId === undefined ? {} : { portId }),
      })),
    recordingIds: [...draft.recordings],
    redact: draft.redact,
    includeFirmware: draft.firmware,
  };
}

export function isEmptySelection({ jobIds, stretches, recordingIds }: BundleSelection): boolean {
  return [jobIds, stretches, recordingIds].every((list) => list === undefined || list.length === 0);
}
