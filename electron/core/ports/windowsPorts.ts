import { type RunCommand, runCommand } from './runCommand.ts';
import type { BindingPortInfo } from './serialBinding.ts';

/**
 * The ports of Windows. serialport asks for the device class "Ports" only, so a module whose driver registers its AT port under
 * "Modems" is missing, although it is the port that matters. The registry has all of them: `SERIALCOMM` the names that exist
 * now, `Enum\USB` the device behind each name. `reg.exe` is asked, because its output is ASCII whatever the language of Windows.
 */
const presentKey = 'HKLM\\HARDWARE\\DEVICEMAP\\SERIALCOMM';
const devicesKey = 'HKLM\\SYSTEM\\CurrentControlSet\\Enum\\USB';

export interface WindowsPortsOptions {
  readonly listOfBinding: () => Promise<readonly BindingPortInfo[]>;
  readonly run?: RunCommand;
}

/** What the binding lists, and every present port that it does not. */
export function createWindowsPorts({ listOfBinding, run = runCommand }: WindowsPortsOptions) {
  // Walking the whole of Enum\USB takes long; what it said holds while the same names are missing.
  let missingBefore = '';
  let devices: ReadonlyMap<string, string> = new Map();
  return async (): Promise<readonly BindingPortInfo[]> => {
    const [listed, present] = await Promise.all([
      listOfBinding(),
      run('reg.exe', ['query', presentKey]).then(readPresentNames),
    ]);
    const known = new Set(listed.map(({ path }) => path.toUpperCase()));
    const missing = present.filter((name) => !known.has(name.toUpperCase()));
    if (missing.join() !== missingBefore && missing.length > 0)
      devices = readDevices(await run('reg.exe', ['query', devicesKey, '/s', '/v', 'PortName']));
    missingBefore = missing.join();
    return [...listed, ...missing.map((path) => describe(path, devices.get(path.toUpperCase())))];
  };
}

/** `    \Device\USBSER000    REG_SZ    COM5` to `COM5`. */
export function readPresentNames(printed: string | null): string[] {
  return [...(printed ?? '').matchAll(/\bREG_SZ\s+(\S+)\s*$/gm)].map((match) => match[1] ?? '');
}

/** Name of each port to the instance path of its device: a key line, then the value below it. */
export function readDevices(printed: string | null): ReadonlyMap<string, string> {
  const devices = new Map<string, string>();
  let instance: string | undefined;
  for (const line of (printed ?? '').split(/\r?\n/)) {
    const key = /\\Enum\\(USB\\[^\\]+\\[^\\]+)\\Device Parameters$/i.exec(line.trim());
    if (key?.[1] !== undefined) instance = key[1];
    const value = /^\s+PortName\s+REG_SZ\s+(\S+)\s*$/i.exec(line);
    if (value?.[1] !== undefined && instance !== undefined) devices.set(value[1].toUpperCase(), instance);
  }
  return devices;
}

function describe(path: string, instance: string | undefined): BindingPortInfo {
  const ids = /^USB\\VID_([0-9A-F]{4})&PID_([0-9A-F]{4})/i.exec(instance ?? '');
  if (instance === undefined || ids === null) return { path };
  const serialNumber = /&MI_/i.test(instance) ? undefined : instance.split('\\')[2];
  return { path, pnpId: instance, vendorId: ids[1], productId: ids[2], serialNumber };
}
