import type { PortInfo } from '../../../shared/contract/port.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Listeners } from './listeners.ts';
import type { PortTable } from './portTable.ts';
import type { PortChange } from './registry.ts';

/** The ports that are known, and who is told when something about one is another. */
export interface KnownPorts {
  readonly table: PortTable;
  /** Throws AppError port.unknown {id}. */
  port(id: string): PortInfo;
  announce(id: string): void;
  announceAll(): void;
  announceRemoved(id: string): void;
}

export function createKnownPorts(table: PortTable, changes: Listeners<[PortChange]>): KnownPorts {
  return {
    table,
    port(id) {
      const port = table.get(id);
      if (port === undefined) throw new AppError('port.unknown', { id });
      return port;
    },
    announce(id) {
      const port = table.get(id);
      if (port !== undefined) changes.emit({ kind: 'portChanged', port });
    },
    announceAll() {
      for (const port of table.all()) changes.emit({ kind: 'portChanged', port });
    },
    announceRemoved: (id) => changes.emit({ kind: 'portRemoved', id }),
  };
}
