import { updateCrc } from './crc.ts';
import { blockBytes } from './flash.ts';
import type { FlashBulk } from './flashBulk.ts';

/** A file with settings on the module that the pack names (luat-formats 6.2, bulk type 3). */
export interface RunningNv {
  readonly path: string;
  readonly bytes: number;
  readonly crc: number;
}

export interface PackContent {
  readonly oldName: string;
  readonly newName: string;
  readonly flash: FlashBulk | null;
  readonly runningNv: readonly RunningNv[];
}

const fixedBytes = 36;
const flashBulkBytes = 32;

/** `RDAOTA02`: fixed head, names, one bulk per thing to change, and the bundles (luat-formats 6.2). */
export function writePack(content: PackContent): Uint8Array {
  const { flash, runningNv } = content;
  const names = [content.oldName, content.newName].map((name) => Buffer.from(name, 'latin1'));
  // both names have one size; four at a time keeps the words behind them in place
  const nameBytes = padded(Math.max(...names.map((name) => name.length)));
  const nvBytes = runningNv.map(({ path }) => 16 + padded(path.length + 1));
  const headBytes =
    fixedBytes +
    2 * nameBytes +
    (flash === null ? 0 : flashBulkBytes) +
    nvBytes.reduce((sum, n) => sum + n, 0);
  const out = Buffer.alloc(headBytes + (flash?.bundle.length ?? 0));
  const cursor = wordsInto(out, 16);
  out.write('RDAOTA02', 0, 'latin1');
  out.writeUInt32LE(out.length, 8);
  cursor.words(headBytes, flash === null ? 0 : blockBytes);
  cursor.words(
    runningNv.length + (flash === null ? 0 : 1),
    runningNv.length + (flash?.blockCount ?? 0),
    nameBytes,
  );
  for (const name of names) cursor.field(name, nameBytes);
  if (flash !== null) {
    cursor.words(0);
    cursor.field(Buffer.from('SFL1', 'latin1'), 4);
    cursor.words(flash.base, flash.oldBytes, flash.oldCrc, 1, flash.bundle.length, headBytes);
    out.set(flash.bundle, headBytes);
  }
  for (const { path, bytes, crc } of runningNv) {
    cursor.words(3, padded(path.length + 1));
    cursor.field(Buffer.from(path, 'latin1'), padded(path.length + 1));
    cursor.words(bytes, crc);
  }
  out.writeUInt32LE(updateCrc(out.subarray(16)), 12);
  return Uint8Array.from(out);
}

/** With room for the closing zero, in words. */
const padded = (bytes: number): number => (bytes + 3) & ~3;

function wordsInto(
  out: Buffer,
  start: number,
): { words(...values: number[]): void; field(bytes: Uint8Array, size: number): void } {
  let at = start;
  return {
    words(...values) {
      for (const value of values) at = out.writeUInt32LE(value, at);
    },
    field(bytes, size) {
      out.set(bytes, at);
      at += size;
    },
  };
}
