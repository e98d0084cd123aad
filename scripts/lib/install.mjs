/** Dependencies: installed when they are missing or the lock file has changed, otherwise left alone. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inProject, node24, scriptEnvironment } from './paths.mjs';
import { run } from './run.mjs';

const minimum = [20, 19];

/** Says what is missing on a Node that cannot even run the set-up, and ends the process. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > minimum[0] || (major === minimum[0] && minor >= minimum[1])) return;
  console.error(
    `Airdock needs Node ${minimum.join('.')} or later to set itself up; this is Node ${process.versions.node}.\n` +
      'Install a current Node (https://nodejs.org, or your system package), then run the same command again.',
  );
  process.exit(1);
}

function lockDigest() {
  return createHash('sha256')
    .update(readFileSync(inProject('package-lock.json')))
    .digest('hex');
}

/**
 * Runs `npm ci` when needed.
 * @param {{ quiet?: boolean }} [options] quiet: shows npm's output only when it fails, on stderr.
 * @returns {Promise<boolean>} false when the installation failed; what to do has been printed.
 */
export async function ensureInstalled({ quiet = false } = {}) {
  const stamp = inProject('node_modules', '.airdock-installed');
  const wanted = lockDigest();
  if (existsSync(stamp) && existsSync(node24) && readFileSync(stamp, 'utf8') === wanted) return true;
  if (!quiet) console.log('Installing dependencies (npm ci) ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { code, output } = await run(npm, ['ci'], {
    cwd: inProject(),
    capture: quiet,
    env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' },
    shell: process.platform === 'win32',
  });
  if (code !== 0 || !existsSync(node24)) {
    if (output) console.error(output);
    console.error(
      'npm ci failed. Check the network and the npm registry (`npm ping`), remove node_modules if a former run was cut off, then try again.',
    );
    return false;
  }
  const check = await run(node24, ['--version'], { capture: true, env: scriptEnvironment() });
  if (check.code !== 0) {
    console.error(`The bundled Node does not start on this system: ${check.output}`);
    return false;
  }
  writeFileSync(stamp, wanted);
  return true;
}
