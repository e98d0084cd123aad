/**
 * Airdock in a browser of this computer. Prints its one-time address on stdout and keeps an unused one in `local-url` of the
 * data folder; Enter prints another. SIGINT and SIGTERM end it; a running job is then `interrupted` and says so at the next start.
 */
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../shared/errors.ts';
import { createCore } from '../../core/createCore.ts';
import { prepareDataFolder } from '../../core/store/dataFolder.ts';
import { replaceFile } from '../../core/store/ownerOnly.ts';
import { chooseLanguage, createTranslator } from '../cli/translator.ts';
import { findDataFolder } from '../common/dataFolder.ts';
import { createErrorLog } from '../common/errorLog.ts';
import { randomHex } from '../common/random.ts';
import { runCore } from '../common/runCore.ts';
import { readVersion } from '../common/version.ts';
import { type LocalArguments, parseLocalArguments } from './arguments.ts';
import { createLocalCapabilities } from './capabilities.ts';
import { createOpenImage } from './imageFiles.ts';
import { openBrowser } from './openBrowser.ts';
import { createOpenPackage } from './packageFiles.ts';
import { createMakeCertificate, createOpenBundle } from './reportFiles.ts';
import { startLocalServer } from './server.ts';
import { createUploads } from './uploads.ts';

/** Beside this file once it is built: out/main/local.js and out/renderer. */
const built = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

async function run({ open, port }: LocalArguments): Promise<void> {
  const folder = findDataFolder(null);
  prepareDataFolder(folder);
  const host = createLocalCapabilities(folder);
  const logError = createErrorLog(folder, () => new Date().toISOString());
  const core = await runCore({
    folder,
    host,
    create: (given) =>
      createCore({
        ...given,
        demoFolder: built('../../resources/demo/'),
        baseUrl: import.meta.url,
        version: readVersion(built('../../package.json')),
      }),
    temporaryFolder: tmpdir(),
    onInternalError: logError,
  });
  process.on('unhandledRejection', (thrown) => logError('unhandledRejection', thrown));
  const uploads = createUploads(join(folder, 'uploads'), randomHex);
  await uploads.clean(Date.now());
  const urlFile = join(folder, 'local-url');
  const server = await startLocalServer({
    rpc: core.rpcWithoutPaths,
    pageFolder: built('../renderer/'),
    uploads,
    openPackage: createOpenPackage(core.client, join(folder, 'downloads'), randomHex),
    openImage: createOpenImage(core.client),
    openBundle: createOpenBundle(core.client),
    certificate: createMakeCertificate(core.client),
    randomHex,
    port,
    onFreshUrl: (url) => replaceFile(urlFile, `${url}\n`),
  });
  const say = (url: string): boolean => process.stdout.write(`Airdock: ${url}\n`);
  const url = server.freshUrl();
  say(url);
  if (open) openBrowser(url);
  if (process.stdin.isTTY) process.stdin.on('data', () => say(server.freshUrl()));
  endOnSignal(async () => {
    rmSync(urlFile, { force: true });
    await server.close();
    await core.close();
  });
}

/** The first signal closes in order, the second one ends at once. */
function endOnSignal(close: () => Promise<void>): void {
  let asked = false;
  const end = (): void => {
    if (asked) process.exit(130);
    asked = true;
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

async function fail(thrown: unknown): Promise<void> {
  const t = await createTranslator(chooseLanguage(undefined, process.env));
  const text = thrown instanceof AppError ? t(`error.${thrown.code}`, thrown.params) : String(thrown);
  process.stderr.write(`Airdock: ${text}\n`);
  process.exitCode = 1;
}

try {
  await run(parseLocalArguments(process.argv.slice(2)));
} catch (thrown) {
  await fail(thrown);
}
