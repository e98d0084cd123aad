/** Files of the built page, and nothing else of this computer. */
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

export interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * The path below the page's folder that a URL path names, or null for one that names nothing below it. The path is taken as
 * it came, still encoded: whoever decodes twice, or lets a library tidy up first, checks something else than what is opened.
 */
export function relativePagePath(urlPath: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (!decoded.startsWith('/')) return null;
  const segments = decoded.slice(1).split('/');
  if (decoded === '/') return 'index.html';
  return segments.every(isPlainName) ? segments.join('/') : null;
}

/** One name of one entry on every system: no way up, no drive, no stream, no device, no second separator. */
function isPlainName(segment: string): boolean {
  return /^[\w@+-][\w@+.-]*$/.test(segment) && !segment.endsWith('.');
}

/** Null when there is no such file of a known type inside `folder`, links followed. */
export async function readPageFile(folder: string, urlPath: string): Promise<PageFile | null> {
  const relative = relativePagePath(urlPath);
  if (relative === null) return null;
  const contentType = contentTypes[extname(relative)];
  if (contentType === undefined) return null;
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, relative));
    if (!path.startsWith(root + sep) || !(await stat(path)).isFile()) return null;
    return { bytes: new Uint8Array(await readFile(path)), contentType };
  } catch {
    return null;
  }
}
