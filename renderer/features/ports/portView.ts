/** How a port is shown in one line. Pure. */
import type { PortInfo } from '../../../shared/contract/port.ts';
import type { TextKey } from '../../i18n/index.ts';
import type { Tone } from '../../ui/Badge.tsx';

export const roleKeys = {
  at: 'module.roleAt',
  log: 'module.roleLog',
  download: 'module.roleDownload',
  unknown: 'module.roleUnknown',
} as const satisfies Record<PortInfo['role']['guess'], TextKey>;

export interface PortState {
  readonly tone: Tone;
  /** Key of the words, `owner` for a holder's name. */
  readonly key: TextKey;
  readonly owner?: string;
  /** Somebody waits: the point beside it moves. */
  readonly waits: boolean;
}

/** What matters most of a port now: what is waited for, then its absence, its holder, its trouble. */
export function portState({ waiting, presence, lease, trouble }: PortInfo): PortState {
  if (waiting?.for === 'ambiguous') return { tone: 'warn', key: 'ports.stateAmbiguous', waits: true };
  if (waiting?.for === 'notReady') return { tone: 'warn', key: 'ports.stateNotReady', waits: true };
  if (waiting?.for === 'away') return { tone: 'warn', key: 'ports.stateAway', waits: true };
  if (presence === 'gone') return { tone: 'warn', key: 'module.gone', waits: false };
  if (lease !== undefined) return { tone: 'accent', key: 'module.held', owner: lease.owner, waits: false };
  if (trouble !== undefined) return { tone: 'bad', key: 'ports.stateTrouble', waits: false };
  return { tone: 'ok', key: 'ports.free', waits: false };
}

/** Named modules first, then AT ports, then the rest; ports of one module stay together. */
export function sortPorts(ports: readonly PortInfo[]): readonly PortInfo[] {
  const module = (port: PortInfo): string =>
    port.nickname ?? port.deviceId ?? `${port.usb?.vendorId ?? '~'}@${port.usb?.location ?? port.id}`;
  const weight: Readonly<Record<PortInfo['role']['guess'], number>> = {
    at: 0,
    download: 1,
    log: 2,
    unknown: 3,
  };
  const best = new Map<string, number>();
  for (const port of ports) {
    const key = module(port);
    best.set(key, Math.min(best.get(key) ?? 9, weight[port.role.guess]));
  }
  const place = (port: PortInfo): number =>
    (port.nickname === undefined ? 1 : 0) * 10 + (best.get(module(port)) ?? 9);
  return [...ports].sort(
    (a, b) =>
      place(a) - place(b) ||
      compare(module(a), module(b)) ||
      weight[a.role.guess] - weight[b.role.guess] ||
      compare(a.path, b.path),
  );
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
