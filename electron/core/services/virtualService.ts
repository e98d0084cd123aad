import type { CoreHandlers } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import type { PortRegistry } from '../ports/registry.ts';
import { createVirtualModule } from '../virtual/ec618/createModule.ts';
import { defaultEc618Knobs, type Ec618Knobs } from '../virtual/ec618/knobs.ts';
import { attachToPty } from '../virtual/pty/attach.ts';
import type { Files } from './files.ts';
import type { VirtualModules } from './virtualModules.ts';

export interface VirtualServiceParts {
  readonly modules: VirtualModules;
  readonly ports: PortRegistry;
}

export function createVirtualService(parts: VirtualServiceParts, files: Files): CoreHandlers['virtual'] {
  const ptys = new Map<string, { readonly path: string; dispose(): Promise<void> | void }>();
  return {
    async create({ firmware, imei, knobs }) {
      const { bytes, fileName } = await files.read(firmware);
      const module = parts.modules.add((id) =>
        createVirtualModule({
          id,
          firmware: bytes,
          fileName,
          knobs: asKnobs(knobs ?? {}),
          ...(imei === undefined ? {} : { imei }),
        }),
      );
      const port = (await parts.ports.refresh()).find(({ id }) => id === module.id);
      if (port === undefined) throw new AppError('port.unknown', { id: module.id });
      return port;
    },
    async remove({ portId }) {
      await ptys.get(portId)?.dispose();
      ptys.delete(portId);
      parts.modules.remove(portId);
      await parts.ports.refresh();
      return { ok: true };
    },
    async attachPty({ portId }) {
      const known = ptys.get(portId);
      if (known !== undefined) return { path: known.path };
      const pty = await attachToPty({ module: parts.modules.get(portId) });
      ptys.set(portId, pty);
      return { path: pty.path };
    },
    stats: ({ portId }) => ({ ...parts.modules.get(portId).stats() }),
  };
}

/**
 * A command line cannot know that a serial number is text: numbers go as text where the knob is one. The module checks names and
 * values itself and refuses with virtual.badKnob.
 */
function asKnobs(given: Readonly<Record<string, string | number | boolean | null>>): Partial<Ec618Knobs> {
  const defaults: Readonly<Record<string, unknown>> = { ...defaultEc618Knobs };
  const typed = Object.entries(given).map(([name, value]) =>
    typeof defaults[name] === 'string' && typeof value === 'number' ? [name, String(value)] : [name, value],
  );
  return Object.fromEntries(typed) as Partial<Ec618Knobs>;
}
