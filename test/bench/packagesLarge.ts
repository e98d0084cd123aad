/**
 * Images of 4 MiB, the size that the goals of time and memory are about. No such pair is at hand, so three are put together from
 * real ones: a next release made by rule, two real releases one behind the other, and two images that share nothing.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPac } from '../../electron/core/firmware/pac.ts';
import { corpusBytes } from '../support/corpus.ts';
import { calibrate } from './calibrate.ts';
import { costOf, judge, line, type Measure, quietest, sizeOf } from './packagesMeasure.ts';
import { type Linked, relink } from './packagesRelink.ts';
import type { Source } from './packagesRow.ts';

interface ImagePair {
  readonly old: Uint8Array;
  readonly fresh: Uint8Array;
}

const largeBytes = 4 * 1024 * 1024;
const goal = { ms: 10_000, peakMiB: 400 } as const;
const oldPac = 'luat/uis8910/CSDK_RDA8910_TMP_20210203.pac';

const pairs: readonly (readonly [old: string, fresh: string, address: number])[] = [
  ['luat/uis8910/ap_20210203.img', 'luat/uis8910/ap_20210514.img', 0x60010000],
  ['pairs/ec618-cp/old.bin', 'pairs/ec618-cp/new.bin', 0x800000],
  ['pairs/pybv11/old.bin', 'pairs/pybv11/new.bin', 0x08020000],
  ['pairs/ec718p-cp/old.bin', 'pairs/ec718p-cp/new.bin', 0x81a000],
  ['pairs/ec618-bl/old.bin', 'pairs/ec618-bl/new.bin', 0x804000],
  ['pairs/tiny/old.bin', 'pairs/tiny/new.bin', 0x08020000],
];

/** Prints what each writer with room for 4 MiB takes; the exit code is 1 when time or memory is missed. */
export function benchLarge(measure: Measure, folder: string): void {
  console.log(`\nimages of 4 MiB; goal: ${goal.ms} ms, ${goal.peakMiB} MiB (missed time: the best of three)`);
  const kinds = { relinked: relinkedPair(), releases: releasesPair(), unrelated: unrelatedPair() };
  for (const [name, { old, fresh }] of Object.entries(kinds)) console.log(line(name, digests(old, fresh)));
  console.log(line('pair', 'format', 'ours', 'ms', 'cpu ms', 'peak MiB', 'goal'));
  for (const [name, format, chip] of [
    ['relinked', 'ec618-par', 'ec618'],
    ['relinked', 'ec7xx', 'ec7xx'],
    ['relinked', 'uis8910', 'uis8910'],
    ['releases', 'ec618-par', 'ec618'],
    ['releases', 'ec7xx', 'ec7xx'],
    ['releases', 'uis8910', 'uis8910'],
    ['releases', 'csdk-full', 'ec618'],
    ['unrelated', 'ec618-par', 'ec618'],
    ['unrelated', 'ec7xx', 'ec7xx'],
    ['unrelated', 'uis8910', 'uis8910'],
  ] as const) {
    const figures = quietest(measure, { ...onDisk(folder, kinds[name], chip), format }, goal.ms);
    const isMet = figures !== null && figures.ms <= goal.ms && figures.peakMiB <= goal.peakMiB;
    const cells = figures === null ? ['FAILED'] : [...sizeOf(figures), ...costOf(figures)];
    console.log(line(name, format, ...cells, judge(isMet)));
  }
  console.log('* more than the module takes: built roughly, to say how large it would be');
  console.log(calibrate());
}

/** A release and the one after it, made by rule from the real images above and some of a modem core, which is packed. */
function relinkedPair(): ImagePair {
  const modem = readPac(corpusBytes(oldPac)).images.find(({ name }) => name === 'PS')?.bytes;
  const parts: Linked[] = pairs.map(([old, , address]) => ({ bytes: corpusBytes(old), address }));
  const filled = parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const rest = (modem ?? new Uint8Array(0)).subarray(0, largeBytes - filled);
  const whole = [...parts, { bytes: rest, address: 0 }];
  return { old: large(whole.map(({ bytes }) => bytes)), fresh: large([relink(whole, 1)]) };
}

/** All real pairs one behind the other, then once more back in time and in another alphabet. */
function releasesPair(): ImagePair {
  const real = pairs.map(([old, fresh]) => ({ old: corpusBytes(old), fresh: corpusBytes(fresh) }));
  const others = real.map(({ old, fresh }) => ({ old: inAlphabet(fresh, 167), fresh: inAlphabet(old, 167) }));
  const all = [...real, ...others];
  return { old: large(all.map(({ old }) => old)), fresh: large(all.map(({ fresh }) => fresh)) };
}

/** Two images that have nothing to do with each other: the most work, for a package that hardly any module takes. */
function unrelatedPair(): ImagePair {
  const real = pairs.map(([old]) => corpusBytes(old));
  const again = (factor: number): Uint8Array[] => real.map((bytes) => inAlphabet(bytes, factor));
  return { old: large([...real, ...again(167)]), fresh: large([...again(77), ...again(33)]) };
}

/**
 * Every byte value replaced by another one: structure and entropy stay, and nothing matches. `factor` is odd, so that no two
 * become one.
 */
function inAlphabet(bytes: Uint8Array, factor: number): Uint8Array {
  return bytes.map((byte) => byte * factor + 91);
}

function large(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts).subarray(0, largeBytes));
}

/** So that a reader sees that two runs are about the same bytes. */
function digests(old: Uint8Array, fresh: Uint8Array): string {
  return [old, fresh]
    .map((bytes) => `${bytes.length} ${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`)
    .join(' -> ');
}

function onDisk(
  folder: string,
  pair: ImagePair,
  chip: 'ec618' | 'ec7xx' | 'uis8910',
): { old: Source; fresh: Source } {
  const write = (name: string, bytes: Uint8Array): Source => {
    const imageFile = join(folder, name);
    writeFileSync(imageFile, bytes);
    return { imageFile, chip };
  };
  return { old: write('old.bin', pair.old), fresh: write('new.bin', pair.fresh) };
}
