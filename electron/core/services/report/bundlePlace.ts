/** Where a bundle lies that a door hands out itself. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../../shared/domain/clock.ts';

/** As long as an uploaded copy stays. */
const keptForMs = 7 * 24 * 3600 * 1000;

/** A path below the data folder that nothing has yet, named by its time; bundles of more than a week ago go. */
export async function bundlePlace({
  dataFolder,
  clock,
}: {
  readonly dataFolder: string;
  readonly clock: Pick<Clock, 'wallMs'>;
}): Promise<string> {
  const folder = join(dataFolder, 'bundles');
  const nowMs = clock.wallMs();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const info = await stat(path).catch(() => null);
    if (info !== null && nowMs - info.mtimeMs > keptForMs) await rm(path, { force: true });
  }
  const time = new Date(nowMs).toISOString().slice(0, 16).replaceAll(/\D/g, '');
  return join(folder, `airdock-report-${time}-${randomBytes(3).toString('hex')}.zip`);
}
