/** Writes resources/demo. Run `node scripts/make-demo-firmware.ts` after a change in scripts/demo and commit the result. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildDemoFiles } from './demo/demoFirmware.ts';

const folder = fileURLToPath(new URL('../resources/demo/', import.meta.url));
await mkdir(folder, { recursive: true });
for (const [name, bytes] of await buildDemoFiles()) {
  await writeFile(join(folder, name), bytes);
  console.log(`${name}: ${bytes.length} bytes`);
}
