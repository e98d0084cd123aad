import type { PortInfo } from '../../../shared/contract/port.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ListedPort, PortProvider, SerialTransport } from '../ports/transport.ts';
import type { VirtualModule } from '../virtual/module.ts';
import { attachToPty, type PtyAttachment } from '../virtual/pty/attach.ts';
import { attachToTcp, type TcpAttachment } from '../virtual/tcp/attach.ts';
import { createListeners } from './listeners.ts';

/** The virtual modules that exist, as one more kind of port. */
export interface VirtualModules {
  readonly provider: PortProvider;
  /** Plugs a module in; it is in the port list from the next look on. */
  add(make: (id: string) => Promise<VirtualModule>): Promise<VirtualModule>;
  /** Throws AppError virtual.unknown. */
  get(portId: string): VirtualModule;
  /** Where programs outside Airdock reach it; null where they were not asked for. */
  outside(portId: string): { readonly pty: string | null; readonly tcp: number | null };
  /** Also on a pseudo-terminal; the same one when asked again. */
  attachPty(portId: string): Promise<PtyAttachment>;
  /** Also on a TCP port of this computer, 0 for any; the same one when asked again. */
  attachTcp(portId: string, port: number): Promise<TcpAttachment>;
  remove(portId: string): Promise<void>;
  dispose(): Promise<void>;
}

interface Entry {
  readonly module: VirtualModule;
  pty: PtyAttachment | null;
  tcp: TcpAttachment | null;
}

export function createVirtualModules(): VirtualModules {
  const entries = new Map<string, Entry>();
  const changed = createListeners<void>();
  let made = 0;

  const entryOf = (portId: string): Entry => {
    const entry = entries.get(portId);
    if (entry === undefined) throw new AppError('virtual.unknown', { id: portId });
    return entry;
  };
  const get = (portId: string): VirtualModule => entryOf(portId).module;
  const remove = async (portId: string): Promise<void> => {
    const { module, pty, tcp } = entryOf(portId);
    entries.delete(portId);
    module.dispose();
    changed.emit();
    await Promise.all([pty?.dispose(), tcp?.dispose()]);
  };
  return {
    get,
    remove,
    outside(portId) {
      const { pty, tcp } = entryOf(portId);
      return { pty: pty?.path ?? null, tcp: tcp?.port ?? null };
    },
    async attachPty(portId) {
      const entry = entryOf(portId);
      entry.pty ??= await attachToPty({ module: entry.module });
      return entry.pty;
    },
    async attachTcp(portId, port) {
      const entry = entryOf(portId);
      entry.tcp ??= await attachToTcp({ module: entry.module, port });
      return entry.tcp;
    },
    async add(make) {
      made += 1;
      const id = `virtual:${made}`;
      const module = await make(id);
      entries.set(id, { module, pty: null, tcp: null });
      module.onPresence(() => changed.emit());
      changed.emit();
      return module;
    },
    async dispose() {
      await Promise.all([...entries.keys()].map(remove));
    },
    provider: {
      kind: 'virtual',
      list: async () =>
        [...entries.values()].filter(({ module }) => module.isPresent()).map(({ module }) => listed(module)),
      onChanged: changed.add,
      open: async (path) => transportOf(get(path)),
    },
  };
}

function listed(module: VirtualModule): ListedPort {
  const { id, label, carries = 'at' } = module.describe();
  return {
    id,
    path: id,
    label,
    role: { guess: carries, reason: 'virtualModule' } satisfies PortInfo['role'],
  };
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
