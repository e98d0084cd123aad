/** What a packaged Airdock must have, must not have, and what its binary may not do. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { packageOf } from '../imports/places.mjs';
import { readImports } from '../imports/readImports.mjs';

/**
 * @param {string} appFolder e.g. dist/linux-unpacked
 * @param {{ executable: string, native: { needed: RegExp, allowed: RegExp } }} platform
 * @returns {Promise<string[]>} one sentence per finding; empty when all is well
 */
export async function inspectPackage(appFolder, { executable, native: binaries }) {
  const archive = join(appFolder, 'resources', 'app.asar');
  const entries = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/').slice(1));
  const files = entries.filter((path) => !('files' in statFile(archive, path)));
  return [
    ...missing(files),
    ...unwanted(files),
    ...libraries(archive, files),
    ...native(archive, appFolder, files, binaries),
    ...entryPoint(archive, files),
    ...(await fuses(join(appFolder, executable))),
  ];
}

const required = [
  [/^out\/main\/index\.js$/, 'the desktop program'],
  [/^out\/main\/local\.js$/, 'the local host'],
  [/^out\/main\/cli\.js$/, 'the command line'],
  [/^out\/main\/workers\/delta\.js$/, 'the delta worker'],
  [/^out\/main\/workers\/journal\.js$/, 'the journal worker'],
  [/^out\/preload\/index\.cjs$/, 'the preload script'],
  [/^out\/renderer\/index\.html$/, 'the page'],
  [/^out\/renderer\/assets\/.+\.js$/, "the page's script"],
  [/^out\/renderer\/assets\/.+\.css$/, "the page's styles"],
  [/^resources\/demo\/.+\.binpkg$/, 'the demo firmware'],
  [/^node_modules\/libarchive-wasm\/dist\/libarchive\.wasm$/, 'the archive reader'],
  [/^LICENSE$/, 'the licence'],
];

function missing(files) {
  return required
    .filter(([pattern]) => !files.some((path) => pattern.test(path)))
    .map(([pattern, what]) => `missing: ${what} (${pattern.source})`);
}

const refused = [
  [/\.map$/, 'a source map'],
  [/\.tsx?$/, 'a TypeScript source'],
  [/^(test|scripts|docs|shared|electron|renderer)\//, 'a folder of the project that is not shipped'],
  [/(^|\/)corpus\//, 'vendor firmware'],
  [/^node_modules\/(electron|vite|vitest|typescript|@playwright|7z-wasm)\//, 'a tool of development'],
  [/(^|\/)\.(env|git|npmrc)/, 'a private file'],
];

function unwanted(files) {
  return files.flatMap((path) => {
    const found = refused.find(([pattern]) => pattern.test(path));
    return found === undefined ? [] : [`not to be shipped: ${path} is ${found[1]}`];
  });
}

/** Every package that the programs import is there, and none that they do not reach. */
function libraries(archive, files) {
  const shipped = new Set(files.map(packageOfPath).filter((name) => name !== null));
  const reached = new Set();
  const queue = files
    .filter((path) => /^out\/main\/.+\.js$/.test(path))
    .flatMap((path) => packagesIn(archive, path));
  for (const name of queue) {
    if (reached.has(name)) continue;
    reached.add(name);
    if (!shipped.has(name)) continue;
    const { dependencies = {} } = JSON.parse(read(archive, `node_modules/${name}/package.json`));
    queue.push(...Object.keys(dependencies));
  }
  return [
    ...[...reached]
      .filter((name) => !shipped.has(name) && !leftOut.has(name))
      .map((name) => `missing: the package ${name}`),
    ...[...shipped]
      .filter((name) => !reached.has(name))
      .map((name) => `not to be shipped: nothing reaches the package ${name}`),
  ];
}

/** Dependencies of a library that only its build or its tests use (electron-builder.yml leaves them out). */
const leftOut = new Set(['node-addon-api', '@serialport/binding-mock']);

function packageOfPath(path) {
  return /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? null;
}

function packagesIn(archive, path) {
  return readImports(path, read(archive, path))
    .map(({ specifier }) => specifier)
    .filter((name) => !/^(\.|node:|electron$)/.test(name))
    .map(packageOf);
}

function native(archive, appFolder, files, { needed, allowed }) {
  const binaries = files.filter((path) => path.endsWith('.node'));
  const findings = binaries.some((path) => needed.test(path))
    ? []
    : [`missing: a native binary that fits ${needed.source}`];
  for (const path of binaries) {
    if (!allowed.test(path)) findings.push(`not to be shipped: ${path} is for another system`);
    const isUnpacked =
      statFile(archive, path).unpacked === true &&
      existsSync(join(appFolder, 'resources', 'app.asar.unpacked', path));
    if (!isUnpacked) findings.push(`${path} is inside the archive, where the system cannot load it`);
  }
  return findings;
}

function entryPoint(archive, files) {
  const { main, version } = JSON.parse(read(archive, 'package.json'));
  const findings = files.includes(main) ? [] : [`package.json starts ${main}, which is not there`];
  if (!/^\d+\.\d+\.\d+/.test(version)) findings.push(`package.json has no version: ${version}`);
  return findings;
}

/** A fuse stands in the binary as the character "1" or "0". */
const on = '1'.charCodeAt(0);
const off = '0'.charCodeAt(0);

const wantedFuses = {
  RunAsNode: off,
  EnableCookieEncryption: on,
  EnableNodeOptionsEnvironmentVariable: off,
  EnableNodeCliInspectArguments: off,
  EnableEmbeddedAsarIntegrityValidation: on,
  OnlyLoadAppFromAsar: on,
  GrantFileProtocolExtraPrivileges: off,
};

async function fuses(binary) {
  const wire = await getCurrentFuseWire(binary);
  return Object.entries(wantedFuses)
    .filter(([name, state]) => wire[FuseV1Options[name]] !== state)
    .map(([name, state]) => `the fuse ${name} is not ${state === on ? 'on' : 'off'}`);
}

function read(archive, path) {
  const unpacked = statFile(archive, path).unpacked === true;
  return unpacked
    ? readFileSync(join(`${archive}.unpacked`, path), 'utf8')
    : extractFile(archive, path).toString('utf8');
}
