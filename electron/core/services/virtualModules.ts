import type { PortInfo } from '../../../shared/contract/port.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ListedPort, PortProvider, SerialTransport } from '../ports/transport.ts';
import type { VirtualModule } from '../virtual/module.ts';
import { createListeners } from './listeners.ts';

/** The virtual modules that exist, as one more kind of port. */
export interface VirtualModules {
  readonly provider: PortProvider;
  /** Plugs a module in; it is in the port list from the next look on. */
  add(make: (id: string) => Promise<VirtualModule>): Promise<VirtualModule>;
  /** Throws AppError virtual.unknown. */
  get(portId: string): VirtualModule;
  remove(portId: string): void;
  dispose(): void;
}

export function createVirtualModules(): VirtualModules {
  const modules = new Map<string, VirtualModule>();
  const changed = createListeners<void>();
  let made = 0;

  const get = (portId: string): VirtualModule => {
    const module = modules.get(portId);
    if (module === undefined) throw new AppError('virtual.unknown', { id: portId });
    return module;
  };
  const remove = (portId: string): void => {
    get(portId).dispose();
    modules.delete(portId);
    changed.emit();
  };
  return {
    get,
    remove,
    async add(make) {
      made += 1;
      const id = `virtual:${made}`;
      const module = await make(id);
      modules.set(id, module);
      module.onPresence(() => changed.emit());
      changed.emit();
      return module;
    },
    dispose() {
      for (const id of [...modules.keys()]) remove(id);
    },
    provider: {
      kind: 'virtual',
      list: async () => [...modules.values()].filter((module) => module.isPresent()).map(listed),
      onChanged: changed.add,
      open: async (path) => transportOf(get(path)),
    },
  };
}

function listed(module: VirtualModule): ListedPort {
  const { id, label } = module.describe();
  return { id, path: id, label, role: { guess: 'at', reason: 'virtualModule' } satisfies PortInfo['role'] };
}

/** A module's connection as the port registry wants it. */
function transportOf(module: VirtualModule): SerialTransport {
  const connection = module.attach();
  let closing = false;
  return {
    write: async (bytes) => connection.write(bytes),
    onData: connection.onData,
    onClosed: (listener) => connection.onClosed(() => listener(closing ? 'closed' : 'vanished')),
    async close() {
      closing = true;
      connection.close();
    },
  };
}
