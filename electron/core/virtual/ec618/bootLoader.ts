import { type Applier, createApplier, PowerLost } from './applier.ts';
import { checkPackage } from './packageCheck.ts';
import type { Ec618Parts } from './parts.ts';
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
export function runBootLoader(parts: Ec618Parts, events: BootLoaderEvents): void {
  parts.at.urc(banner);
  if (!parts.storage.updatePending) {
    events.onFinished();
    return;
  }
  const applier = openPackage(parts);
  if (!applier) {
    events.onFinished();
    return;
  }
  const say = createVoice(parts);
  say.started();
  say.percent(applier.percent());
  if (parts.knobs.get().versionAfterReboot === 'old') pretend(parts, say, events);
  else work(parts, applier, say, events);
}

/** Null when the package was dropped; an interrupted one is not checked against the flash that it already changed. */
function openPackage(parts: Ec618Parts): Applier | null {
  const { storage } = parts;
  try {
    const applier = createApplier(storage);
    if (!applier.resumed) checkPackage(storage, parts.knobs.get().packageCheck);
    return applier;
  } catch (error) {
    if (!(error instanceof PackageRefused)) throw error;
    parts.noteRefusal(error);
    settle(parts, 'dropped');
    return null;
  }
}

function settle({ storage }: Ec618Parts, outcome: 'applied' | 'dropped'): void {
  storage.updatePending = false;
  storage.lastUpdate = outcome;
  storage.fota.erase();
}

function work(parts: Ec618Parts, applier: Applier, say: Voice, events: BootLoaderEvents): void {
  let done = 0;
  const next = (): void => {
    try {
      const more = applier.step(takeApplyCut(parts.knobs, done));
      done += 1;
      say.percent(applier.percent());
      if (more) return void parts.timers.after(parts.knobs.get().applyMs / applier.partCount, next);
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
  parts.timers.after(parts.knobs.get().applyMs / applier.partCount, next);
}

/** The silent failure: all the right words and an unchanged flash. */
function pretend(parts: Ec618Parts, say: Voice, events: BootLoaderEvents): void {
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

function createVoice({ at, knobs }: Ec618Parts): Voice {
  const dialect = knobs.get().applyDialect;
  const say = (line: string): void => (dialect === 'silent' ? undefined : at.urc(line));
  if (dialect === 'upgradedl')
    return { started: () => {}, percent: (value) => say(`+UPGRADEDL: ${value}`), ended: () => {} };
  return {
    started: () => say('+QIND: "FOTA","START"'),
    percent: (value) => say(`+QIND: "FOTA","UPDATING",${value}`),
    ended: (code) => say(`+QIND: "FOTA","END",${code}`),
  };
}
