/** Runs what was packed, with nothing else of the project in reach: a library that was left out shows up here. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { extractAll } from '@electron/asar';

/**
 * The packed command line reads a packed demo firmware (archive reader, store, journal worker and serial ports included).
 * @param {string} appFolder e.g. dist/linux-unpacked
 * @param {string} scratch an empty folder outside of the project
 * @returns {string[]} one sentence when it fails, else empty
 */
export function runPackaged(appFolder, scratch) {
  const app = join(scratch, 'app');
  extractAll(join(appFolder, 'resources', 'app.asar'), app);
  const demo = join(app, 'resources', 'demo');
  const firmware = readdirSync(demo).find((name) => name.endsWith('.soc'));
  if (firmware === undefined) return ['missing: a demo firmware to read'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(app, 'out', 'main', 'cli.js'), 'inspect', join(demo, firmware), '--json'],
    { env: { ...process.env, AIRDOCK_HOME: join(scratch, 'home') }, encoding: 'utf8', timeout: 60_000 },
  );
  return status === 0 && stdout.startsWith('{')
    ? []
    : [`the packed command line fails (${status}): ${stderr}`];
}
