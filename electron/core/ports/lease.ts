import type { LeaseInfo, PortInfo } from '../../../shared/contract/port.ts';
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
}

/** Owners whose work a taken port would harm. */
export function isGuardedOwner(owner: LeaseOwner): boolean {
  return owner === 'upgrade' || owner === 'flash';
}

/** Whether a listed port is the one that was lost: same id, or same USB device and interface under another name. */
export function isSamePort(identity: PortIdentity, port: Pick<PortInfo, 'id' | 'usb'>): boolean {
  if (port.id === identity.portId) return true;
  const before = identity.usb;
  const now = port.usb;
  if (before?.vendorId === undefined || now === undefined) return false;
  return (
    before.vendorId === now.vendorId &&
    before.productId === now.productId &&
    before.serialNumber === now.serialNumber &&
    before.interfaceNumber === now.interfaceNumber
  );
}
