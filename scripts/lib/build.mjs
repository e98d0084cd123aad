/** The build: made when the sources are newer than what was built from them. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject, node24, scriptEnvironment } from './paths.mjs';
import { run } from './run.mjs';

const sources = [
  'shared',
  'electron',
  'renderer',
  'resources',
  'electron.vite.config.ts',
  'package-lock.json',
  'tsconfig.json',
];

function* files(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* files(join(path, name));
}

function sourceDigest() {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of files(inProject(source))) {
      if (/\.test\.tsx?$/.test(file)) continue;
      hash.update(file.slice(inProject().length)).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/**
 * Builds when stale.
 * @param {{ quiet?: boolean }} [options] quiet: shows the output only when the build fails, on stderr.
 * @returns {Promise<boolean>} false when the build failed; its output has been printed.
 */
export async function ensureBuilt({ quiet = false } = {}) {
  const stamp = inProject('out', '.airdock-built');
  const wanted = sourceDigest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  if (!quiet) console.log('Building ...');
  const { code, output } = await run(
    node24,
    [inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'],
    {
      cwd: inProject(),
      env: scriptEnvironment({ NODE_ENV: 'production' }),
      capture: true,
    },
  );
  if (code !== 0) {
    console.error(output);
    console.error('The build failed. `npm run types` shows type errors with their places.');
    return false;
  }
  writeFileSync(stamp, wanted);
  return true;
}
