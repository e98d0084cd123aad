import type { KnobStore } from '../knobs/store.ts';
import type { TimerGroup } from '../timers.ts';
import type { LuatosKnobs } from './knobs.ts';
import type { Log } from './log.ts';

/** `pm.lastReson()`: why the module started (at-commands 1.6 has the same numbers for AT firmware). */
export const startReasons = { key: 0, software: 3, watchdog: 8 } as const;
export type StartReason = (typeof startReasons)[keyof typeof startReasons];

const exitRebootMs = 15_000;

/** A script that fails or hangs, where the knobs ask for one. */
export function plantFaults(
  knobs: KnobStore<LuatosKnobs>,
  timers: TimerGroup,
  log: Log,
  control: { stopScript(): void; restart(reason: StartReason): void },
): void {
  const { luaError, luaErrorMs, hangAfterMs } = knobs.get();
  if (luaError !== '') timers.after(luaErrorMs, () => die(luaError));
  if (hangAfterMs > 0) timers.after(hangAfterMs, hang);

  function die(error: string): void {
    control.stopScript();
    // The error goes to the log as UTF-8, like everything that a script says.
    const text = Buffer.from(error, 'utf8').toString('latin1');
    const where = /^[\w.]+:\d+/.exec(error)?.[0] ?? 'main.lua:1';
    const trace = ['stack traceback:', `\t${where}: in function <${where.replace(/:\d+$/, ':1')}>`];
    log.user('E', 'coroutine.resume', text);
    for (const line of trace) log.core(line);
    log.core('E/main Luat:');
    log.core(`E/main ${text}`);
    for (const line of trace) log.core(line);
    log.core(`E/main Lua VM exit!! reboot in ${exitRebootMs}ms`);
    timers.after(exitRebootMs, () => control.restart(startReasons.software));
  }
  function hang(): void {
    control.stopScript();
    timers.after(knobs.get().watchdogMs, () => control.restart(startReasons.watchdog));
  }
}
