import type { HeardLine } from '../atChannel.ts';
import type { UpgradeDriver } from '../drivers/driver.ts';
import type { UpgradeSignal } from '../drivers/signal.ts';

/** Upgrades that no job asked for: AUTO and PERIOD, a platform's push, or an order that somebody typed (at-commands 7, rule 8). */

/** One line's meaning with its journal row. */
export interface HeardSignal {
  readonly signal: UpgradeSignal;
  readonly seq: number;
}

export interface UnaskedUpgrade {
  readonly driver: UpgradeDriver;
  readonly startedBy: 'module' | 'terminal';
  /** What was heard of it so far, in order; of several lines with one meaning the newest. */
  readonly signals: readonly HeardSignal[];
}

export type UnaskedChange =
  | { readonly kind: 'began'; readonly upgrade: UnaskedUpgrade; readonly seq: number }
  /** A request that was refused at once: nothing runs, but a platform has counted it. */
  | {
      readonly kind: 'asked';
      readonly driver: UpgradeDriver;
      readonly startedBy: UnaskedUpgrade['startedBy'];
      readonly seq: number;
    }
  /** One more sign of it. */
  | { readonly kind: 'went' }
  /** It failed, or the module has started again. */
  | { readonly kind: 'ended'; readonly seq: number };

/** One port's conversation. Pure: lines in, changes out. */
export interface UnaskedWatch {
  /** Somebody sent this line. */
  sent(text: string, nowMs: number): void;
  heard(line: HeardLine, nowMs: number): UnaskedChange | null;
  current(): UnaskedUpgrade | null;
  /** It is somebody else's business from now on, or is given up. */
  forget(): void;
}

/** What a download, an application or a plan begins with. */
const beginnings: ReadonlySet<UpgradeSignal['kind']> = new Set([
  'offered',
  'downloadStarted',
  'downloadProgressed',
  'blockReady',
  'downloadDone',
  'applyStarted',
  'applyProgressed',
]);
const endings: ReadonlySet<UpgradeSignal['kind']> = new Set(['failed', 'moduleReady', 'versionAnnounced']);
/** Orders that set a download going; setting a URL alone is none, though some firmware begins by it. */
const order = /^\s*AT\+(UPGRADE\s*$|UARTUPGRADE=|QFOTADL=|QIOTOTAREQ|QIOTUPDATE=1|CFOTA|LFOTA)/i;
/** What comes within this time follows from the order; a plan may take that long. */
const orderMs = 5 * 60_000;
/** Lines of a log, which only a driver that listens to logs understands: `[2026-…] …`, `I/user.fota …`. */
const logLine = /^(?:\[|[DIWEFV]\/\w)/;

/** @param drivers in the order in which they are asked; the first that knows a beginning is taken */
export function createUnaskedWatch(drivers: readonly UpgradeDriver[]): UnaskedWatch {
  const listeners = drivers.filter(({ description }) => description.listensOnly);
  const speakers = drivers.filter(({ description }) => !description.listensOnly);
  let orderedMs = Number.NEGATIVE_INFINITY;
  let current: UnaskedUpgrade | null = null;

  const begin = ({ text, role, seq }: HeardLine, nowMs: number): UnaskedChange | null => {
    const startedBy = nowMs - orderedMs <= orderMs ? 'terminal' : 'module';
    let refusedBy: UpgradeDriver | null = null;
    for (const driver of logLine.test(text) ? listeners : speakers) {
      const signals = driver.decode(text, role);
      if (signals.some(({ kind }) => beginnings.has(kind))) {
        current = { driver, startedBy, signals: signals.map((signal) => ({ signal, seq })) };
        return { kind: 'began', upgrade: current, seq };
      }
      if (signals.some(({ kind }) => kind === 'failed')) refusedBy ??= driver;
    }
    return refusedBy === null ? null : { kind: 'asked', driver: refusedBy, startedBy, seq };
  };
  const goOn = (upgrade: UnaskedUpgrade, { text, role, seq }: HeardLine): UnaskedChange | null => {
    const signals = upgrade.driver.decode(text, role);
    if (signals.length === 0) return null;
    if (signals.some(({ kind }) => endings.has(kind))) {
      current = null;
      return { kind: 'ended', seq };
    }
    current = {
      ...upgrade,
      signals: signals.reduce((all, signal) => add(all, { signal, seq }), upgrade.signals),
    };
    return { kind: 'went' };
  };
  return {
    sent(text, nowMs) {
      if (order.test(text)) orderedMs = nowMs;
    },
    heard(line, nowMs) {
      if (line.role === 'echo' || line.role === 'final') return null;
      return current === null ? begin(line, nowMs) : goOn(current, line);
    },
    current: () => current,
    forget: () => {
      current = null;
    },
  };
}

/** The first sign stays, because it proves the start; behind it each meaning keeps its newest line. */
function add(signals: readonly HeardSignal[], next: HeardSignal): readonly HeardSignal[] {
  const [first, ...rest] = signals;
  if (first === undefined) return [next];
  return [first, ...rest.filter(({ signal }) => signal.kind !== next.signal.kind), next];
}
