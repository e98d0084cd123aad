import { createNvStore, type NvStore } from '../flash/nvStore.ts';

/** What `AT+QCFG` keeps of what an update needs. */
export interface QuectelSettings {
  fotaPath: string;
}

export function createQuectelSettings(fotaPath: string): NvStore<QuectelSettings> {
  return createNvStore<QuectelSettings>({ fotaPath });
}
