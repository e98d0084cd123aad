import { platform } from 'node:os';
import { basename } from 'node:path';
import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { HostCapabilities } from '../host.ts';
import type { PortRegistry } from '../ports/registry.ts';
import { examine } from './doctor.ts';
import type { Files } from './files.ts';

export interface AppServiceParts {
  readonly host: HostCapabilities;
  readonly ports: PortRegistry;
  readonly dataFolder: string;
  readonly version: string;
}

export function createAppService(parts: AppServiceParts, files: Files): CoreHandlers['app'] {
  const { host, ports, dataFolder, version } = parts;
  return {
    info: async () => ({
      version,
      host: host.door,
      dataFolder,
      platform: platform(),
      node: process.versions.node,
      capabilities: { ...host.can },
      demoFiles: [...(await files.demoFiles())],
    }),
    doctor: () =>
      examine({
        dataFolder,
        secretsIn: host.secrets.kind,
        listPorts: () => ports.refresh(),
      }),
    async pickFile({ purpose }) {
      const path = await host.pickFile(purpose);
      return path === null
        ? { file: null, name: null }
        : { file: { kind: 'path', path }, name: basename(path) };
    },
    async reveal({ path }) {
      await host.reveal(path);
      return { ok: true };
    },
  };
}
