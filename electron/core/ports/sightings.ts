import type { PortInfo } from '../../../shared/contract/port.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import type { AddedPaths } from './addedPaths.ts';
import type { Annotations } from './annotations.ts';
import { type Holding, identityOf, loseHolding } from './holding.ts';
import type { KnownPorts } from './knownPorts.ts';
import { isSamePort, type LossReason } from './lease.ts';
import { openLimitMs } from './opening.ts';
import type { ListedPort, PortProvider } from './transport.ts';

/** What a look at the computer's ports means for those that are known, and for who holds one. */
export interface Sightings {
  /** A provider has listed its ports. */
  seen(provider: PortProvider, listed: readonly ListedPort[]): void;
  /** Whether a port appeared so lately that its system may still be preparing it. */
  isNew(portId: string): boolean;
  /** A port that has gone stays listed only while somebody holds it or because a person added it. */
  forget(portId: string): void;
}

export interface SightingsParts {
  readonly known: KnownPorts;
  readonly annotations: Annotations;
  readonly added: AddedPaths;
  readonly holdings: Map<string, Holding>;
  readonly journal: JournalPort;
  readonly clock: Clock;
  readonly onLost: (holding: Holding, reason: LossReason) => void;
}

export function createSightings(parts: SightingsParts): Sightings {
  const { known, annotations, added, holdings, journal, clock } = parts;
  const { table, announce } = known;
  /** When a port appeared, on the monotonic clock; ports of a provider's first look were there before. */
  const appearedMs = new Map<string, number>();
  const looked = new Set<PortProvider>();

  /** Unless somebody waits for it, or for another port of the same module. */
  const endSession = (port: PortInfo): void => {
    const stays = (other: PortInfo): boolean => other.presence === 'present' || holdings.has(other.id);
    annotations.endSession(port, table.all().filter(stays));
  };
  /** The list says that a port is gone although its transport has not noticed. */
  const loseUnnoticed = (id: string): void => {
    const holding = holdings.get(id);
    if (holding?.state !== 'open') return;
    const { transport } = holding;
    loseHolding(holding, journal, 'vanished', (reason) => parts.onLost(holding, reason));
    // Of a device that is gone; its loss was told just now.
    void transport?.close().catch(() => undefined);
  };
  /**
   * Another device has the name of a port that somebody holds: two modules that restarted together may come back under each
   * other's names. Who waits goes on waiting under an id of its own, and the name is free for the device that has it now.
   */
  const displace = (provider: PortProvider, before: ListedPort): void => {
    const holding = holdings.get(before.id);
    const now = table.get(before.id);
    if (holding === undefined || now === undefined || isSamePort(identityOf(holding), now)) return;
    loseUnnoticed(before.id);
    const id = `${before.id}~${holding.leaseId.slice(0, 8)}`;
    holdings.delete(before.id);
    holding.portId = id;
    holdings.set(id, holding);
    table.keepGone(provider, { ...before, id });
    announce(id);
  };
  const noteAppearance = (provider: PortProvider, appeared: readonly string[]): void => {
    if (looked.has(provider)) for (const id of appeared) appearedMs.set(id, clock.monoMs());
    looked.add(provider);
  };
  return {
    seen(provider, listed) {
      const keep = (id: string): boolean => holdings.has(id) || added.has(id);
      const { changed, removed, vanished, appeared, replaced } = table.update(provider, listed, keep);
      for (const before of replaced) displace(provider, before);
      noteAppearance(provider, appeared);
      for (const port of vanished) {
        annotations.setTrouble(port.id, null);
        appearedMs.delete(port.id);
        loseUnnoticed(port.id);
        endSession(port);
      }
      for (const port of changed) announce(port.id);
      for (const { id } of removed) known.announceRemoved(id);
      if (appeared.length === 0) return;
      const present = table.all().filter(({ presence }) => presence === 'present');
      if (annotations.watchSerials(present)) known.announceAll();
    },
    isNew(portId) {
      const sinceMs = appearedMs.get(portId);
      return sinceMs !== undefined && clock.monoMs() - sinceMs < openLimitMs;
    },
    forget(portId) {
      const port = table.get(portId);
      if (holdings.has(portId) || added.has(portId) || port?.presence !== 'gone') return;
      table.remove(portId);
      endSession(port);
      known.announceRemoved(portId);
    },
  };
}
