import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

/**
 * Bundles the bench's server and the journal's worker into `folder` as a release does (electron.vite.config.ts): Node would load its
 * whole TypeScript compiler to run the sources, some 60 MiB that no user's Airdock has. Returns the program's path.
 */
export async function bundleServerHost(folder: string): Promise<string> {
  const here = (path: string): string => resolve(import.meta.dirname, path);
  await build({
    configFile: false,
    logLevel: 'error',
    root: here('../..'),
    // The folder has no packages beside it, so they come along.
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      target: 'node24',
      rolldownOptions: {
        input: {
          host: here('serverHost.ts'),
          'workers/journal': here('../../electron/core/journal/worker.ts'),
          'workers/index': here('../../electron/core/journal/search/indexWorker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  return join(folder, 'host.js');
}
