import type { PortInfo } from '../../../shared/contract/port.ts';
import type { SystemFiles } from './linuxPorts.ts';
import { isBridge, isKnownVendor } from './roleTable.ts';
import type { RunCommand } from './runCommand.ts';

/** A USB device of a known make that the system has no port for. */
export interface IdleDevice {
  /** `vendor:product`, lower case. */
  readonly usb: string;
  /** Where it is plugged, as the system names it. */
  readonly where: string;
  /** The kernel module that serves it; empty where that is not the question. */
  readonly driver: string;
  /** Text key below `doctorAdvice.` */
  readonly advice:
    | 'driverLinux'
    | 'driverNewIdLinux'
    | 'driverWindows'
    | 'driverProblemWindows'
    | 'driverMac';
}

/** Drivers of Linux by vendor; everything else is a module that `option` serves. */
const linuxDrivers: Readonly<Record<string, string>> = {
  '1a86': 'ch341',
  '10c4': 'cp210x',
  '0403': 'ftdi_sio',
  '067b': 'pl2303',
  '19d1': 'cdc_acm',
  '17d1': 'cdc_acm',
};

export async function listIdleDevices(
  serial: readonly PortInfo[],
  around: { readonly platform: NodeJS.Platform; readonly files: SystemFiles; readonly run: RunCommand },
): Promise<IdleDevice[]> {
  if (around.platform === 'linux') return idleOnLinux(around.files);
  if (around.platform === 'win32')
    return idleOnWindows(await around.run('pnputil.exe', ['/enum-devices', '/problem']));
  if (around.platform === 'darwin')
    return idleOnMac(await around.run('/usr/sbin/system_profiler', ['SPUSBDataType', '-json']), serial);
  return [];
}

async function idleOnLinux(files: SystemFiles): Promise<IdleDevice[]> {
  const root = '/sys/bus/usb/devices';
  const places = (await files.list(root)).filter((name) => /^\d+-[\d.]+$/.test(name));
  const devices = await Promise.all(
    places.map(async (where): Promise<IdleDevice | null> => {
      const folder = (await files.resolve(`${root}/${where}`)) ?? `${root}/${where}`;
      const vendor = (await files.read(`${folder}/idVendor`))?.toLowerCase();
      const product = (await files.read(`${folder}/idProduct`))?.toLowerCase();
      if (vendor === undefined || product === undefined || !isKnownVendor(vendor)) return null;
      if (await hasTty(files, folder, where)) return null;
      const driver = linuxDrivers[vendor] ?? 'option';
      const advice = driver === 'option' ? 'driverNewIdLinux' : 'driverLinux';
      return { usb: `${vendor}:${product}`, where, driver, advice };
    }),
  );
  return devices.filter((device) => device !== null);
}

/** Whether one of its interfaces has a tty: `1-2:1.6/tty/ttyACM2`, `1-3:1.2/ttyUSB2`. */
async function hasTty(files: SystemFiles, folder: string, where: string): Promise<boolean> {
  const parts = (await files.list(folder)).filter((name) => name.startsWith(`${where}:`));
  const inside = await Promise.all(parts.map((part) => files.list(`${folder}/${part}`)));
  return inside.flat().some((name) => /^tty/.test(name));
}

/** `pnputil` speaks the language of Windows; instance ids and problem codes do not. */
export function idleOnWindows(printed: string | null): IdleDevice[] {
  const found: IdleDevice[] = [];
  for (const block of (printed ?? '').split(/\r?\n\r?\n/)) {
    const ids = /USB\\VID_([0-9A-F]{4})&PID_([0-9A-F]{4})[^\s]*/i.exec(block);
    const problem = /\[(CM_PROB_\w+)\]/.exec(block)?.[1];
    const [where = '', vendor = '', product = ''] = ids ?? [];
    if (problem === undefined || !isKnownVendor(vendor.toLowerCase())) continue;
    const isMissing = problem === 'CM_PROB_FAILED_INSTALL' || problem === 'CM_PROB_NOT_CONFIGURED';
    const advice = isMissing ? 'driverWindows' : 'driverProblemWindows';
    found.push({ usb: `${vendor}:${product}`.toLowerCase(), where, driver: problem, advice });
  }
  return found;
}

/** Every device of the USB tree that system_profiler prints, hubs opened. */
export function idleOnMac(printed: string | null, serial: readonly PortInfo[]): IdleDevice[] {
  const withPort = new Set(serial.map(({ usb }) => `${usb?.vendorId}:${usb?.productId}`));
  return readMacTree(printed)
    .filter(({ usb }) => isKnownVendor(usb.slice(0, 4)) && !withPort.has(usb))
    .map(({ usb, where }) => ({
      usb,
      where,
      driver: isBridge(usb.slice(0, 4)) ? usb : '',
      advice: 'driverMac',
    }));
}

function readMacTree(printed: string | null): { readonly usb: string; readonly where: string }[] {
  const found: { usb: string; where: string }[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const each of node) walk(each);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const fields = new Map<string, unknown>(Object.entries(node));
    const id = (name: string) => /0x([0-9a-f]{4})/i.exec(String(fields.get(name) ?? ''))?.[1]?.toLowerCase();
    const [vendor, product] = [id('vendor_id'), id('product_id')];
    if (vendor !== undefined && product !== undefined)
      found.push({ usb: `${vendor}:${product}`, where: String(fields.get('_name') ?? '') });
    walk(fields.get('_items'));
  };
  try {
    const tree: unknown = JSON.parse(printed ?? '{}');
    if (typeof tree === 'object' && tree !== null) walk(Object.values(tree).flat());
  } catch {
    // Not what system_profiler prints: nothing can be said of drivers.
  }
  return found;
}
