/** Whether a port can be a target at all: a rule for lists that offer many ports at once. */
import type { LeaseInfo, PortInfo } from '../contract/port.ts';

/** The terminal lends its port, a look at a module is over at once, and two jobs with settings wait for each other. */
const lends: ReadonlySet<LeaseInfo['owner']> = new Set(['terminal', 'identify', 'settings']);

/** True while a job that must not be interrupted has the port, or the module is at an upgrade of its own. */
export function isPortTaken({ lease, guarded }: Pick<PortInfo, 'lease' | 'guarded'>): boolean {
  return guarded === true || (lease !== undefined && !lends.has(lease.owner));
}
