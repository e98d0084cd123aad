import type { JournalSession } from '../../../../shared/contract/journalSession.ts';
import { bytes, duration, table } from '../format.ts';
import type { VerbContext } from '../verb.ts';
import { timeText } from './showLines.ts';

/** One row each, newest first. */
export function sessionTable(t: VerbContext['t'], sessions: readonly JournalSession[]): string[] {
  if (sessions.length === 0) return [t('cli.log.none')];
  const heads = ['id', 'begun', 'took', 'what', 'port', 'module', 'outcome', 'lines', 'errors', 'bytes'];
  return table(
    heads.map((name) => t(`cli.log.${name}`)),
    sessions.map((session) => [
      ...[
        String(session.id),
        timeText(session.firstMs).slice(0, 19),
        duration(session.lastMs - session.firstMs),
      ],
      ...[
        what(t, session),
        session.portId ?? '-',
        [session.model, session.imei].filter(Boolean).join(' ') || '-',
      ],
      session.outcome === undefined
        ? session.open
          ? t('cli.log.open')
          : '-'
        : t(`outcome.${session.outcome}`),
      ...[String(session.lines), String(session.errors), bytes(session.rxBytes + session.txBytes)],
    ]),
  );
}

function what(t: VerbContext['t'], { kind, jobId }: JournalSession): string {
  return jobId === undefined
    ? t(`cli.log.kind.${kind}`)
    : `${t(`cli.log.kind.${kind}`)} ${jobId.slice(0, 8)}`;
}
