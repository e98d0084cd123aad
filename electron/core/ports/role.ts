import type { PortInfo } from '../../../shared/contract/port.ts';

/** What is known of a port without opening it. Ids are four hexadecimal digits in any case, without `0x`. */
export interface PortTraits {
  readonly path: string;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly interfaceNumber?: number | undefined;
}

export type PortRole = PortInfo['role'];

interface UsbRule {
  readonly usb: string;
  /** Interface number to role; `any` for every other number and when it is not known. */
  readonly interfaces: Readonly<Record<number, PortRole>>;
  readonly any: PortRole;
}

/**
 * flash-protocols 2 and 7: which CDC interface of a module is what, per USB id. macOS reports the data interface, one above
 * the control interface that the other systems report, so odd neighbours count as well.
 */
const usbRules: readonly UsbRule[] = [
  {
    usb: '19d1:0001',
    interfaces: {
      2: { guess: 'log', reason: 'luatLogInterface' },
      3: { guess: 'log', reason: 'luatLogInterface' },
      4: { guess: 'log', reason: 'luatApLogInterface' },
      5: { guess: 'log', reason: 'luatApLogInterface' },
      6: { guess: 'at', reason: 'luatUserInterface' },
      7: { guess: 'at', reason: 'luatUserInterface' },
    },
    any: { guess: 'unknown', reason: 'luatModuleUnknownInterface' },
  },
  { usb: '17d1:0001', interfaces: {}, any: { guess: 'download', reason: 'ec7xxBootRom' } },
  { usb: '05c6:9330', interfaces: {}, any: { guess: 'download', reason: 'simcomBootRom' } },
  { usb: '1782:4d00', interfaces: {}, any: { guess: 'download', reason: 'unisocBootRom' } },
  {
    usb: '1782:4d11',
    interfaces: {
      2: { guess: 'at', reason: 'unisocUserInterface' },
      5: { guess: 'log', reason: 'unisocLogInterface' },
      6: { guess: 'log', reason: 'unisocLogInterface' },
    },
    any: { guess: 'unknown', reason: 'unisocModuleUnknownInterface' },
  },
  {
    usb: '1782:4e00',
    interfaces: {
      2: { guess: 'log', reason: 'unisocLogInterface' },
      3: { guess: 'at', reason: 'unisocAtInterface' },
      4: { guess: 'log', reason: 'unisocLogInterface' },
      5: { guess: 'log', reason: 'unisocLogInterface' },
    },
    any: { guess: 'unknown', reason: 'unisocModuleUnknownInterface' },
  },
];

/** Bridges between USB and UART: a module's UART1 carries AT, but nothing says that a module is wired to it. */
const bridges: ReadonlySet<string> = new Set(['1a86', '10c4', '0403', '067b']);

/** Every reason that `guessRole` gives; text keys below `portRole.`. */
export const roleReasons = [
  'luatLogInterface',
  'luatApLogInterface',
  'luatUserInterface',
  'luatModuleUnknownInterface',
  'ec7xxBootRom',
  'simcomBootRom',
  'unisocBootRom',
  'unisocUserInterface',
  'unisocLogInterface',
  'unisocAtInterface',
  'unisocModuleUnknownInterface',
  'usbBridge',
  'usbUnknown',
  'plainUart',
  'addedByPath',
  'virtualModule',
] as const;

/** What a port is probably for, with the reason. A guess only: any port can be used anyway. */
export function guessRole(traits: PortTraits): PortRole {
  const vendor = traits.vendorId?.toLowerCase();
  if (vendor === undefined) return { guess: 'unknown', reason: 'plainUart' };
  const rule = usbRules.find(({ usb }) => usb === `${vendor}:${traits.productId?.toLowerCase() ?? ''}`);
  if (rule !== undefined) {
    const known = traits.interfaceNumber === undefined ? undefined : rule.interfaces[traits.interfaceNumber];
    return known ?? rule.any;
  }
  if (bridges.has(vendor)) return { guess: 'at', reason: 'usbBridge' };
  return { guess: 'unknown', reason: 'usbUnknown' };
}

/**
 * Interface number from what the systems tell: `...&MI_02\...` (Windows), `usb-...-if02` (Linux by-id), `...:1.2` at the end of
 * a USB location. Undefined where none of these is there.
 */
export function interfaceNumberOf(pnpId: string | undefined, locationId?: string): number | undefined {
  const named =
    /[&_]MI_([0-9A-F]{2})/i.exec(pnpId ?? '') ?? /-if([0-9a-f]{2})(?![0-9a-z])/i.exec(pnpId ?? '');
  if (named?.[1] !== undefined) return Number.parseInt(named[1], 16);
  const located = /:\d+\.(\d+)$/.exec(locationId ?? '');
  return located?.[1] === undefined ? undefined : Number(located[1]);
}

/** A name to pick a port by: who made it and where it is. */
export function labelOf(traits: PortTraits): string {
  const maker = traits.manufacturer?.trim();
  const interfaceText = traits.interfaceNumber === undefined ? '' : ` #${traits.interfaceNumber}`;
  return maker ? `${traits.path} · ${maker}${interfaceText}` : `${traits.path}${interfaceText}`;
}
