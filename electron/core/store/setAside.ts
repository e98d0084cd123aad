import { existsSync, renameSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

/** Files that belong to a sqlite database and may hold its newest rows. */
const companions = ['-wal', '-shm', '-journal'];

/**
 * Renames a damaged file (and what belongs to it) to `name.damaged-<UTC date>.ext` in the same folder, so that nothing is
 * lost and a fresh file can take its place. Returns the new path.
 */
export function setAside(path: string, wallMs: number): string {
  const aside = freeName(path, wallMs);
  renameSync(path, aside);
  for (const suffix of companions) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return aside;
}

function freeName(path: string, wallMs: number): string {
  const extension = extname(path);
  const stem = join(dirname(path), basename(path, extension));
  const date = new Date(wallMs).toISOString().slice(0, 19).replaceAll(':', '');
  for (let attempt = 1; ; attempt += 1) {
    const candidate = `${stem}.damaged-${date}${attempt === 1 ? '' : `-${attempt}`}${extension}`;
    if (!existsSync(candidate)) return candidate;
  }
}
