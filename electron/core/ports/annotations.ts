import type { PortInfo } from '../../../shared/contract/port.ts';
import { completePort } from './completePort.ts';
import type { Holding } from './holding.ts';
import { keysOf, type PortKeys, repeatedSerials, serialName } from './identity.ts';
import type { ChosenRole, PortNotes } from './notes.ts';

/** What is known of ports beyond the list: notes of people, trouble at the last opening, serial numbers that are none. */
export interface Annotations {
  complete(bare: PortInfo, holding: Holding | undefined): PortInfo;
  keysOf(port: Pick<PortInfo, 'id' | 'kind' | 'usb'>): PortKeys;
  repeatedSerials(): ReadonlySet<string>;
  /**
   * Looks for serial numbers that several of these ports' devices say; true when there is a new one, and notes under it are then no
   * longer shown. Once seen twice it tells nothing any more, also while only one of the devices is plugged.
   */
  watchSerials(present: readonly PortInfo[]): boolean;
  setNickname(port: PortInfo, nickname: string | null): void;
  setRole(port: PortInfo, role: ChosenRole | null): void;
  setReopen(port: PortInfo, reopen: boolean): void;
  bind(port: PortInfo, deviceId: string): void;
  setTrouble(portId: string, trouble: NonNullable<PortInfo['trouble']> | null): void;
  setOwnUpgrade(portId: string, upgrade: NonNullable<PortInfo['ownUpgrade']> | null): void;
  /** A module has gone for good: what held only while it was plugged is over, unless another of its ports is still here. */
  endSession(port: PortInfo, others: readonly PortInfo[]): void;
}

export function createAnnotations(notes: PortNotes): Annotations {
  const troubles = new Map<string, NonNullable<PortInfo['trouble']>>();
  const ownUpgrades = new Map<string, NonNullable<PortInfo['ownUpgrade']>>();
  const repeated = new Set<string>();
  const keys = (port: Pick<PortInfo, 'id' | 'kind' | 'usb'>): PortKeys =>
    keysOf(port, !repeated.has(serialName(port.usb) ?? ''));
  return {
    complete: (bare, holding) => {
      const own = keys(bare);
      return completePort(bare, {
        ...{ keys: own, note: notes.of(own), holding },
        ...{ trouble: troubles.get(bare.id), ownUpgrade: ownUpgrades.get(bare.id) },
      });
    },
    keysOf: keys,
    repeatedSerials: () => repeated,
    watchSerials(present) {
      const fresh = [...repeatedSerials(present)].filter((name) => !repeated.has(name));
      for (const name of fresh) repeated.add(name);
      return fresh.length > 0;
    },
    setNickname: (port, nickname) => notes.setNickname(keys(port), nickname),
    setRole: (port, role) => notes.setRole(keys(port), role),
    setReopen: (port, reopen) => notes.setReopen(keys(port), reopen),
    bind: (port, deviceId) => notes.bind(keys(port), deviceId),
    setTrouble: (portId, trouble) =>
      void (trouble === null ? troubles.delete(portId) : troubles.set(portId, trouble)),
    setOwnUpgrade: (portId, upgrade) =>
      void (upgrade === null ? ownUpgrades.delete(portId) : ownUpgrades.set(portId, upgrade)),
    endSession(port, others) {
      const own = keys(port);
      if (!others.some((other) => keys(other).session === own.session)) notes.unplugged(own);
    },
  };
}
