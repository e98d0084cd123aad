/** When waiting for the core becomes a reason to look after it. */
import type { ConnectionState } from '../../shared/rpc/reconnectingClient.ts';

/** About four seconds of tries: a restart of the core is over by then. */
const patientAttempts = 5;

export function isUnreachable(state: ConnectionState): boolean {
  return state.phase === 'connecting' && state.attempt > patientAttempts;
}
