import type { CloudDevice } from '../../../shared/contract/cloud.ts';
import type { CoreHandlers } from '../../../shared/contract/index.ts';
import { planUpload } from '../../../shared/domain/cloudPlan.ts';
import { hasLuhnDigit, readImeiList, writeImeiList } from '../../../shared/domain/imeiList.ts';
import type { Devices } from '../devices/devices.ts';
import type { PortRegistry } from '../ports/registry.ts';
import type { ImeiLists } from '../settings/imeiLists.ts';
import type { Settings } from '../settings/settings.ts';
import type { PackageLibrary } from './packageLibrary.ts';
import { writeResult } from './writeFile.ts';

export interface CloudServiceParts {
  readonly settings: Settings;
  readonly devices: Devices;
  readonly ports: PortRegistry;
  readonly library: PackageLibrary;
  readonly imeis: ImeiLists;
}

export function createCloudService(parts: CloudServiceParts): CoreHandlers['cloud'] {
  const { settings, library, imeis } = parts;
  return {
    plan: async ({ projectId, sha256 }) =>
      planUpload(settings.project(projectId), await library.manifest(sha256)),
    devices: () => seenDevices(parts),
    readImeis: ({ text }) => readImeiList(text),
    async saveImeis({ projectId, path, overwrite = false }) {
      settings.project(projectId);
      const list = imeis.get(projectId);
      const form = path.toLowerCase().endsWith('.csv') ? 'csv' : 'txt';
      await writeResult(path, new TextEncoder().encode(writeImeiList(list, form)), overwrite);
      return { path, count: list.length };
    },
    imeis({ projectId }) {
      settings.project(projectId);
      return imeis.get(projectId);
    },
    setImeis({ projectId, imeis: list }) {
      settings.project(projectId);
      return imeis.set(projectId, list);
    },
  };
}

/** Every module with an IMEI; one is connected while the port at which it was seen last is plugged in. */
function seenDevices({ devices, ports }: Pick<CloudServiceParts, 'devices' | 'ports'>): CloudDevice[] {
  const present = new Set(
    ports
      .list()
      .filter(({ presence }) => presence === 'present')
      .map(({ id }) => id),
  );
  const seen = devices.list().filter(({ id }) => /^\d{15}$/.test(id));
  // Two modules that were seen at one port cannot both be there: the later one is.
  const lastAt = new Map(
    [...seen].sort((a, b) => a.lastSeenMs - b.lastSeenMs).map(({ portId, id }) => [portId, id]),
  );
  return seen
    .map(({ id, model, version, lastSeenMs, portId }) => ({
      ...{ imei: id, luhn: hasLuhnDigit(id), model, version, lastSeenMs, portId },
      connected: portId !== null && present.has(portId) && lastAt.get(portId) === id,
    }))
    .sort((a, b) => Number(b.connected) - Number(a.connected) || b.lastSeenMs - a.lastSeenMs);
}
