import type { LeaseInfo, PortInfo } from '../../../shared/contract/port.ts';
import type { ListedPort, PortProvider } from './transport.ts';

/** What one look at the providers changed. */
export interface TableChanges {
  readonly changed: readonly PortInfo[];
  readonly removed: readonly string[];
  /** Ids that were present and are not any more, removed or not. */
  readonly vanished: readonly string[];
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
  remove(id: string): boolean;
}

export function createPortTable(leaseOf: (id: string) => LeaseInfo | undefined): PortTable {
  const entries = new Map<string, Entry>();
  const toInfo = (entry: Entry): PortInfo => {
    const { listed, provider, presence } = entry;
    const lease = leaseOf(listed.id);
    return {
      id: listed.id,
      kind: provider.kind,
      path: listed.path,
      label: listed.label,
      ...(listed.usb === undefined ? {} : { usb: { ...listed.usb } }),
      role: listed.role ?? { guess: 'unknown', reason: 'plainUart' },
      presence,
      ...(lease === undefined ? {} : { lease }),
    };
  };
  const update: PortTable['update'] = (provider, listed, keep) => {
    const changed: PortInfo[] = [];
    const removed: string[] = [];
    const vanished: string[] = [];
    for (const port of listed) {
      const known = entries.get(port.id);
      if (known?.presence === 'present' && sameListing(known.listed, port)) continue;
      const entry: Entry = { provider, listed: port, presence: 'present' };
      entries.set(port.id, entry);
      changed.push(toInfo(entry));
    }
    const present = new Set(listed.map((port) => port.id));
    for (const [id, entry] of entries) {
      if (entry.provider !== provider || present.has(id)) continue;
      if (entry.presence === 'present') vanished.push(id);
      if (!keep(id)) {
        entries.delete(id);
        removed.push(id);
      } else if (entry.presence === 'present') {
        entry.presence = 'gone';
        changed.push(toInfo(entry));
      }
    }
    return { changed, removed, vanished };
  };
  return {
    all: () => [...entries.values()].map(toInfo),
    get: (id) => {
      const entry = entries.get(id);
      return entry === undefined ? undefined : toInfo(entry);
    },
    providerOf: (id) => entries.get(id)?.provider,
    update,
    remove: (id) => entries.delete(id),
  };
}

function sameListing(a: ListedPort, b: ListedPort): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
