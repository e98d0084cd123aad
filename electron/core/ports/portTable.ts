import type { PortInfo } from '../../../shared/contract/port.ts';
import type { ListedPort, PortProvider } from './transport.ts';

/** What one look at the providers changed. */
export interface TableChanges {
  readonly changed: readonly PortInfo[];
  readonly removed: readonly PortInfo[];
  /** Ports that were present and are not any more, removed or not. */
  readonly vanished: readonly PortInfo[];
  /** Ids that were not present before. */
  readonly appeared: readonly string[];
  /** What was known under a name until now, where the same name says something else. */
  readonly replaced: readonly ListedPort[];
}

interface Entry {
  readonly provider: PortProvider;
  listed: ListedPort;
  presence: 'present' | 'gone';
}

/** Every port that is known, and what was known of it last. Knows nothing of opening. */
export interface PortTable {
  all(): PortInfo[];
  get(id: string): PortInfo | undefined;
  providerOf(id: string): PortProvider | undefined;
  /** Takes over what a provider lists now. Ports for which `keep` is true stay as `gone` when they are missing. */
  update(provider: PortProvider, listed: readonly ListedPort[], keep: (id: string) => boolean): TableChanges;
  /** Lists a port that has gone under an id of its own, because another device has its name now. */
  keepGone(provider: PortProvider, listed: ListedPort): void;
  remove(id: string): boolean;
}

/** @param complete adds what only the registry knows: lease, notes, trouble */
export function createPortTable(complete: (bare: PortInfo) => PortInfo): PortTable {
  const entries = new Map<string, Entry>();
  const toInfo = ({ listed, provider, presence }: Entry): PortInfo =>
    complete({
      id: listed.id,
      kind: provider.kind,
      path: listed.path,
      label: listed.label,
      ...(listed.usb === undefined ? {} : { usb: { ...listed.usb } }),
      role: listed.role ?? { guess: 'unknown', reason: 'plainUart', certainty: 'guess' },
      presence,
    });
  const takeOver = (provider: PortProvider, listed: readonly ListedPort[]) => {
    const changed: string[] = [];
    const appeared: string[] = [];
    const replaced: ListedPort[] = [];
    for (const port of listed) {
      const known = entries.get(port.id);
      if (known?.presence === 'present' && sameListing(known.listed, port)) continue;
      if (known?.presence !== 'present') appeared.push(port.id);
      if (known !== undefined && !sameListing(known.listed, port)) replaced.push(known.listed);
      entries.set(port.id, { provider, listed: port, presence: 'present' });
      changed.push(port.id);
    }
    return { changed, appeared, replaced };
  };
  const get = (id: string): PortInfo | undefined => {
    const entry = entries.get(id);
    return entry === undefined ? undefined : toInfo(entry);
  };
  const update: PortTable['update'] = (provider, listed, keep) => {
    const { changed, appeared, replaced } = takeOver(provider, listed);
    const removed: PortInfo[] = [];
    const vanished: PortInfo[] = [];
    const present = new Set(listed.map((port) => port.id));
    for (const [id, entry] of entries) {
      if (entry.provider !== provider || present.has(id)) continue;
      const wasPresent = entry.presence === 'present';
      entry.presence = 'gone';
      const info = toInfo(entry);
      if (wasPresent) vanished.push(info);
      if (!keep(id)) {
        entries.delete(id);
        removed.push(info);
      } else if (wasPresent) changed.push(id);
    }
    const infos = changed.map(get).filter((port) => port !== undefined);
    return { changed: infos, removed, vanished, appeared, replaced };
  };
  return {
    all: () => [...entries.values()].map(toInfo),
    get,
    providerOf: (id) => entries.get(id)?.provider,
    update,
    keepGone: (provider, listed) => void entries.set(listed.id, { provider, listed, presence: 'gone' }),
    remove: (id) => entries.delete(id),
  };
}

function sameListing(a: ListedPort, b: ListedPort): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
