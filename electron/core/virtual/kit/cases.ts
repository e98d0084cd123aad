import type { KnobPreset } from '../dialect.ts';

/** What happens to customers of every vendor of the kit. */
export const boardCases: readonly KnobPreset[] = [
  { id: 'peerNoSim', knobs: { sim: false } },
  { id: 'peerNoCoverage', knobs: { registration: 2, signalRssi: 99 } },
  { id: 'peerSilentFailure', knobs: { versionAfterReboot: 'old' } },
  { id: 'peerPowerCut', knobs: { powerCut: 'apply:50', powerOffMs: 10_000 } },
];
