import { type Applier, PowerLost } from './chip.ts';
import type { LuatParts } from './parts.ts';
import { takeApplyCut } from './powerCut.ts';
import { PackageRefused } from './refusal.ts';

export interface BootLoaderEvents {
  /** The firmware may start, updated or not. */
  onFinished(): void;
  /** An image is half written and cannot be finished. */
  onDead(): void;
  onPowerLost(): void;
}

/** Literal backslash and n, as the log of a real module shows it (at-commands 1.3). */
const banner = String.raw`^boot.rom'v'!\n`;

/** One start of the boot loader: applies or continues a waiting package, or drops it, then lets the firmware start. */
export function runBootLoader(parts: LuatParts, events: BootLoaderEvents): void {
  if (parts.knobs.get().bootBanner) parts.at.urc(banner);
  const opened = parts.chip.storage.updatePending ? openPackage(parts) : 'none';
  if (opened === 'none') {
    events.onFinished();
    return;
  }
  const say = createVoice(parts);
  say.started();
  say.percent(opened === 'pretend' ? 0 : opened.percent());
  if (opened === 'pretend') pretend(parts, say, events);
  else if (parts.knobs.get().applyFails === 'keepsOld') giveUp(parts, say, events);
  else work(parts, opened, say, events);
}

/** An interrupted package is not checked against the flash that it already changed. */
function openPackage(parts: LuatParts): Applier | 'pretend' | 'none' {
  const { chip, knobs } = parts;
  const { packageCheck, versionAfterReboot, wrongBase } = knobs.get();
  try {
    const applier = chip.openApplier();
    if (!applier.resumed) chip.checkPackage(packageCheck);
    return versionAfterReboot === 'old' ? 'pretend' : applier;
  } catch (error) {
    if (!(error instanceof PackageRefused)) throw error;
    parts.noteRefusal(error);
    if (error.reason === 'base' && wrongBase === 'silentlyOld') return 'pretend';
    settle(parts, 'dropped');
    return 'none';
  }
}

function settle({ chip }: LuatParts, outcome: 'applied' | 'dropped'): void {
  chip.storage.updatePending = false;
  chip.storage.lastUpdate = outcome;
  chip.storage.area.erase();
}

function work(parts: LuatParts, applier: Applier, say: Voice, events: BootLoaderEvents): void {
  const diesAt = applier.stepCount >> 1;
  let done = 0;
  const next = (): void => {
    try {
      if (done >= diesAt && parts.knobs.get().applyFails === 'dead')
        throw new PackageRefused('asked', 'the knob applyFails is dead');
      const more = applier.step(takeApplyCut(parts.knobs, done));
      done += 1;
      say.percent(applier.percent());
      if (more) return void parts.timers.after(parts.knobs.get().applyMs / applier.stepCount, next);
      settle(parts, 'applied');
      say.ended(0);
      events.onFinished();
    } catch (error) {
      if (error instanceof PowerLost) {
        events.onPowerLost();
        return;
      }
      if (!(error instanceof PackageRefused)) throw error;
      parts.noteRefusal(error);
      say.ended(parts.knobs.get().applyFailureCode);
      events.onDead();
    }
  };
  parts.timers.after(parts.knobs.get().applyMs / applier.stepCount, next);
}

/** The knob's failure that leaves the flash as it was. */
function giveUp(parts: LuatParts, say: Voice, events: BootLoaderEvents): void {
  parts.timers.after(parts.knobs.get().applyMs, () => {
    parts.noteRefusal(new PackageRefused('asked', 'the knob applyFails is keepsOld'));
    say.percent(50);
    settle(parts, 'dropped');
    say.ended(parts.knobs.get().applyFailureCode);
    events.onFinished();
  });
}

/** The silent failure: all the right words and an unchanged flash. */
function pretend(parts: LuatParts, say: Voice, events: BootLoaderEvents): void {
  parts.timers.after(parts.knobs.get().applyMs, () => {
    say.percent(100);
    settle(parts, 'applied');
    say.ended(0);
    events.onFinished();
  });
}

interface Voice {
  started(): void;
  percent(value: number): void;
  ended(code: number): void;
}

function createVoice({ at, knobs }: LuatParts): Voice {
  const dialect = knobs.get().applyDialect;
  const quiet = (): void => {};
  if (dialect === 'silent') return { started: quiet, percent: quiet, ended: quiet };
  if (dialect === 'qind')
    return {
      started: () => at.urc('+QIND: "FOTA","START"'),
      percent: (value) => at.urc(`+QIND: "FOTA","UPDATING",${value}`),
      ended: (code) => at.urc(`+QIND: "FOTA","END",${code}`),
    };
  const name = dialect === 'upgradedl' ? '+UPGRADEDL' : '+UPGRADDL';
  return { started: quiet, percent: (value) => at.urc(`${name}: ${value}`), ended: quiet };
}
