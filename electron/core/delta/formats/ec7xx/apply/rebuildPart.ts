import { damagedPackage } from '../../ec618/apply/damaged.ts';
import type { Stretch } from './flash.ts';
import type { Part } from './readGroup.ts';

/** OLD as far as it may be read; throws for the rest. */
export type ReadOld = (stretch: Stretch) => Uint8Array;

/**
 * Rebuilds one segment: each record adds its differences to OLD, inserts its bytes and moves the old pointer, which starts
 * at `startAt` (ec7xx-delta 2). All three streams have to come out even; the last jump means nothing.
 */
export function rebuildPart(part: Part, readOld: ReadOld, startAt: number): Uint8Array {
  const refuse = (check: string, expected: string, found: string): Error =>
    damagedPackage({ check: `part.${check}`, offset: part.offset, expected, found });
  checkSums(part, refuse);
  const out = new Uint8Array(part.newBytes);
  let written = 0;
  let diffAt = 0;
  let extraAt = 0;
  let old = startAt;
  for (const { add, insert, jump } of part.records) {
    if (add > 0) {
      const base = readOld({ from: old, to: old + add });
      for (let k = 0; k < add; k++) out[written + k] = (part.diff[diffAt + k] ?? 0) + (base[k] ?? 0);
    }
    out.set(part.extra.subarray(extraAt, extraAt + insert), written + add);
    written += add + insert;
    diffAt += add;
    extraAt += insert;
    old += add + jump;
    if (Math.abs(old) > 0x7fffffff) throw refuse('jump', 'a place in the image', `${old}`);
  }
  return out;
}

function checkSums(part: Part, refuse: (check: string, expected: string, found: string) => Error): void {
  let add = 0;
  let insert = 0;
  for (const record of part.records) {
    add += record.add;
    insert += record.insert;
  }
  if (add !== part.diff.length) throw refuse('diff', `${add} bytes`, `${part.diff.length} bytes`);
  if (insert !== part.extra.length) throw refuse('extra', `${insert} bytes`, `${part.extra.length} bytes`);
  if (add + insert === part.newBytes) return;
  throw refuse('sizes', `${part.newBytes} bytes`, `${add} + ${insert}`);
}
