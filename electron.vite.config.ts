import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const here = (path: string): string => resolve(import.meta.dirname, path);

/** Every program and worker that runs in Node; nothing runs from sources, workers included (electron/core/workers.ts). */
const mainEntries = {
  index: here('electron/hosts/desktop/main.ts'),
  local: here('electron/hosts/local/main.ts'),
  cli: here('electron/hosts/cli/main.ts'),
  'workers/delta': here('electron/core/delta/worker.ts'),
  'workers/deltaHelper': here('electron/core/delta/crew/helper.ts'),
  'workers/journal': here('electron/core/journal/worker.ts'),
  'workers/index': here('electron/core/journal/search/indexWorker.ts'),
};

for (const path of Object.values(mainEntries)) {
  if (!existsSync(path)) throw new Error(`no such entry: ${path}`);
}

export default defineConfig({
  main: {
    build: {
      outDir: here('out/main'),
      // Node 24 is what Electron 45 embeds and what the scripts run on.
      target: 'node24',
      // Dependencies stay packages: serialport brings native code, libarchive its WASM file.
      externalizeDeps: true,
      sourcemap: false,
      rolldownOptions: {
        input: mainEntries,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: here('out/preload'),
      target: 'node24',
      // A sandboxed preload script can require nothing but `electron` and must be CommonJS.
      externalizeDeps: false,
      sourcemap: false,
      rolldownOptions: {
        input: { index: here('electron/hosts/desktop/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: here('renderer'),
    plugins: [react()],
    build: {
      outDir: here('out/renderer'),
      // Chromium of Electron 45, and the browsers of the same year for the local host.
      target: 'es2024',
      minify: true,
      sourcemap: false,
      // The page's policy knows no data: but for pictures.
      assetsInlineLimit: 0,
      // Loaded from this computer's disk, not over a network.
      chunkSizeWarningLimit: 2000,
      // The helper would be an inline script.
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { index: here('renderer/index.html') } },
    },
  },
});
