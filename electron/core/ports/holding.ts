import type { JournalEntry } from '../../../shared/contract/journal.ts';
import type { LeaseInfo, PortInfo } from '../../../shared/contract/port.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import { AppError } from '../../../shared/errors.ts';
import { journalBytes } from './journaledTransport.ts';
import type { Lease, LossReason, PortIdentity } from './lease.ts';
import { createListeners, type Listeners } from './listeners.ts';
import type { PortProvider, SerialTransport } from './transport.ts';

/** One owner's hold on one port, from acquire to release, over any number of vanishings. */
export interface Holding {
  readonly leaseId: string;
  readonly lease: LeaseInfo;
  readonly baudRate: number;
  portId: string;
  usb?: PortInfo['usb'];
  /** `reopening` while `waitForReturn` tries; then a second wait is refused. */
  state: 'opening' | 'open' | 'lost' | 'reopening' | 'released';
  transport?: SerialTransport;
  lost: Listeners<[LossReason]>;
  /** Who wants the port again without doing anything; of the present opening, like `lost`. */
  returned: Listeners<[Lease]>;
  /** Told when somebody else asks for the port. */
  onWanted?:
    | ((by: { readonly owner: LeaseInfo['owner']; readonly jobId?: string }) => Promise<void>)
    | undefined;
  /** What `waitForReturn` waits for; shown with the port. */
  waiting?: NonNullable<PortInfo['waiting']>;
  /** The port that a person said it is. */
  chosen?: string;
  /** Ends the wait that the registry itself began. */
  stopReopening?: AbortController;
  /** Ends what is under way for this holding, when it is released. */
  readonly ended: AbortController;
}

export function createHolding(
  leaseId: string,
  lease: LeaseInfo,
  port: Pick<PortInfo, 'id' | 'usb'>,
  baudRate: number,
): Holding {
  return {
    leaseId,
    lease,
    baudRate,
    portId: port.id,
    ...(port.usb === undefined ? {} : { usb: port.usb }),
    state: 'opening',
    lost: createListeners<[LossReason]>(),
    returned: createListeners<[Lease]>(),
    ended: new AbortController(),
  };
}

export type PortEventName = Extract<JournalEntry, { kind: 'portEvent' }>['event'];

/** Writes what happened to a port, in the name of its holder. */
export function journalPortEvent(
  journal: JournalPort,
  holding: Holding,
  event: PortEventName,
  detail?: string,
): void {
  journal.append({
    kind: 'portEvent',
    event,
    portId: holding.portId,
    owner: holding.lease.owner,
    ...(holding.lease.jobId === undefined ? {} : { jobId: holding.lease.jobId }),
    ...(detail === undefined ? {} : { detail }),
  });
}

/**
 * Opens the port of a holding and watches it.
 *
 * @param onLost called once when this opening ends other than by release, after the journal row and before the lease's listeners
 * @throws what the provider throws; the holding is then left as it was
 */
export async function openHolding(
  holding: Holding,
  port: PortInfo,
  provider: PortProvider,
  journal: JournalPort,
  options: { readonly signal?: AbortSignal; readonly onLost: (reason: LossReason) => void },
): Promise<void> {
  const inner = await provider.open(port.path, {
    baudRate: holding.baudRate,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  if (isReleased(holding)) {
    await inner.close();
    throw new AppError('rpc.cancelled');
  }
  const { jobId } = holding.lease;
  const transport = journalBytes(inner, journal, {
    portId: port.id,
    ...(jobId === undefined ? {} : { jobId }),
  });
  holding.transport = transport;
  holding.portId = port.id;
  if (port.usb !== undefined) holding.usb = port.usb;
  holding.state = 'open';
  delete holding.waiting;
  holding.lost = createListeners<[LossReason]>();
  holding.returned = createListeners<[Lease]>();
  transport.onClosed((reason) => {
    if (holding.transport !== transport || holding.state !== 'open') return;
    loseHolding(holding, journal, reason === 'vanished' ? 'vanished' : 'closed', options.onLost);
  });
}

/** Apart, because the state may change during an await and the compiler does not know. */
export function isReleased(holding: Holding): boolean {
  return holding.state === 'released';
}

/** The port of a holding is gone; ownership stays. */
export function loseHolding(
  holding: Holding,
  journal: JournalPort,
  reason: LossReason,
  onLost: (reason: LossReason) => void,
): void {
  if (holding.state !== 'open') return;
  holding.state = 'lost';
  journalPortEvent(journal, holding, reason === 'vanished' ? 'vanished' : 'closed');
  onLost(reason);
  holding.lost.emit(reason);
  holding.lost.clear();
}

/** The lease that a holder gets for the present opening. */
export function leaseOf(holding: Holding, info: PortInfo, release: () => Promise<void>): Lease {
  const { transport, lost, returned } = holding;
  if (transport === undefined) throw new Error('a lease needs an opened port');
  return {
    transport,
    info,
    identity: identityOf(holding),
    release,
    onLost: (listener) => lost.add(listener),
    onReturned: (listener) => returned.add(listener),
  };
}

/** What the port of a holding is known by. */
export function identityOf({ leaseId, portId, usb }: Holding): PortIdentity {
  return { leaseId, portId, ...(usb === undefined ? {} : { usb }) };
}
