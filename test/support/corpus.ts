import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Folder of real vendor firmware: `AIRDOCK_CORPUS`, else `../shared/corpus` beside the project. */
export const corpusRoot = process.env['AIRDOCK_CORPUS'] ?? resolve(projectRoot, '../shared/corpus');

/** True where the corpus is present; tests that need it use `describe.skipIf(!hasCorpus)` and say `[needs corpus]` in their name. */
export const hasCorpus = existsSync(join(corpusRoot, 'SHA256SUMS'));

/** Absolute path of a corpus file, e.g. `corpusPath('luat/ota_made/r618_old.binpkg')`. */
export function corpusPath(relative: string): string {
  return join(corpusRoot, relative);
}

/** Bytes of a corpus file. */
export function corpusBytes(relative: string): Uint8Array {
  return new Uint8Array(readFileSync(corpusPath(relative)));
}
