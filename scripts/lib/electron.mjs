/** Electron's own binary does not come with npm: use it where it is, try once to fetch it, remember a failure. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inProject, node24, scriptEnvironment } from './paths.mjs';
import { run } from './run.mjs';

const attemptMs = 20_000;
const failure = inProject('node_modules', '.airdock-electron-unavailable');

/** Path of the Electron binary, or null where there is none. */
export function electronBinary() {
  const pathFile = inProject('node_modules', 'electron', 'path.txt');
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH && existsSync(pathFile)) {
    const overridden = `${process.env.ELECTRON_OVERRIDE_DIST_PATH}/${readFileSync(pathFile, 'utf8').trim()}`;
    return existsSync(overridden) ? overridden : null;
  }
  if (!existsSync(pathFile)) return null;
  const binary = inProject('node_modules', 'electron', 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

/**
 * The binary, after at most one attempt of 20 s to fetch it. `AIRDOCK_RETRY_ELECTRON=1` forgets a former failure.
 * @returns {Promise<string | null>}
 */
export async function ensureElectron() {
  const present = electronBinary();
  if (present) return present;
  if (existsSync(failure) && process.env.AIRDOCK_RETRY_ELECTRON !== '1') return null;
  console.log('Fetching the Electron binary once (20 s at most) ...');
  const { code, timedOut } = await run(node24, [inProject('node_modules', 'electron', 'install.js')], {
    cwd: inProject(),
    env: scriptEnvironment(),
    timeoutMs: attemptMs,
    capture: true,
  });
  const fetched = code === 0 ? electronBinary() : null;
  if (!fetched) {
    writeFileSync(failure, `${new Date().toISOString()} ${timedOut ? 'timed out' : `exit ${code}`}\n`);
    console.log(
      'No Electron binary here; using the local host in a browser. AIRDOCK_RETRY_ELECTRON=1 tries again.',
    );
  }
  return fetched;
}
