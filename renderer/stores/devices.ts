/** Every module that was seen on this computer. */
import { create } from 'zustand';
import type { DeviceSummary } from '../../shared/contract/devices.ts';
import type { Core } from '../connection/connect.ts';
import { createAnswers } from './answers.ts';

export interface DevicesView {
  readonly loaded: boolean;
  /** The one seen last first. */
  readonly devices: readonly DeviceSummary[];
}

type DeviceChange =
  | { readonly kind: 'deviceChanged'; readonly device: DeviceSummary }
  | { readonly kind: 'deviceForgotten'; readonly id: string };

export const useDevices = create<DevicesView>()(() => ({ loaded: false, devices: [] }));

/** With what the OTA server knows of the same identity. */
export type WholeDevice = Awaited<ReturnType<Core['devices']['get']>>;

/** The histories of devices, by id; asked again when the device changed. */
export const deviceDetails = createAnswers<WholeDevice>();

export function applyDeviceChange(
  devices: readonly DeviceSummary[],
  change: DeviceChange,
): readonly DeviceSummary[] {
  const id = change.kind === 'deviceChanged' ? change.device.id : change.id;
  const others = devices.filter((device) => device.id !== id);
  if (change.kind === 'deviceForgotten') return others;
  return [...others, change.device].sort((a, b) => b.lastSeenMs - a.lastSeenMs || (a.id < b.id ? -1 : 1));
}

export function followDevices(core: Core): () => void {
  return core.devices.all(
    {},
    {
      onSnapshot: (devices) => useDevices.setState({ loaded: true, devices }),
      onChanges: (changes) =>
        useDevices.setState(({ devices }) => ({
          devices: changes.reduce<readonly DeviceSummary[]>(applyDeviceChange, devices),
        })),
    },
  );
}

/** IMEIs, one per line, as platforms take them; devices without one are left out. */
export function imeiLines(devices: readonly DeviceSummary[]): string {
  return devices
    .map(({ id }) => id)
    .filter((id) => /^\d{15}$/.test(id))
    .join('\n');
}

/** Whether a device has a word in its id, name, model, version or notes. */
export function matchesDevice(device: DeviceSummary, word: string): boolean {
  const wanted = word.trim().toLowerCase();
  const { id, nickname, model, version, notes } = device;
  return [id, nickname, model, version, notes].some((text) => text?.toLowerCase().includes(wanted) === true);
}
