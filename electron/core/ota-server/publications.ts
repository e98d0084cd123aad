import { createHash } from 'node:crypto';
import type { Publication } from '../../../shared/contract/otaServer.ts';
import { AppError } from '../../../shared/errors.ts';
import { createDeliveryLog, type DeliveryLimit, type DeliveryLog } from './deliveries.ts';
import type { Faults } from './faults.ts';
import type { PackageSource } from './packageSource.ts';
import { pathFor } from './urls.ts';

/**
 * One package at one URL. What it serves never changes: the bytes are the server's own copy, checked against the digest, and an
 * id never means another package. So a download that is resumed, by whatever address and after whatever exchange of packages,
 * gets the rest of the same file or nothing.
 */
export interface LivePublication {
  readonly id: string;
  readonly path: string;
  readonly packageSha256: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Rows about it carry this job. */
  readonly jobId?: string;
  readonly deliveries: DeliveryLog;
  /** False for the files of campaigns, which people do not serve one by one. */
  readonly listed: boolean;
  faults: Faults;
  requests: number;
  sentBytes: number;
  lastRequestAtMs?: number;
}

export interface PublicationRules {
  readonly jobId?: string;
  readonly limit: DeliveryLimit;
  readonly listed?: boolean;
}

/** What is served now, and which ids once were. */
export interface Publications {
  add(sha256: string, rules: PublicationRules): Promise<LivePublication>;
  /** Undefined when the id is not served. */
  remove(id: string): LivePublication | undefined;
  find(id: string): LivePublication | 'removed' | undefined;
  /** Those that are listed. */
  list(): readonly LivePublication[];
}

export function createPublications(packages: PackageSource, nextId: () => string): Publications {
  const live = new Map<string, LivePublication>();
  const removed = new Set<string>();
  // One copy of a file, however many campaigns, plans and links serve it.
  const held = new Map<string, WeakRef<Uint8Array>>();
  return {
    async add(sha256, { jobId, limit, listed = true }) {
      const { bytes: given, fileName } = await packages.open(sha256);
      const known = held.get(sha256)?.deref();
      // A copy, so that nobody can change or detach what was checked. The library's file is looked at every time.
      const bytes = known ?? new Uint8Array(given);
      checkDigest(known === undefined ? bytes : given, sha256);
      held.set(sha256, new WeakRef(bytes));
      const id = nextId();
      const publication: LivePublication = {
        id,
        path: pathFor(id, fileName),
        packageSha256: sha256,
        fileName,
        bytes,
        ...(jobId === undefined ? {} : { jobId }),
        deliveries: createDeliveryLog(limit),
        listed,
        faults: {},
        requests: 0,
        sentBytes: 0,
      };
      live.set(id, publication);
      return publication;
    },
    remove(id) {
      const publication = live.get(id);
      if (publication === undefined) return undefined;
      live.delete(id);
      removed.add(id);
      return publication;
    },
    find: (id) => live.get(id) ?? (removed.has(id) ? 'removed' : undefined),
    list: () => [...live.values()].filter(({ listed }) => listed),
  };
}

/** The publication as the contract shows it. */
export function describePublication(publication: LivePublication): Publication {
  const { id, path, packageSha256, fileName, bytes, requests, sentBytes, lastRequestAtMs } = publication;
  const shown = { id, path, packageSha256, fileName, sizeBytes: bytes.length, requests, sentBytes };
  return lastRequestAtMs === undefined ? shown : { ...shown, lastRequestAtMs };
}

/** An empty file is damage too: to a module an empty 200 is a failure of its own (platform-apis 1.3). */
function checkDigest(bytes: Uint8Array, sha256: string): void {
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === sha256 && bytes.length > 0) return;
  throw new AppError('package.damaged', { sha256, found, sizeBytes: bytes.length });
}
