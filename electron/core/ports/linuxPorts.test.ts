import { describe, expect, it } from 'vitest';
import { listLinuxPorts, type SystemFiles } from './linuxPorts.ts';

function sysfs(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>>,
): SystemFiles {
  return {
    list: async () => Object.keys(links).map((link) => link.split('/')[4] ?? ''),
    read: async (file) => files[file],
    resolve: async (path) => links[path],
  };
}

const usb = '/sys/devices/pci0/usb1/1-2';

describe('ports of Linux', () => {
  it('are read from sysfs with USB ids and interface number, phantom UARTs left out', async () => {
    const ports = await listLinuxPorts(
      sysfs(
        {
          [`${usb}/idVendor`]: '19d1',
          [`${usb}/idProduct`]: '0001',
          [`${usb}/manufacturer`]: 'AirM2M',
          [`${usb}/1-2:1.6/bInterfaceNumber`]: '06',
          [`${usb}/1-2:1.2/bInterfaceNumber`]: '02',
          '/sys/class/tty/ttyS0/type': '4',
          '/sys/class/tty/ttyS1/type': '0',
        },
        {
          '/sys/class/tty/ttyACM1/device': `${usb}/1-2:1.6`,
          '/sys/class/tty/ttyUSB0/device': `${usb}/1-2:1.2/ttyUSB0`,
          '/sys/class/tty/ttyS0/device': '/sys/devices/pnp0/00:04',
          '/sys/class/tty/ttyS1/device': '/sys/devices/platform/serial8250',
        },
      ),
    );
    const common = {
      vendorId: '19d1',
      productId: '0001',
      serialNumber: undefined,
      manufacturer: 'AirM2M',
      locationId: '1-2',
    };
    expect(ports).toEqual([
      { path: '/dev/ttyACM1', ...common, interfaceNumber: 6 },
      { path: '/dev/ttyS0' },
      { path: '/dev/ttyUSB0', ...common, interfaceNumber: 2 },
    ]);
  });

  it('are none where sysfs is not there', async () => {
    expect(await listLinuxPorts(sysfs({}, {}))).toEqual([]);
  });
});
