import type { LuatParts } from './parts.ts';

/** The lines once the network is there (at-commands 1.3, L-T1, L-T2). */
export function announceNetwork({ at, clock, knobs, network }: LuatParts): void {
  if (!network.isOnline()) return;
  at.urc('^MODE: 17,17');
  at.urc('+E_UTRAN Service');
  at.urc(`+CGEV: ME PDN ACT 1${knobs.get().pdnIndex ? ',0' : ''}`);
  at.urc(`+NITZ: ${networkTime(clock.now())}`);
}

/** The result of an update, if the firmware tells it at all. */
export function announceUpdate({ at, chip, knobs, version }: LuatParts): void {
  const { lastUpdate } = chip.storage;
  chip.storage.lastUpdate = 'none';
  if (lastUpdate === 'none' || !knobs.get().upgradeVer) return;
  const name = knobs.get().upgradeVerQuotes ? `"${version()}"` : version();
  at.urc(`+UPGRADEVER: ${name}`);
  at.urc(`+UPGRADEVER: ${lastUpdate === 'applied' ? 1 : 0}`);
}

/** A SIM that was taken out while the module ran (1.6). */
export function announceSimRemoved({ at }: LuatParts): void {
  at.urc('+CPIN: SIM REMOVED 0');
  at.urc('^MODE: 0,0');
  at.urc('+NO Service');
  at.urc('+CGEV: NW PDN DEACT 1');
  at.urc('+CGEV: ME DETACH');
}

/** UTC with the zone behind it, in quarter hours: China is +32. Whether the time is local or UTC is not documented. */
function networkTime(nowMs: number): string {
  const iso = new Date(nowMs).toISOString();
  return `${iso.slice(0, 10).replaceAll('-', '/')},${iso.slice(11, 19)}+32,0`;
}
