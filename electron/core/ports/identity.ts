import type { PortInfo } from '../../../shared/contract/port.ts';
import type { BindingPortInfo } from './serialBinding.ts';

/** What tells one module from another of the same make, without opening a port. */

type Usb = NonNullable<PortInfo['usb']>;

/** Serial numbers that a maker forgot to change, seen on many devices at once: `0000`, `000000000001`, `0123456789ABCDEF`. */
const placeholders =
  /^(?:0*[01]?|0123456789abcdef|0123456789|1234567890?|123456|unknown|none|null|n\/a|default string)$/i;

/**
 * The serial number where it can tell devices apart; undefined for a placeholder, and for the instance id that Windows makes up
 * for a device without one (its second character is `&`, as in `6&2A7F&0&0006`).
 */
export function usableSerial(serialNumber: string | undefined): string | undefined {
  const serial = serialNumber?.trim() ?? '';
  if (serial.length < 4 || serial.includes('&') || placeholders.test(serial)) return undefined;
  return serial;
}

/**
 * The USB socket of a port. Linux and macOS name it; on Windows the parts of one device (`MI_xx`) share the middle of their
 * instance id, which is made from the socket: `6&2A7F&0&0006` gives `6&2A7F&0`.
 */
export function locationOf(found: Pick<BindingPortInfo, 'pnpId' | 'locationId'>): string | undefined {
  const instance = /[&_]MI_[0-9A-F]{2}\\([^\\]+)&[0-9A-F]{4}$/i.exec(found.pnpId ?? '')?.[1];
  if (instance !== undefined) return instance.toUpperCase();
  const generated = /^USB\\[^\\]+\\([^\\]*&[^\\]*)$/i.exec(found.pnpId ?? '')?.[1];
  if (generated !== undefined) return generated.toUpperCase();
  const location = found.locationId?.replace(/:\d+\.\d+$/, '').trim();
  return location === '' ? undefined : location;
}

/** What notes about a module and about one of its interfaces are kept under. */
export interface PortKeys {
  /** Of the module, over restarts; null where nothing would recognise it. */
  readonly module: string | null;
  /** Of the module while it stays plugged: all its ports share it. */
  readonly session: string;
  /** Of this interface; of a device without serial number at this socket. */
  readonly port: string;
}

/** @param serialIsUnique false where several devices that are plugged now say the same serial number */
export function keysOf(port: Pick<PortInfo, 'id' | 'kind' | 'usb'>, serialIsUnique: boolean): PortKeys {
  const { id, kind, usb } = port;
  // An address stays the same module's for as long as nobody rewires it; a path of a pseudo-terminal or a UART does not.
  if (usb?.vendorId === undefined) return { module: kind === 'tcp' ? id : null, session: id, port: id };
  const serial = serialIsUnique ? usableSerial(usb.serialNumber) : undefined;
  const product = `usb:${usb.vendorId}:${usb.productId ?? ''}`;
  const session = serial !== undefined ? `${product}:${serial}` : placeOf(product, usb, id);
  const part = usb.interfaceNumber === undefined ? '' : `#${usb.interfaceNumber}`;
  return { module: serial === undefined ? null : session, session, port: `${session}${part}` };
}

function placeOf(product: string, usb: Usb, id: string): string {
  return `${product}@${usb.location ?? id}`;
}

/** Serial numbers that several sockets show at once: no serial numbers, whatever they look like. */
export function repeatedSerials(ports: readonly Pick<PortInfo, 'usb'>[]): ReadonlySet<string> {
  const seenAt = new Map<string, string>();
  const repeated = new Set<string>();
  for (const { usb } of ports) {
    const name = serialName(usb);
    if (name === undefined || usb?.location === undefined) continue;
    const before = seenAt.get(name);
    if (before !== undefined && before !== usb.location) repeated.add(name);
    seenAt.set(name, usb.location);
  }
  return repeated;
}

/** A product and its serial number, where there is a usable one. */
export function serialName(usb: Usb | undefined): string | undefined {
  const serial = usableSerial(usb?.serialNumber);
  return usb?.vendorId === undefined || serial === undefined
    ? undefined
    : `${usb.vendorId}:${usb.productId ?? ''}:${serial}`;
}
