import type { StartReason } from './faults.ts';
import type { LuatosKnobs } from './knobs.ts';
import type { Log } from './log.ts';
import type { ScriptIdentity } from './script.ts';

export interface StartFacts {
  readonly core: string;
  readonly reason: StartReason;
  readonly script: ScriptIdentity;
}

/** Lines of a start as public logs of Air780E boards show them; the build time and the memory figures are made up. */
export function sayStart(log: Log, knobs: LuatosKnobs, { core, reason, script }: StartFacts): void {
  log.core('I/pm poweron: Power/Reset');
  log.core(`I/pm poweron reason: ${reason} 0 0`);
  log.core(`I/main LuatOS@${knobs.bsp} base ${knobs.baseVersion} bsp ${core} 32bit`);
  log.core('I/main ROM Build: Jan  1 2024 00:00:00');
  log.core('D/main loadlibs luavm 262136 14360 14392');
  log.core('D/main loadlibs sys   277872 54024 81264');
  log.user('I', 'main', script.project, script.version);
}

/** The network came up. */
export function sayNetwork(log: Log): void {
  log.core('D/mobile cid1, state0');
  log.core('D/mobile bearer act 0, result 0');
  log.core('D/mobile NETIF_LINK_ON -> IP_READY');
}
