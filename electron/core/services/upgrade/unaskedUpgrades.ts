import type { JournalRow } from '../../../../shared/contract/journal.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { Devices } from '../../devices/devices.ts';
import type { Journal } from '../../journal/journalPort.ts';
import type { UpgradeDriver } from '../../modem/drivers/driver.ts';
import { drivers } from '../../modem/drivers/index.ts';
import {
  createUnaskedWatch,
  type HeardSignal,
  type UnaskedChange,
  type UnaskedUpgrade,
  type UnaskedWatch,
} from '../../modem/upgrade/unasked.ts';
import type { PortDirectory } from '../../ports/registry.ts';

/** What a job takes over that follows an upgrade which had begun before it. */
export interface BegunUpgrade {
  readonly driver: UpgradeDriver;
  readonly signals: readonly HeardSignal[];
  /** The module, as far as it was known by its port: who it is, and what it ran when it began. */
  readonly deviceId?: string;
  readonly version?: string;
  /** The request to its platform stands in the ledger already. */
  readonly counted: boolean;
}

/**
 * Hears on every open port whether a module upgrades without a job that follows it: says so in the journal and with the port, counts the
 * request, and hands what was heard to the job that takes over.
 */
export interface UnaskedUpgrades {
  of(portId: string): UnaskedUpgrade | null;
  /** A job has the port now. Null where nothing runs by itself. */
  take(portId: string): BegunUpgrade | null;
  dispose(): void;
}

export interface UnaskedParts {
  readonly journal: Pick<Journal, 'onRow' | 'append'>;
  readonly clock: Clock;
  readonly devices: Pick<Devices, 'get' | 'recordRequest'>;
  readonly ports: Pick<PortDirectory, 'list' | 'onChange' | 'noteOwnUpgrade'>;
}

/** A module that says nothing more for so long is taken to have ended, however: nothing stays locked for ever. */
const silenceMs = 15 * 60_000;

interface Watched {
  readonly watch: UnaskedWatch;
  counted: boolean;
  stopTimer: () => void;
}

type AtLine = Extract<JournalRow, { kind: 'atLine' }>;

export function createUnaskedUpgrades(parts: UnaskedParts): UnaskedUpgrades {
  const { journal, clock, devices, ports } = parts;
  const byPort = new Map<string, Watched>();
  let stopPorts: (() => void) | null = null;

  const watched = (portId: string): Watched => {
    const known = byPort.get(portId);
    if (known !== undefined) return known;
    const made = { watch: createUnaskedWatch(drivers), counted: false, stopTimer: () => {} };
    byPort.set(portId, made);
    return made;
  };
  const tell = (portId: string, event: string, params: Record<string, string>): void => {
    journal.append({ kind: 'appEvent', event, params, portId });
  };
  const letGo = (portId: string): void => {
    byPort.get(portId)?.stopTimer();
    byPort.delete(portId);
    ports.noteOwnUpgrade(portId, null);
    if ([...byPort.values()].some(({ watch }) => watch.current() !== null)) return;
    stopPorts?.();
    stopPorts = null;
  };
  const awaitMore = (portId: string, port: Watched): void => {
    port.stopTimer();
    port.stopTimer = clock.after(silenceMs, () => {
      tell(portId, 'upgrade.unaskedSilent', {});
      letGo(portId);
    });
  };
  const deviceAt = (portId: string) => {
    const { deviceId } = ports.list().find(({ id }) => id === portId) ?? {};
    const device = deviceId === undefined ? null : devices.get(deviceId);
    return device === null ? null : { device, version: device.version ?? null };
  };
  const count = (portId: string, driver: UpgradeDriver, startedBy: UnaskedUpgrade['startedBy']): boolean => {
    const at = deviceAt(portId);
    if (at === null || at.version === null || !driver.description.bansLoops) return false;
    const url = at.device.settings.find(({ name }) => name === 'URL')?.value ?? '';
    // Whoever has a URL of his own asks no platform, and nobody bans him there.
    if (url !== '') return false;
    devices.recordRequest({
      ...{ imei: at.device.id, sourceVersion: at.version },
      startedBy: startedBy === 'terminal' ? 'host' : 'module',
    });
    return true;
  };
  const began = (
    portId: string,
    port: Watched,
    { upgrade, seq }: Extract<UnaskedChange, { kind: 'began' }>,
  ) => {
    const { driver, startedBy } = upgrade;
    const { id } = driver.description;
    port.counted = count(portId, driver, startedBy);
    tell(portId, startedBy === 'module' ? 'upgrade.unaskedBegan' : 'upgrade.typedBegan', { driver: id });
    ports.noteOwnUpgrade(portId, { driver: id, startedBy, sinceMs: clock.wallMs(), seq });
    // Only meanwhile: whoever listens keeps the registry looking for ports.
    stopPorts ??= ports.onChange((change) => {
      if (change.kind === 'portRemoved' && byPort.has(change.id)) letGo(change.id);
    });
    awaitMore(portId, port);
  };
  const hear = (portId: string, { direction, role, text, seq, monoMs }: AtLine): void => {
    const port = watched(portId);
    if (direction === 'tx' || role === 'command') {
      port.watch.sent(text, monoMs);
      return;
    }
    const change = port.watch.heard({ text, role, seq }, monoMs);
    if (change?.kind === 'began') began(portId, port, change);
    else if (change?.kind === 'asked') count(portId, change.driver, change.startedBy);
    else if (change?.kind === 'went') awaitMore(portId, port);
    else if (change?.kind === 'ended') {
      tell(portId, 'upgrade.unaskedEnded', {});
      letGo(portId);
    }
  };
  const unsubscribe = journal.onRow((row) => {
    // What a job hears is the job's business.
    if (row.kind === 'atLine' && row.jobId === undefined && row.portId !== undefined) hear(row.portId, row);
  });
  return {
    of: (portId) => byPort.get(portId)?.watch.current() ?? null,
    take(portId) {
      const port = byPort.get(portId);
      const upgrade = port?.watch.current() ?? null;
      if (port === undefined || upgrade === null) return null;
      const at = deviceAt(portId);
      const { driver, signals } = upgrade;
      const { counted } = port;
      letGo(portId);
      return {
        ...{ driver, signals, counted },
        ...(at === null ? {} : { deviceId: at.device.id }),
        ...(at === null || at.version === null ? {} : { version: at.version }),
      };
    },
    dispose() {
      unsubscribe();
      stopPorts?.();
      for (const { stopTimer } of byPort.values()) stopTimer();
      byPort.clear();
    },
  };
}
