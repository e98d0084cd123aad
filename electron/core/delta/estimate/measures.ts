/**
 * From quick measures to sizes. The factors stand for what our writers make of firmware beside deflate; they were measured on real
 * pairs (EC618 core 0.96, EC718 by sections 0.78, UIS8910 application 0.66 of the measure) and widened.
 */
import { deflateRawSync } from 'node:zlib';
import { pairSections } from '../formats/ec7xx/write/sectionPair.ts';
import { add, between, type SizeRange } from './sizeRange.ts';
import { differenceBytes } from './sparseDifference.ts';

/** Each measures one image, given OLD's and NEW's bytes, or NEW's alone. */
export interface Measures {
  ec618(old: Uint8Array, fresh: Uint8Array): SizeRange;
  ec7xx(old: Uint8Array, fresh: Uint8Array): SizeRange;
  uis8910(old: Uint8Array, fresh: Uint8Array): SizeRange;
  lzma(bytes: Uint8Array): SizeRange;
  gzip(bytes: Uint8Array): SizeRange;
}

/** Heads and padding of a package for one image, and of each of its parts. */
const heads = {
  ec618: { image: 240, part: 48, partBytes: 0x8000 },
  ec7xx: { image: 240, part: 64, partBytes: 0x18000 },
  uis8910: { image: 300, part: 24, partBytes: 0x10000 },
} as const;

type Writer = keyof typeof heads;

/** The same image in several formats is measured once. */
export function createMeasures(): Measures {
  const known = new WeakMap<Uint8Array, number>();
  const remember = (fresh: Uint8Array, measure: () => number): number => {
    const measured = known.get(fresh) ?? measure();
    known.set(fresh, measured);
    return measured;
  };
  const difference = (old: Uint8Array, fresh: Uint8Array): number =>
    remember(fresh, () => differenceBytes(old, fresh));
  // Whole and as a difference the same image measures differently.
  const packed = new WeakMap<Uint8Array, number>();
  const deflated = (bytes: Uint8Array): number => {
    const measured = packed.get(bytes) ?? deflateRawSync(bytes).length;
    packed.set(bytes, measured);
    return measured;
  };
  return {
    ec618: (old, fresh) => withHeads('ec618', fresh, scaled(difference(old, fresh), 0.85, 1.2)),
    ec7xx: (old, fresh) =>
      withHeads(
        'ec7xx',
        fresh,
        scaled(
          remember(fresh, () => sectionsDifference(old, fresh)),
          0.6,
          1.1,
        ),
      ),
    uis8910: (old, fresh) => withHeads('uis8910', fresh, scaled(difference(old, fresh), 0.5, 0.9)),
    lzma: (bytes) => scaled(deflated(bytes), 0.7, 1.02),
    gzip: (bytes) => add(between(80, 200), scaled(deflated(bytes), 0.92, 1)),
  };
}

/** EC7xx images are compared unpacked where their compressed sections allow it. */
function sectionsDifference(old: Uint8Array, fresh: Uint8Array): number {
  const pair = pairSections(old, fresh);
  if (typeof pair === 'string') return differenceBytes(old, fresh);
  const raw = differenceBytes(old.subarray(0, pair.old.rawBytes), fresh.subarray(0, pair.fresh.rawBytes));
  return pair.zones.reduce((sum, zone) => sum + differenceBytes(zone.old.unpacked, zone.fresh.unpacked), raw);
}

function scaled(measured: number, low: number, high: number): SizeRange {
  return between(measured * low, measured * high);
}

function withHeads(writer: Writer, fresh: Uint8Array, range: SizeRange): SizeRange {
  const { image, part, partBytes } = heads[writer];
  return add(range, between(image / 2, image + part * Math.ceil(fresh.length / partBytes)));
}
