import type { PortInfo } from '../../../shared/contract/port.ts';
import { serialName } from './identity.ts';

/** What a lost port is looked for by. */
export interface Wanted {
  readonly portId: string;
  readonly usb?: PortInfo['usb'];
}

export interface Surroundings {
  /** Ports that are present and that nobody else holds. */
  readonly free: readonly PortInfo[];
  /** Ids that were there when ours was lost: other devices, even if they look the same. */
  readonly strangers: ReadonlySet<string>;
  /** Other lost ports that somebody waits for: a newcomer may be one of them. */
  readonly rivals: readonly Wanted[];
  /** Serial numbers that several devices share. */
  readonly repeatedSerials: ReadonlySet<string>;
}

export type Recognition =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly port: PortInfo }
  /** It may be one of these; talking to the wrong one would upgrade or flash another module. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly PortInfo[] };

/**
 * Which of the present ports is the one that was lost. By serial number where that tells devices apart, else by the socket that
 * it hangs on, else by its name; never by make alone while a second one could be meant. Several identical modules without serial
 * numbers that restart together are therefore not confused.
 */
export function recognise(wanted: Wanted, around: Surroundings): Recognition {
  const { usb } = wanted;
  if (usb?.vendorId === undefined) return one(around.free.find(({ id }) => id === wanted.portId));
  const candidates = around.free.filter((port) => sameKind(usb, port.usb));
  const name = serialName(usb);
  if (name !== undefined && !around.repeatedSerials.has(name)) {
    const ours = candidates.filter((port) => serialName(port.usb) === name);
    return ours.length > 1 ? { kind: 'ambiguous', candidates: ours } : one(ours[0]);
  }
  const alike = candidates.filter((port) => serialName(port.usb) === name);
  const here = alike.filter((port) => usb.location !== undefined && port.usb?.location === usb.location);
  if (here.length > 0) return one(here.find(({ id }) => id === wanted.portId) ?? here[0]);
  return byName(wanted, alike, around);
}

/** Without a serial number and not at its socket: perhaps moved, perhaps another module. */
function byName(wanted: Wanted, alike: readonly PortInfo[], around: Surroundings): Recognition {
  const elsewhere = (port: PortInfo): boolean =>
    wanted.usb?.location !== undefined && port.usb?.location !== undefined;
  const sameName = alike.find((port) => port.id === wanted.portId);
  if (sameName !== undefined && !elsewhere(sameName)) return one(sameName);
  const newcomers = alike.filter((port) => port.id === wanted.portId || !around.strangers.has(port.id));
  const [only] = newcomers;
  if (only === undefined) return { kind: 'none' };
  const contested = around.rivals.some((rival) => sameKind(wanted.usb, rival.usb));
  if (newcomers.length > 1 || contested || elsewhere(only))
    return { kind: 'ambiguous', candidates: newcomers };
  return one(only);
}

function one(port: PortInfo | undefined): Recognition {
  return port === undefined ? { kind: 'none' } : { kind: 'found', port };
}

/** The same product and the same interface of it. */
export function sameKind(a: PortInfo['usb'], b: PortInfo['usb']): boolean {
  return (
    a?.vendorId !== undefined &&
    a.vendorId === b?.vendorId &&
    a.productId === b.productId &&
    a.interfaceNumber === b.interfaceNumber
  );
}
