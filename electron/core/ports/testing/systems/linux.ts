import type { SystemFiles } from '../../linuxPorts.ts';

/** One USB device as sysfs shows it: its folder, its files, and the tty behind each interface number. */
interface LinuxDevice {
  readonly place: string;
  readonly files: Readonly<Record<string, string>>;
  readonly ttys: Readonly<Record<number, string>>;
  /** Interfaces that no driver has taken. */
  readonly idle?: readonly number[];
}

export const linuxBench: readonly LinuxDevice[] = [
  {
    place: '1-1',
    files: { idVendor: '19d1', idProduct: '0001', manufacturer: 'AirM2M', serial: '000000000001' },
    ttys: { 2: 'ttyACM0', 4: 'ttyACM1', 6: 'ttyACM2' },
  },
  {
    place: '1-2',
    files: { idVendor: '19d1', idProduct: '0001', manufacturer: 'AirM2M', serial: '000000000001' },
    ttys: { 2: 'ttyACM3', 4: 'ttyACM4', 6: 'ttyACM5' },
  },
  {
    place: '1-3.1',
    files: { idVendor: '2c7c', idProduct: '0125', manufacturer: 'Android', product: 'Android' },
    ttys: { 0: 'ttyUSB0', 1: 'ttyUSB1', 2: 'ttyUSB2', 3: 'ttyUSB3' },
  },
  {
    place: '1-3.2',
    files: { idVendor: '2c7c', idProduct: '6005', manufacturer: 'Android', serial: '0000' },
    ttys: {},
    idle: [2, 3, 4],
  },
  {
    place: '1-4',
    files: { idVendor: '1e0e', idProduct: '9001', manufacturer: 'SimTech', serial: '0123456789ABCDEF' },
    ttys: { 0: 'ttyUSB4', 1: 'ttyUSB5', 2: 'ttyUSB6', 3: 'ttyUSB7', 4: 'ttyUSB8' },
  },
  {
    place: '2-1',
    files: { idVendor: '1782', idProduct: '4e00', manufacturer: 'Unisoc' },
    ttys: { 2: 'ttyUSB9', 3: 'ttyUSB10', 4: 'ttyUSB11', 5: 'ttyUSB12' },
  },
  {
    place: '2-2',
    files: { idVendor: '1a86', idProduct: '7523', product: 'USB Serial' },
    ttys: { 0: 'ttyUSB13' },
  },
];

const bus = '/sys/devices/pci0000:00/0000:00:14.0/usb1';

/** The files of a bench, as far as Airdock looks at them. */
export function linuxFiles(
  devices: readonly LinuxDevice[],
  more: Readonly<Record<string, string>> = {},
): SystemFiles {
  const files = new Map<string, string>(Object.entries(more));
  const links = new Map<string, string>([
    ['/sys/class/tty/ttyS0/device', '/sys/devices/pnp0/00:04'],
    ['/sys/class/tty/ttyS1/device', '/sys/devices/platform/serial8250'],
  ]);
  files.set('/sys/class/tty/ttyS0/type', '4');
  files.set('/sys/class/tty/ttyS1/type', '0');
  const folders = new Map<string, string[]>([['/sys/bus/usb/devices', []]]);
  for (const { place, files: own, ttys, idle = [] } of devices) {
    folders.get('/sys/bus/usb/devices')?.push(place);
    links.set(`/sys/bus/usb/devices/${place}`, `${bus}/${place}`);
    for (const [name, text] of Object.entries(own)) files.set(`${bus}/${place}/${name}`, text);
    const parts = [...Object.keys(ttys).map(Number), ...idle];
    folders.set(
      `${bus}/${place}`,
      parts.map((part) => `${place}:1.${part}`),
    );
    for (const part of parts) {
      const folder = `${bus}/${place}/${place}:1.${part}`;
      files.set(`${folder}/bInterfaceNumber`, part.toString(16).padStart(2, '0'));
      const tty = ttys[part];
      if (tty === undefined) continue;
      const device = tty.startsWith('ttyUSB') ? `${folder}/${tty}` : folder;
      links.set(`/sys/class/tty/${tty}/device`, device);
      folders.set(folder, tty.startsWith('ttyUSB') ? [tty] : ['tty']);
    }
  }
  folders.set(
    '/sys/class/tty',
    [...links.keys()].flatMap((link) => /^\/sys\/class\/tty\/([^/]+)\/device$/.exec(link)?.[1] ?? []),
  );
  return {
    list: async (folder) => folders.get(folder) ?? [],
    read: async (file) => files.get(file),
    resolve: async (path) => links.get(path),
  };
}
