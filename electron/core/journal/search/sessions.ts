import type { LineFilter } from '../../../../shared/contract/journalLine.ts';
import type { JournalRow } from '../../../../shared/contract/journalRow.ts';
import type { JournalSession, SessionFilter } from '../../../../shared/contract/journalSession.ts';
import type { MadeLine } from '../lines/lineMaker.ts';
import { identityIn } from './sessionIdentity.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type Session = Mutable<JournalSession>;

/** Learns from the rows what belongs together; each row is in exactly one session. */
export interface Sessions {
  /** The session of a row; counted once per row. */
  note(row: JournalRow): Session;
  counted(session: Session, lines: readonly MadeLine[]): void;
  /** Changed since the last call. */
  takeChanged(): readonly Session[];
  list(filter: SessionFilter, limit: number): JournalSession[];
  /** Numbers of the sessions whose lines a filter wants; null where it does not ask for sessions. */
  wanted(filter: LineFilter): ReadonlySet<number> | null;
  /** Rises when a session appears or says something new of itself. */
  version(): number;
  dropBefore(seq: number): void;
}

export function createSessions(stored: readonly Session[]): Sessions {
  const all = new Map(stored.map((session) => [session.id, session]));
  const open = new Map(stored.filter((session) => session.open).map((session) => [keyOf(session), session]));
  const changed = new Set<Session>();
  const asked = new Map<number, string>();
  let lastId = stored.reduce((highest, { id }) => Math.max(highest, id), 0);
  let version = 1;

  const begin = (row: JournalRow): Session => {
    lastId += 1;
    version += 1;
    const session: Session = {
      ...{ id: lastId, kind: kindOf(row), open: true, rows: 0, lines: 0, errors: 0, rxBytes: 0, txBytes: 0 },
      ...(row.jobId === undefined ? {} : { jobId: row.jobId }),
      ...(row.portId === undefined ? {} : { portId: row.portId }),
      ...{ firstSeq: row.seq, lastSeq: row.seq, firstMs: row.wallMs, lastMs: row.wallMs },
    };
    all.set(session.id, session);
    open.set(keyOf(session), session);
    return session;
  };

  const end = (session: Session): void => {
    session.open = false;
    open.delete(keyOf(session));
    changed.add(session);
    version += 1;
  };

  /** A job's verdict is that of its lines at every port. */
  const endJob = (row: Extract<JournalRow, { kind: 'jobEnded' }>): void => {
    for (const session of [...open.values()]) {
      if (session.jobId !== row.jobId) continue;
      session.outcome = row.verdict.outcome;
      session.code = row.verdict.code;
      end(session);
    }
  };

  const learn = (session: Session, row: JournalRow): void => {
    if (row.kind === 'jobEvent' && row.event === 'job.started') session.title = row.params;
    if (row.kind === 'atLine' && row.role === 'command') asked.set(session.id, row.text);
    const found = identityIn(row, asked.get(session.id));
    if (found === null) return;
    Object.assign(session, found);
    version += 1;
  };

  return {
    note(row) {
      // Nothing is open when a core begins: what still says so was ended by a crash.
      if (row.kind === 'appEvent' && row.event === 'core.started') [...open.values()].forEach(end);
      const { jobId, portId } = row;
      const session =
        open.get(keyOf({ kind: kindOf(row), jobId, portId })) ?? lastOfJob(all, row) ?? begin(row);
      session.rows += 1;
      session.lastSeq = row.seq;
      session.lastMs = row.wallMs;
      if (row.kind === 'serialBytes') {
        session[row.direction === 'rx' ? 'rxBytes' : 'txBytes'] +=
          Math.floor((row.bytes.length * 3) / 4) - padding(row.bytes);
      }
      learn(session, row);
      changed.add(session);
      if (row.kind === 'jobEnded') endJob(row);
      if (endsSession(row) && session.open && session.kind !== 'job') end(session);
      return session;
    },
    counted(session, lines) {
      session.lines += lines.length;
      for (const { level } of lines) if (level === 'error') session.errors += 1;
    },
    takeChanged() {
      const taken = [...changed];
      changed.clear();
      return taken;
    },
    list: (filter, limit) =>
      together([...all.values()])
        .filter((session) => fits(session, filter))
        .sort((left, right) => right.lastSeq - left.lastSeq)
        .slice(0, limit),
    wanted: (filter) => wantedIn([...all.values()], filter),
    version: () => version,
    dropBefore(seq) {
      for (const session of all.values()) {
        if (session.lastSeq >= seq || session.open) continue;
        all.delete(session.id);
        version += 1;
      }
    },
  };
}

const kindOf = ({ jobId, portId, kind }: JournalRow): Session['kind'] => {
  if (jobId !== undefined) return 'job';
  if (portId !== undefined) return 'port';
  return kind === 'httpRequest' || kind === 'httpResponse' || kind === 'serverEvent' ? 'server' : 'app';
};

interface Key {
  readonly kind: Session['kind'];
  readonly jobId?: string | undefined;
  readonly portId?: string | undefined;
}

const keyOf = ({ kind, jobId, portId }: Key): string => JSON.stringify([kind, jobId ?? null, portId ?? null]);

/** A job that says something after its end does not begin again. */
function lastOfJob(all: ReadonlyMap<number, Session>, { jobId, portId }: JournalRow): Session | undefined {
  if (jobId === undefined) return undefined;
  let found: Session | undefined;
  for (const session of all.values())
    if (session.jobId === jobId && session.portId === portId) found = session;
  return found;
}

const endsSession = (row: JournalRow): boolean =>
  (row.kind === 'portEvent' && (row.event === 'leaseReleased' || row.event === 'openFailed')) ||
  (row.kind === 'serverEvent' && row.event === 'stopped');

const padding = (base64: string): number => (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0);

/** A job's rows without a port belong to its only port where it has one, so that a person sees one job once. */
function together(sessions: readonly Session[]): Session[] {
  const portsOf = new Map<string, Session[]>();
  for (const session of sessions) {
    if (session.jobId === undefined || session.portId === undefined) continue;
    portsOf.set(session.jobId, [...(portsOf.get(session.jobId) ?? []), session]);
  }
  return sessions.flatMap((session) => {
    const [only, ...others] = portsOf.get(session.jobId ?? '') ?? [];
    if (only === undefined || others.length > 0) return [{ ...session }];
    if (session.portId === undefined) return [];
    const own = sessions.find(({ jobId, portId }) => jobId === session.jobId && portId === undefined);
    return [own === undefined ? { ...session } : joined(session, own)];
  });
}

function joined(port: Session, own: Session): Session {
  return {
    ...own,
    ...port,
    open: port.open || own.open,
    firstSeq: Math.min(port.firstSeq, own.firstSeq),
    lastSeq: Math.max(port.lastSeq, own.lastSeq),
    firstMs: Math.min(port.firstMs, own.firstMs),
    lastMs: Math.max(port.lastMs, own.lastMs),
    rows: port.rows + own.rows,
    lines: port.lines + own.lines,
    errors: port.errors + own.errors,
  };
}

function fits(session: Session, filter: SessionFilter): boolean {
  return (
    (filter.jobId === undefined || session.jobId === filter.jobId) &&
    (filter.portId === undefined || session.portId === filter.portId) &&
    (filter.imei === undefined || session.imei === filter.imei) &&
    (filter.outcomes === undefined ||
      (session.outcome !== undefined && filter.outcomes.includes(session.outcome))) &&
    (filter.kinds === undefined || filter.kinds.includes(session.kind)) &&
    (filter.fromMs === undefined || session.lastMs >= filter.fromMs) &&
    (filter.toMs === undefined || session.firstMs < filter.toMs)
  );
}

function wantedIn(sessions: readonly Session[], filter: LineFilter): ReadonlySet<number> | null {
  const { portIds, jobId, sessionIds, imei, outcomes } = filter;
  if ([portIds, jobId, sessionIds, imei, outcomes].every((part) => part === undefined)) return null;
  // What a module says of itself at one port holds for the whole job, and so does the verdict.
  const jobs = new Map(sessions.map(({ jobId: job, outcome }) => [job, outcome]));
  const ofImei = new Set(sessions.filter((session) => session.imei === imei).map((session) => session.jobId));
  const chosen = new Set(
    sessions.filter(({ id }) => sessionIds?.includes(id)).map((session) => session.jobId),
  );
  const passes = (session: Session): boolean =>
    (portIds === undefined || (session.portId !== undefined && portIds.includes(session.portId))) &&
    (jobId === undefined || session.jobId === jobId) &&
    (sessionIds === undefined || sessionIds.includes(session.id) || wholeJob(session, chosen)) &&
    (imei === undefined || session.imei === imei || wholeJob(session, ofImei)) &&
    (outcomes === undefined || includesOutcome(outcomes, session.outcome ?? jobs.get(session.jobId)));
  return new Set(sessions.filter(passes).map(({ id }) => id));
}

/** Rows of a job without a port go with the job. */
const wholeJob = ({ jobId, portId }: Session, jobs: ReadonlySet<string | undefined>): boolean =>
  jobId !== undefined && portId === undefined && jobs.has(jobId);

const includesOutcome = (outcomes: readonly string[], outcome: string | undefined): boolean =>
  outcome !== undefined && outcomes.includes(outcome);
