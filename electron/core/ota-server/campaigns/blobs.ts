import type { LivePublication, Publications } from '../publications.ts';
import type { BlobState } from '../rules/case.ts';

/**
 * The files of campaigns, checked against their digests and held ready: a request must not wait for a disk, and a first byte
 * that comes late ends downloads (platform-apis 5.1). Files that campaigns have let go stay, because downloads may go on.
 */
export interface Blobs {
  state(sha256: string): BlobState;
  /** Undefined until it is ready. */
  find(sha256: string): LivePublication | undefined;
  /** Resolves when it is ready; throws what the package source throws. Loads it once. */
  load(sha256: string): Promise<LivePublication>;
}

export function createBlobs(
  publications: Pick<Publications, 'add'>,
  limit: { count: number; windowMs: number },
): Blobs {
  const ready = new Map<string, LivePublication>();
  const loading = new Map<string, Promise<LivePublication>>();
  const damaged = new Set<string>();
  return {
    find: (sha256) => ready.get(sha256),
    state: (sha256) => (ready.has(sha256) ? 'ready' : damaged.has(sha256) ? 'damaged' : 'loading'),
    load(sha256) {
      const known = loading.get(sha256);
      if (known !== undefined) return known;
      damaged.delete(sha256);
      const started = publications.add(sha256, { limit, listed: false }).then(
        (publication) => {
          ready.set(sha256, publication);
          return publication;
        },
        (error: unknown) => {
          // Forgotten, so that it can be tried again once the library has the file.
          loading.delete(sha256);
          damaged.add(sha256);
          throw error;
        },
      );
      loading.set(sha256, started);
      return started;
    },
  };
}
