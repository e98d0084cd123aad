/** Places of this checkout. */
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const inProject = (...parts) => join(projectRoot, ...parts);

/** Node 24 from the npm package `node`: what Electron embeds, and what every script but the set-up runs on. */
export const node24 = inProject(
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** The environment of a script: Node 24 first on the path, so that tools with a shebang use it too. */
export function scriptEnvironment(extra = {}) {
  const separator = process.platform === 'win32' ? ';' : ':';
  const path = [dirname(node24), inProject('node_modules', '.bin'), process.env.PATH ?? ''].join(separator);
  return { ...process.env, PATH: path, ...extra };
}
