/**
 * What the interfaces of known USB devices are for. Data with its sources; longer than usual because it is a table.
 *
 * Sources: `flash-protocols` 2.2, 3 and 4.1 and `at-commands` 1.7 (documents and tools of the vendors); `port-types` the rules
 * files of ModemManager, which come from the vendors' own driver descriptions and from its users' devices. `known` is only what
 * one of these says of this very product and interface; everything else is a guess.
 *
 * macOS reports the data interface, one above the control interface that the other systems report: where a module has CDC
 * pairs, both numbers are listed.
 */
import type { RoleGuess } from '../../../shared/contract/port.ts';

export interface InterfaceRole {
  readonly guess: RoleGuess;
  /** Text key below `portRole.` */
  readonly reason: string;
}

export interface UsbRule {
  /** Vendor and product id, or the vendor alone; four hexadecimal digits each, lower case. */
  readonly usb: string;
  readonly source: 'flash-protocols' | 'at-commands' | 'port-types' | 'vendor id';
  readonly interfaces?: Readonly<Record<number, InterfaceRole>>;
  /** For every other interface, and when its number is not known. */
  readonly any: InterfaceRole;
  /** `any` is documented too: the device has one port only. */
  readonly anyIsKnown?: true;
}

const at = (reason: string): InterfaceRole => ({ guess: 'at', reason });
const log = (reason: string): InterfaceRole => ({ guess: 'log', reason });
const download = (reason: string): InterfaceRole => ({ guess: 'download', reason });
const unknown = (reason: string): InterfaceRole => ({ guess: 'unknown', reason });

/** Qualcomm based modules share one order of interfaces: diagnosis, positions, AT, modem. */
const qualcommOrder = {
  0: log('diagnosticInterface'),
  1: unknown('positionInterface'),
  2: at('moduleAtInterface'),
  3: at('moduleModemInterface'),
};

/** Products of Quectel that port-types names one by one; no rule for the whole vendor exists. */
const quectelQualcomm = ['0121', '0125', '0191', '0195', '0296', '0306', '0512', '0800'];

export const usbRules: readonly UsbRule[] = [
  {
    usb: '19d1:0001',
    source: 'flash-protocols',
    interfaces: {
      2: log('luatLogInterface'),
      3: log('luatLogInterface'),
      4: log('luatApLogInterface'),
      5: log('luatApLogInterface'),
      6: at('luatUserInterface'),
      7: at('luatUserInterface'),
    },
    any: unknown('luatModuleUnknownInterface'),
  },
  { usb: '17d1:0001', source: 'flash-protocols', any: download('ec7xxBootRom'), anyIsKnown: true },
  { usb: '05c6:9330', source: 'flash-protocols', any: download('simcomBootRom'), anyIsKnown: true },
  { usb: '0525:a4a7', source: 'flash-protocols', any: download('rdaDownload'), anyIsKnown: true },
  { usb: '1782:4d00', source: 'flash-protocols', any: download('unisocBootRom'), anyIsKnown: true },
  {
    usb: '1782:4d11',
    source: 'flash-protocols',
    interfaces: {
      2: at('unisocUserInterface'),
      5: log('unisocLogInterface'),
      6: log('unisocLogInterface'),
    },
    any: unknown('unisocModuleUnknownInterface'),
  },
  {
    usb: '1782:4e00',
    source: 'flash-protocols',
    interfaces: {
      2: log('unisocLogInterface'),
      3: at('unisocAtInterface'),
      4: log('unisocLogInterface'),
      5: log('unisocLogInterface'),
    },
    any: unknown('unisocModuleUnknownInterface'),
  },
  { usb: '1782', source: 'vendor id', any: unknown('unisocModuleUnknownInterface') },
  ...quectelQualcomm.map(
    (product): UsbRule => ({
      usb: `2c7c:${product}`,
      source: 'port-types',
      interfaces: qualcommOrder,
      any: unknown('quectelModuleUnknownInterface'),
    }),
  ),
  { usb: '2c7c', source: 'vendor id', any: unknown('quectelModuleUnknownInterface') },
  {
    usb: '1e0e:9001',
    source: 'port-types',
    interfaces: { ...qualcommOrder, 4: unknown('audioInterface') },
    any: unknown('simcomModuleUnknownInterface'),
  },
  {
    usb: '1e0e:9205',
    source: 'port-types',
    interfaces: qualcommOrder,
    any: unknown('simcomModuleUnknownInterface'),
  },
  {
    usb: '1e0e:9206',
    source: 'port-types',
    interfaces: {
      0: log('diagnosticInterface'),
      1: unknown('positionInterface'),
      2: at('moduleAtInterface'),
      5: at('moduleModemInterface'),
    },
    any: unknown('simcomModuleUnknownInterface'),
  },
  {
    usb: '1e0e:9011',
    source: 'port-types',
    interfaces: { 4: at('moduleAtInterface'), 5: at('moduleModemInterface') },
    any: unknown('simcomModuleUnknownInterface'),
  },
  { usb: '1e0e', source: 'vendor id', any: unknown('simcomModuleUnknownInterface') },
  // Bridges between USB and UART: a module's UART1 carries AT, but nothing says that a module is wired to it. The XT804 boards
  // have a CH340 whose RTS drives the chip's reset (flash-protocols 3).
  { usb: '1a86', source: 'vendor id', any: at('usbBridge') },
  { usb: '10c4', source: 'vendor id', any: at('usbBridge') },
  { usb: '0403', source: 'vendor id', any: at('usbBridge') },
  { usb: '067b', source: 'vendor id', any: at('usbBridge') },
];

const byUsb = new Map(usbRules.map((rule) => [rule.usb, rule]));

/** The rule of a product, or of its vendor. Ids in lower case. */
export function findUsbRule(vendorId: string, productId: string | undefined): UsbRule | undefined {
  return byUsb.get(`${vendorId}:${productId ?? ''}`) ?? byUsb.get(vendorId);
}

/** Whether a device of this vendor is worth a word when the system has no port for it. */
export function isKnownVendor(vendorId: string): boolean {
  return usbRules.some(({ usb }) => usb.startsWith(vendorId) && usb !== '0525:a4a7' && usb !== '05c6:9330');
}

/** A bridge between USB and UART, whose DTR and RTS may be wired to the reset of a board. */
export function isBridge(vendorId: string | undefined): boolean {
  return vendorId !== undefined && byUsb.get(vendorId.toLowerCase())?.any.reason === 'usbBridge';
}
