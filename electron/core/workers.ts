/** The one place that knows where worker code lies; everything else gets a URL. */

export interface WorkerUrls {
  readonly journal: URL;
  /** Lines, search and export of the journal. */
  readonly index: URL;
  readonly delta: URL;
  /** What the delta worker starts beside itself. */
  readonly deltaHelper: URL;
}

/**
 * From sources the TypeScript files, in a build the files below `workers/` beside the bundle's entries. `baseUrl` is the
 * `import.meta.url` of the entry: Rollup may move this module into a chunk in another folder, the entry stays where it is.
 */
export function resolveWorkerUrls(baseUrl: string): WorkerUrls {
  return workerUrlsFrom(import.meta.url, baseUrl);
}

/** The rule itself: `selfUrl` is where this module runs from. */
export function workerUrlsFrom(selfUrl: string, baseUrl: string): WorkerUrls {
  if (new URL(selfUrl).pathname.endsWith('.ts')) {
    return {
      journal: new URL('./journal/worker.ts', selfUrl),
      index: new URL('./journal/search/indexWorker.ts', selfUrl),
      delta: new URL('./delta/worker.ts', selfUrl),
      deltaHelper: new URL('./delta/crew/helper.ts', selfUrl),
    };
  }
  return {
    journal: new URL('./workers/journal.js', baseUrl),
    index: new URL('./workers/index.js', baseUrl),
    delta: new URL('./workers/delta.js', baseUrl),
    deltaHelper: new URL('./workers/deltaHelper.js', baseUrl),
  };
}
