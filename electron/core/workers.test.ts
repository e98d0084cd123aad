import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resolveWorkerUrls, workerUrlsFrom } from './workers.ts';

describe('resolveWorkerUrls', () => {
  it('points at the TypeScript sources when it runs from sources, wherever the entry is', () => {
    const { journal, delta, deltaHelper } = resolveWorkerUrls('file:///elsewhere/hosts/local/main.ts');
    expect(existsSync(journal)).toBe(true);
    expect(existsSync(deltaHelper)).toBe(true);
    expect(delta.pathname.endsWith('/core/delta/worker.ts')).toBe(true);
  });

  it('points beside the entry in a build, also when the bundler has moved this module into a chunk', () => {
    const urls = workerUrlsFrom('file:///app/out/main/chunks/core-1a2b.js', 'file:///app/out/main/index.js');
    expect(urls.journal.href).toBe('file:///app/out/main/workers/journal.js');
    expect(urls.delta.href).toBe('file:///app/out/main/workers/delta.js');
    expect(urls.deltaHelper.href).toBe('file:///app/out/main/workers/deltaHelper.js');
  });

  it('takes the folder of the entries as well as an entry', () => {
    const urls = workerUrlsFrom(
      'file:///c:/Air%20dock/app.asar/main/index.js',
      'file:///c:/Air%20dock/app.asar/main/',
    );
    expect(urls.journal.href).toBe('file:///c:/Air%20dock/app.asar/main/workers/journal.js');
  });
});
