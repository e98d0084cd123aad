import { findMatches, type MatchLists } from './matches.ts';
import { freshModel } from './model.ts';
import { createParser, type ParseSettings } from './parse.ts';
import { type LzmaProps, propsByte } from './props.ts';
import { createRangeEncoder } from './rangeEncoder.ts';
import { createSymbolWriter } from './symbols.ts';

export type { LzmaProps } from './props.ts';

/** Tried in turn, the smallest stream stays. None wins everywhere: how far to look depends on how fast the data changes. */
const tries: readonly ParseSettings[] = [
  { ways: 6, matchWays: 2, niceLength: 128, windowBytes: 2048, overlapBytes: 256 },
];

/**
 * Codes `data` as one raw LZMA1 stream: range-coded bytes alone, without header and without end mark; who decodes it has to know
 * the properties and the length. The same input gives the same bytes.
 *
 * Throws RangeError for properties that LZMA1 has not.
 */
export function encodeLzma(data: Uint8Array, props: LzmaProps): Uint8Array {
  propsByte(props);
  const matches = findMatches(data, props.dictionaryBytes);
  let best: Uint8Array | null = null;
  for (const settings of tries) {
    const stream = encodeWith(data, props, matches, settings);
    if (best === null || stream.length < best.length) best = stream;
  }
  return best ?? new Uint8Array(0);
}

const aloneHeadBytes = 13;

/** `.lzma` ("LZMA alone"): properties, dictionary size and length in 13 bytes, then the raw stream. */
export function encodeLzmaAlone(data: Uint8Array, props: LzmaProps): Uint8Array {
  const stream = encodeLzma(data, props);
  const out = new Uint8Array(aloneHeadBytes + stream.length);
  const view = new DataView(out.buffer);
  view.setUint8(0, propsByte(props));
  view.setUint32(1, props.dictionaryBytes, true);
  view.setBigUint64(5, BigInt(data.length), true);
  out.set(stream, aloneHeadBytes);
  return out;
}

export function encodeWith(
  data: Uint8Array,
  props: LzmaProps,
  matches: MatchLists,
  settings: ParseSettings,
): Uint8Array {
  const coder = createRangeEncoder(data.length >> 1);
  const writer = createSymbolWriter(data, props, freshModel(props), coder);
  const parser = createParser(data, matches, props, settings);
  while (writer.position < data.length) {
    const { steps, lengths } = parser.next(writer, writer.model);
    for (let i = 0; i < steps.length; i += 1) writer.write(steps[i] ?? 0, lengths[i] ?? 0);
  }
  return coder.finish();
}
