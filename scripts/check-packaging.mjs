/**
 * `npm run packaging`: packs Airdock for Linux with electron-builder.yml against a stand-in Electron (no download, so it runs
 * everywhere) and looks at the result. Needs a build in `out`.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { inspectPackage } from './packaging/inspect.mjs';
import { runPackaged } from './packaging/runPackaged.mjs';
import { makeStandIn } from './packaging/standIn.mjs';

const root = resolve(import.meta.dirname, '..');
if (!existsSync(join(root, 'out', 'main', 'index.js'))) {
  console.error('There is no build in out/: run `npm run build` first.');
  process.exit(1);
}

let failed = true;
const scratch = mkdtempSync(join(tmpdir(), 'airdock-packaging-'));
try {
  const electronDist = join(scratch, 'electron');
  makeStandIn(electronDist);
  await build({
    projectDir: root,
    targets: Platform.LINUX.createTarget('dir', Arch.x64),
    config: {
      extends: join(root, 'electron-builder.yml'),
      electronDist,
      directories: { output: join(scratch, 'dist') },
    },
    publish: 'never',
  });
  const appFolder = join(scratch, 'dist', 'linux-unpacked');
  const findings = await inspectPackage(appFolder, {
    executable: 'airdock',
    native: {
      needed: /@serialport\/bindings-cpp\/prebuilds\/linux-x64\//,
      allowed: /@serialport\/bindings-cpp\/prebuilds\/linux-/,
    },
  });
  findings.push(...runPackaged(appFolder, join(scratch, 'run')));
  for (const finding of findings) console.error(finding);
  console.log(
    findings.length === 0 ? 'The package has all it needs and nothing else.' : `${findings.length} findings.`,
  );
  failed = findings.length > 0;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
// Not by exitCode: electron-builder ends the process with a code of its own.
process.exit(failed ? 1 : 0);
