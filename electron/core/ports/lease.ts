import type { LeaseInfo, PortInfo } from '../../../shared/contract/port.ts';
import { serialName } from './identity.ts';
import { sameKind } from './recognise.ts';
import type { SerialTransport } from './transport.ts';

export type LeaseOwner = LeaseInfo['owner'];

/** Why a lease has no open port any more; ownership stays with a vanished one until it is released. */
export type LossReason = 'vanished' | 'taken' | 'closed';

/** What a port is recognised by after a reboot or under another name. */
export interface PortIdentity {
  /** The holding that waits; its ownership goes over to the re-opened port. */
  readonly leaseId: string;
  readonly portId: string;
  readonly usb?: PortInfo['usb'];
}

/** The right to use one port, alone. */
export interface Lease {
  /** The open port; every byte through it is in the journal. */
  readonly transport: SerialTransport;
  /** The port as it was when opened. */
  readonly info: PortInfo;
  /** For `waitForReturn`. */
  readonly identity: PortIdentity;
  /**
   * Closes the port and gives it free. Once is enough: a lease from `waitForReturn` and the one before it are the same holding.
   */
  release(): Promise<void>;
  /** Once, when the port vanished, was taken away, or was closed by whoever holds the transport. */
  onLost(listener: (reason: LossReason) => void): () => void;
  /**
   * For holders that do not drive the wait themselves, e.g. a terminal: while anybody listens and the port's switch for it is on, the
   * registry takes a port that vanished again by itself. Once, with the lease of the new opening, which has listeners of its own. A
   * holder that calls `waitForReturn` does not listen here.
   */
  onReturned(listener: (lease: Lease) => void): () => void;
}

/** Owners whose work a taken port would harm. */
export function isGuardedOwner(owner: LeaseOwner): boolean {
  return owner === 'upgrade' || owner === 'flash';
}

/**
 * Whether a listed port is the one that was held, for who only follows a port and does not open it: by serial number, else by
 * its socket, else by its name. Which of several twins to open is `recognise`'s business.
 */
export function isSamePort(identity: PortIdentity, port: Pick<PortInfo, 'id' | 'usb'>): boolean {
  const { usb } = identity;
  if (usb?.vendorId === undefined) return port.id === identity.portId;
  if (!sameKind(usb, port.usb)) return false;
  const name = serialName(usb);
  if (name !== serialName(port.usb)) return false;
  if (name !== undefined) return true;
  const here = port.usb?.location;
  if (usb.location !== undefined && here !== undefined) return usb.location === here;
  return port.id === identity.portId;
}
