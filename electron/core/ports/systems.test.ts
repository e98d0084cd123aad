import { describe, expect, it } from 'vitest';
import { listLinuxPorts } from './linuxPorts.ts';
import { toMacPorts } from './macPorts.ts';
import { toListedPort } from './serialProvider.ts';
import { linuxBench, linuxFiles } from './testing/systems/linux.ts';
import { macBinding } from './testing/systems/mac.ts';
import { enumUsb, serialComm, windowsBinding } from './testing/systems/windows.ts';
import type { ListedPort } from './transport.ts';
import { createWindowsPorts, readDevices, readPresentNames } from './windowsPorts.ts';

/** One line per port: what a person would see. */
const shown = ({ path, role, usb }: ListedPort): string =>
  [path, role?.guess, role?.certainty, usb?.location ?? '-', usb?.interfaceNumber ?? '-'].join(' ');

describe('the ports of a bench', () => {
  it('on Linux', async () => {
    const ports = (await listLinuxPorts(linuxFiles(linuxBench))).map(toListedPort);
    expect(ports.map(shown).sort()).toEqual([
      '/dev/ttyACM0 log known 1-1 2',
      '/dev/ttyACM1 log known 1-1 4',
      '/dev/ttyACM2 at known 1-1 6',
      '/dev/ttyACM3 log known 1-2 2',
      '/dev/ttyACM4 log known 1-2 4',
      '/dev/ttyACM5 at known 1-2 6',
      '/dev/ttyS0 unknown guess - -',
      '/dev/ttyUSB0 log known 1-3.1 0',
      '/dev/ttyUSB1 unknown known 1-3.1 1',
      '/dev/ttyUSB10 at known 2-1 3',
      '/dev/ttyUSB11 log known 2-1 4',
      '/dev/ttyUSB12 log known 2-1 5',
      '/dev/ttyUSB13 at guess 2-2 0',
      '/dev/ttyUSB2 at known 1-3.1 2',
      '/dev/ttyUSB3 at known 1-3.1 3',
      '/dev/ttyUSB4 log known 1-4 0',
      '/dev/ttyUSB5 unknown known 1-4 1',
      '/dev/ttyUSB6 at known 1-4 2',
      '/dev/ttyUSB7 at known 1-4 3',
      '/dev/ttyUSB8 unknown known 1-4 4',
      '/dev/ttyUSB9 log known 2-1 2',
    ]);
  });

  it('on Windows, with the port under "Modems" that the class "Ports" does not have', async () => {
    const asked: string[] = [];
    const list = createWindowsPorts({
      listOfBinding: async () => windowsBinding,
      run: async (_program, words) => {
        asked.push(words[1] ?? '');
        return words.includes('/s') ? enumUsb : serialComm;
      },
    });
    const ports = (await list()).map(toListedPort);
    expect(ports.map(shown)).toEqual([
      'COM3 log known 6&2A7F10B3&0 2',
      'COM4 at known 6&2A7F10B3&0 6',
      'COM5 at guess 5&1A2B3C4D&0&3 -',
      'COM6 at guess - -',
      'COM1 unknown guess - -',
      'COM12 at known 7&1B0C77E&1 3',
      'COM20 unknown guess - -',
    ]);
    expect(ports.map(({ usb }) => usb?.serialNumber)).toEqual([
      ...[undefined, undefined, undefined],
      'A50285BI',
      ...[undefined, undefined, undefined],
    ]);
    await list();
    expect(asked.filter((key) => key.endsWith('\\Enum\\USB'))).toHaveLength(1);
  });

  it('on macOS, each device once and by the name that opens at once', () => {
    expect(toMacPorts(macBinding).map(toListedPort).map(shown)).toEqual([
      '/dev/cu.Bluetooth-Incoming-Port unknown guess - -',
      '/dev/cu.debug-console unknown guess - -',
      '/dev/cu.usbmodem0000000000013 log known 14200000 3',
      '/dev/cu.usbmodem0000000000017 at known 14200000 7',
      '/dev/cu.wchusbserial1410 at guess 14100000 -',
      '/dev/cu.usbserial-A50285BI at guess - -',
    ]);
  });

  it('are those of the binding where the registry of Windows cannot be asked', async () => {
    const list = createWindowsPorts({ listOfBinding: async () => windowsBinding, run: async () => null });
    expect(await list()).toEqual(windowsBinding);
    expect(readPresentNames('garbage')).toEqual([]);
    expect(readDevices('    PortName    REG_SZ    COM3').size).toBe(0);
  });
});
