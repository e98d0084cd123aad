import type { Clock } from '../../../../../shared/domain/clock.ts';

/**
 * Links that hand out a file once. In memory, on purpose: one that a restart forgets is refused like one that was used, and nobody
 * is ever served twice by it. A module that was at it asks the platform's URL again after a restart of its own, not before
 * (platform-apis 1.2); downloads by the platform's URL go on at once, because their pins are in the database.
 */
export interface OnceLinks {
  /** Returns the id of a new link. */
  issue(sha256: string): string;
  /** The digest, or null for a link that was used, is too old or never was. A continuation is part of the one use. */
  use(id: string, startByte: number): string | null;
}

/** An 8910 repeats up to 30 times with up to a minute each (platform-apis 1.3, 5.2). */
const livesMs = 1_800_000;
const mostLinks = 10_000;

export function createOnceLinks({
  clock,
  newId,
}: {
  clock: Pick<Clock, 'monoMs'>;
  newId: () => string;
}): OnceLinks {
  const links = new Map<string, { readonly sha256: string; readonly untilMs: number; begun: boolean }>();
  return {
    issue(sha256) {
      const [oldest] = links.keys();
      if (links.size >= mostLinks && oldest !== undefined) links.delete(oldest);
      const id = newId();
      links.set(id, { sha256, untilMs: clock.monoMs() + livesMs, begun: false });
      return id;
    },
    use(id, startByte) {
      const link = links.get(id);
      if (link === undefined || clock.monoMs() >= link.untilMs) return null;
      if (startByte === 0 && link.begun) return null;
      link.begun = true;
      return link.sha256;
    },
  };
}

export function onceUrl(baseUrl: string, id: string): string {
  return `${baseUrl}/o/${id}`;
}

/** The id in a target's path; null for another path. */
export function onceId(path: string): string | null {
  return /\/o\/([0-9a-z]{16})$/.exec(path)?.[1] ?? null;
}
