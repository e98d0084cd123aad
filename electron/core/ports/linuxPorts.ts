import { readdir, readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BindingPortInfo } from './serialBinding.ts';

/**
 * Serial ports of Linux, read from sysfs. serialport runs `udevadm info -e` for this: a process at every look, no interface
 * number, and no answer at all where udev is not installed (containers, small boards).
 */
export interface SystemFiles {
  /** Names inside a folder; empty when it cannot be read. */
  list(folder: string): Promise<readonly string[]>;
  /** A small text file, trimmed; undefined when it cannot be read. */
  read(file: string): Promise<string | undefined>;
  /** Where a link leads; undefined when it leads nowhere. */
  resolve(path: string): Promise<string | undefined>;
}

export const systemFiles: SystemFiles = {
  list: (folder) => readdir(folder).catch(() => []),
  read: (file) =>
    readFile(file, 'utf8').then(
      (text) => text.trim(),
      () => undefined,
    ),
  resolve: (path) => realpath(path).catch(() => undefined),
};

const ttyFolder = '/sys/class/tty';
/** PORT_UNKNOWN of the kernel: a UART that is configured but not there. */
const absentUart = '0';

/** Every tty with a device behind it, with USB ids and interface number where it hangs on USB. */
export async function listLinuxPorts(files: SystemFiles = systemFiles): Promise<BindingPortInfo[]> {
  const names = await files.list(ttyFolder);
  const ports = await Promise.all([...names].sort().map((name) => describePort(files, name)));
  return ports.filter((port) => port !== null);
}

async function describePort(files: SystemFiles, name: string): Promise<BindingPortInfo | null> {
  const device = await files.resolve(join(ttyFolder, name, 'device'));
  if (device === undefined || !/^(tty|rfcomm)/.test(name)) return null;
  if ((await files.read(join(ttyFolder, name, 'type'))) === absentUart) return null;
  const path = `/dev/${name}`;
  const usb = await findUsbDevice(files, device);
  return usb === null ? { path } : { path, ...usb };
}

/** Walks up to the folder that has the USB ids; the interface's own number is met on the way. */
async function findUsbDevice(
  files: SystemFiles,
  device: string,
): Promise<Omit<BindingPortInfo, 'path'> | null> {
  let interfaceNumber: number | undefined;
  for (
    let folder = device;
    folder.startsWith('/sys/devices/') && folder !== '/sys/devices';
    folder = dirname(folder)
  ) {
    const number = await files.read(join(folder, 'bInterfaceNumber'));
    if (number !== undefined) interfaceNumber = Number.parseInt(number, 16);
    const vendorId = await files.read(join(folder, 'idVendor'));
    if (vendorId === undefined) continue;
    return {
      vendorId,
      productId: await files.read(join(folder, 'idProduct')),
      serialNumber: await files.read(join(folder, 'serial')),
      manufacturer: await files.read(join(folder, 'manufacturer')),
      locationId: basename(folder),
      interfaceNumber,
    };
  }
  return null;
}
