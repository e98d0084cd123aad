import type { PortInfo } from '../../../shared/contract/port.ts';
import type { Holding } from './holding.ts';
import type { PortKeys } from './identity.ts';
import { isGuardedOwner } from './lease.ts';
import type { PortNote } from './notes.ts';

/** What the registry knows of a port beyond the list. */
export interface PortFacts {
  readonly keys: PortKeys;
  readonly note: PortNote;
  readonly holding: Holding | undefined;
  readonly trouble: PortInfo['trouble'];
  /** An upgrade of the module's own, which no job follows. */
  readonly ownUpgrade: PortInfo['ownUpgrade'];
}

/** A listed port with its notes, its holder and its trouble; what a person said about its role goes before every guess. */
export function completePort(
  bare: PortInfo,
  { keys, note, holding, trouble, ownUpgrade }: PortFacts,
): PortInfo {
  const { nickname, deviceId, role, reopen } = note;
  const lines = holding?.state === 'open' ? holding.transport?.signals?.() : undefined;
  return {
    ...bare,
    role: role === undefined ? bare.role : { guess: role, reason: 'chosen', certainty: 'chosen' },
    ...(nickname === undefined ? {} : { nickname }),
    ...(deviceId === undefined ? {} : { deviceId }),
    nameLasts: keys.module !== null || deviceId !== undefined,
    ...(holding === undefined ? {} : leaseFacts(holding)),
    ...(ownUpgrade === undefined ? {} : { ownUpgrade: { ...ownUpgrade }, guarded: true }),
    ...(trouble === undefined ? {} : { trouble }),
    ...(lines === undefined ? {} : { lines: { ...lines } }),
    // On until somebody says no: a terminal whose module restarts is expected to go on.
    reopen: reopen ?? true,
  };
}

function leaseFacts({ lease, waiting }: Holding): Pick<PortInfo, 'lease' | 'guarded' | 'waiting'> {
  return {
    lease,
    guarded: isGuardedOwner(lease.owner),
    ...(waiting === undefined ? {} : { waiting: { ...waiting, candidates: [...waiting.candidates] } }),
  };
}
