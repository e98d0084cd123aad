/**
 * Writes stand-in firmware for the virtual modules whose vendors publish no format (docs/formats/simulator-package.md):
 * `node scripts/make-simulator-firmware.ts OLD_VERSION NEW_VERSION FOLDER` makes both images and the package between them.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSimulatorFiles } from './demo/simulatorFirmware.ts';

const [oldVersion, newVersion, folder] = process.argv.slice(2);
if (oldVersion === undefined || newVersion === undefined || folder === undefined) {
  console.error('Usage: node scripts/make-simulator-firmware.ts OLD_VERSION NEW_VERSION FOLDER');
  process.exit(2);
}
await mkdir(folder, { recursive: true });
for (const [name, bytes] of buildSimulatorFiles(oldVersion, newVersion)) {
  await writeFile(join(folder, name), bytes);
  console.log(`${name}: ${bytes.length} bytes`);
}
