import { AppError } from '../../../shared/errors.ts';
import type { Annotations } from './annotations.ts';
import { busy } from './busy.ts';
import type { Comeback } from './comeback.ts';
import { type Holding, journalPortEvent } from './holding.ts';
import type { KnownPorts } from './knownPorts.ts';
import type { PortDirectory, PortRegistryOptions } from './registry.ts';

/** What people, and the rest of the core, say about ports on top of using them. */
export type Remarks = Pick<
  PortDirectory,
  'choose' | 'setNickname' | 'setRole' | 'setReopen' | 'setLines' | 'noteDevice' | 'noteOwnUpgrade'
>;

export interface RemarksParts extends Pick<PortRegistryOptions, 'journal'> {
  readonly known: KnownPorts;
  readonly annotations: Annotations;
  readonly holdings: ReadonlyMap<string, Holding>;
  readonly comeback: Pick<Comeback, 'byItself'>;
}

export function createRemarks({ known, annotations, holdings, comeback, journal }: RemarksParts): Remarks {
  const { port: portOf, announce, announceAll } = known;
  return {
    choose(portId, candidate) {
      const holding = holdings.get(portId);
      if (holding?.waiting === undefined) throw new AppError('port.unknown', { id: portId });
      const { id, lease, presence } = portOf(candidate);
      if (presence === 'gone') throw new AppError('port.unknown', { id });
      if (lease !== undefined && id !== portId) throw busy(id, lease.owner);
      holding.chosen = id;
    },
    setNickname(portId, nickname) {
      annotations.setNickname(portOf(portId), nickname);
      announceAll();
      return portOf(portId);
    },
    setRole(portId, role) {
      annotations.setRole(portOf(portId), role);
      announce(portId);
      return portOf(portId);
    },
    setReopen(portId, reopen) {
      annotations.setReopen(portOf(portId), reopen);
      announce(portId);
      const holding = holdings.get(portId);
      if (!reopen) holding?.stopReopening?.abort();
      else if (holding?.state === 'lost') comeback.byItself(holding);
      return portOf(portId);
    },
    async setLines(portId, lines) {
      const { lease, guarded, ownUpgrade } = portOf(portId);
      if (guarded === true)
        throw busy(portId, ownUpgrade === undefined ? (lease?.owner ?? 'upgrade') : 'upgrade');
      const holding = holdings.get(portId);
      const transport = holding?.state === 'open' ? holding.transport : undefined;
      if (transport?.setSignals === undefined) throw new AppError('port.closed', { id: portId });
      await transport.setSignals(lines);
      const words = [lines.dtr, lines.rts].map((up) => (up === undefined ? '-' : Number(up)));
      if (holding !== undefined)
        journalPortEvent(journal, holding, 'linesSet', `DTR ${words[0]}, RTS ${words[1]}`);
      announce(portId);
      return portOf(portId);
    },
    noteDevice(portId, deviceId) {
      const port = known.table.get(portId);
      if (port === undefined || port.deviceId === deviceId) return;
      annotations.bind(port, deviceId);
      announceAll();
    },
    noteOwnUpgrade(portId, upgrade) {
      annotations.setOwnUpgrade(portId, upgrade);
      announce(portId);
    },
  };
}
