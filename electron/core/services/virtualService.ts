import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { DialectInfo, Knob } from '../../../shared/contract/virtual.ts';
import { AppError } from '../../../shared/errors.ts';
import type { PortRegistry } from '../ports/registry.ts';
import type { VirtualDialect } from '../virtual/dialect.ts';
import { dialectOf, virtualDialects } from '../virtual/dialects.ts';
import { imeiOf } from '../virtual/imei.ts';
import type { KnobSpec } from '../virtual/knobs/spec.ts';
import { describeRange } from '../virtual/knobs/store.ts';
import type { VirtualModule } from '../virtual/module.ts';
import type { Files } from './files.ts';
import type { VirtualModules } from './virtualModules.ts';

export interface VirtualServiceParts {
  readonly modules: VirtualModules;
  readonly ports: PortRegistry;
}

export function createVirtualService(parts: VirtualServiceParts, files: Files): CoreHandlers['virtual'] {
  return {
    dialects: () => virtualDialects.map(dialectInfo),
    async create({ dialect, firmware, imei, knobs }) {
      const { create } = dialectOf(dialect);
      const { bytes, fileName } = await files.read(firmware);
      const module = await parts.modules.add((id) =>
        create({
          id,
          firmware: bytes,
          fileName,
          knobs: knobs ?? {},
          // Two kinds of module never share an identity: settings and request counts are kept by it.
          imei: imei ?? imeiOf(`${dialect} ${id}`),
        }),
      );
      const port = (await parts.ports.refresh()).find(({ id }) => id === module.id);
      if (port === undefined) throw new AppError('port.unknown', { id: module.id });
      return port;
    },
    async remove({ portId }) {
      await parts.modules.remove(portId);
      await parts.ports.refresh();
      return { ok: true };
    },
    knobs: ({ portId }) => knobState(parts.modules.get(portId)),
    outside: ({ portId }) => parts.modules.outside(portId),
    setKnobs({ portId, knobs }) {
      const module = parts.modules.get(portId);
      module.setKnobs(knobs);
      return knobState(module);
    },
    async attachPty({ portId }) {
      const { path } = await parts.modules.attachPty(portId);
      return { path };
    },
    async attachTcp({ portId, port }) {
      const tcp = await parts.modules.attachTcp(portId, port ?? 0);
      return { host: tcp.host, port: tcp.port };
    },
    stats({ portId }) {
      const module = parts.modules.get(portId);
      const { httpRequests, httpBodyBytes, serialPackageBytes, boots } = module.stats();
      return { httpRequests, httpBodyBytes, serialPackageBytes, boots, lastRefusal: module.lastRefusal() };
    },
  };
}

function knobState(module: VirtualModule): {
  dialect: string;
  values: Record<string, string | number | boolean | null>;
} {
  return { dialect: module.describe().dialect, values: { ...module.knobs() } };
}

function dialectInfo({ id, chip, fileEndings, knobs, presets }: VirtualDialect): DialectInfo {
  return {
    id,
    chip,
    fileEndings: [...fileEndings],
    knobs: Object.entries(knobs).map(([name, spec]) => knobInfo(name, spec)),
    presets: presets.map((preset) => ({ id: preset.id, knobs: { ...preset.knobs } })),
  };
}

function knobInfo(name: string, spec: KnobSpec): Knob {
  const choices = spec.choices?.filter((value) => typeof value === 'string' || typeof value === 'number');
  return {
    name,
    group: spec.group,
    type: spec.type,
    default: spec.default,
    ...(choices === undefined ? {} : { choices }),
    ...(spec.min === undefined ? {} : { min: spec.min }),
    ...(spec.max === undefined ? {} : { max: spec.max }),
    ...(spec.unit === undefined ? {} : { unit: spec.unit }),
    nullable: spec.nullable === true,
    range: describeRange(spec),
    atCreation: spec.atCreation === true,
  };
}
