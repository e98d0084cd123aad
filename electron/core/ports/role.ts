import type { PortInfo } from '../../../shared/contract/port.ts';
import { findUsbRule, usbRules } from './roleTable.ts';

/** What is known of a port without opening it. Ids are four hexadecimal digits in any case, without `0x`. */
export interface PortTraits {
  readonly path: string;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly interfaceNumber?: number | undefined;
}

export type PortRole = PortInfo['role'];

/** Every reason that a role may have; text keys below `portRole.`. */
export const roleReasons: readonly string[] = [
  ...new Set(
    usbRules.flatMap(({ interfaces, any }) => [
      ...Object.values(interfaces ?? {}).map(({ reason }) => reason),
      any.reason,
    ]),
  ),
  ...['usbUnknown', 'plainUart', 'systemPort', 'addedByPath', 'addedByAddress', 'virtualModule', 'chosen'],
];

/** Ports that macOS lists and that no module is ever behind. */
const systemPort = /^\/dev\/(?:cu|tty)\.(?:Bluetooth|debug-console|wlan-debug)/i;

/** What a port is probably for, with the reason and how sure it is. Any port can be used anyway. */
export function guessRole(traits: PortTraits): PortRole {
  const vendor = traits.vendorId?.toLowerCase();
  if (vendor === undefined) {
    const reason = systemPort.test(traits.path) ? 'systemPort' : 'plainUart';
    return { guess: 'unknown', reason, certainty: 'guess' };
  }
  const rule = findUsbRule(vendor, traits.productId?.toLowerCase());
  if (rule === undefined) return { guess: 'unknown', reason: 'usbUnknown', certainty: 'guess' };
  const named = traits.interfaceNumber === undefined ? undefined : rule.interfaces?.[traits.interfaceNumber];
  if (named !== undefined) return { ...named, certainty: 'known' };
  return { ...rule.any, certainty: rule.anyIsKnown === true ? 'known' : 'guess' };
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
