/** Releases whose packages have a known size: noise that a delta can only carry whole. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildBinpkg, ec618Images } from './buildBinpkg.ts';
import { seededRandom } from './syntheticImage.ts';

/** 250 kB of noise: a delta can only carry it whole, so two blocks pass the limit of 480 KiB and one does not. */
function noise(seed: number): Uint8Array {
  const random = seededRandom(seed);
  return Uint8Array.from({ length: 250_000 }, () => random(256));
}

const before = [noise(1), noise(2)];
const after = [noise(3), noise(4)];
const still = { bl: noise(5).subarray(0, 2000), cp: noise(6).subarray(0, 3000) };

/** A release whose first `changed` blocks are the new ones. */
export function writeRelease(folder: string, model: string, version: number, changed: number): string {
  const name = new TextEncoder().encode(`\0AirM2M_${model}_V${version}_LTE_AT\0`);
  const ap = Buffer.concat([
    name,
    ...before.map((block, at) => (at < changed ? (after[at] ?? block) : block)),
  ]);
  const path = join(folder, `AirM2M_${model}_V${version}_LTE_AT.binpkg`);
  writeFileSync(path, buildBinpkg({ images: ec618Images({ ...still, ap }) }));
  return path;
}
