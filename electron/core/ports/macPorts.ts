import type { BindingPortInfo } from './serialBinding.ts';

/**
 * The ports of macOS. Every device is there twice: `/dev/tty.NAME`, whose opening waits until a carrier comes, and `/dev/cu.NAME`,
 * which opens at once. Only the second is of use here.
 */
export function toCallOut(path: string): string {
  return path.replace(/^\/dev\/tty\./, '/dev/cu.');
}

export function toMacPorts(listed: readonly BindingPortInfo[]): BindingPortInfo[] {
  const byPath = new Map<string, BindingPortInfo>();
  for (const port of listed) {
    const path = toCallOut(port.path);
    const interfaceNumber = port.interfaceNumber ?? interfaceOfName(path, port);
    byPath.set(path, { ...port, path, ...(interfaceNumber === undefined ? {} : { interfaceNumber }) });
  }
  return [...byPath.values()];
}

/**
 * Apple's CDC driver names a port after the serial number, or the place, and the number of the data interface: serial
 * `AB12` and interface 3 make `usbmodemAB123`. Only the form with the serial number can be split without a doubt. Inferred from names
 * seen in the field, so a number that does not fit is no number.
 */
function interfaceOfName(path: string, port: BindingPortInfo): number | undefined {
  const serial = port.serialNumber?.trim();
  const name = /usbmodem(.+)$/.exec(path)?.[1];
  if (serial === undefined || serial === '' || name === undefined || !name.startsWith(serial))
    return undefined;
  const rest = name.slice(serial.length);
  return serial.length >= 4 && /^\d{1,2}$/.test(rest) ? Number(rest) : undefined;
}
