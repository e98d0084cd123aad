import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The version in a package.json. */
export function readVersion(path: string): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path, 'utf8'))).version;
}
