import { findMatches, type MatchLists } from './matches.ts';
import { freshModel } from './model.ts';
import { createParser, type ParseSettings } from './parse.ts';
import { type LzmaProps, propsByte } from './props.ts';
import { createRangeEncoder } from './rangeEncoder.ts';
import { createSymbolWriter } from './symbols.ts';
import { createModelTrail, type ModelTrail } from './trail.ts';

export type { LzmaProps } from './props.ts';

/** Prices age quickly, so a search is short and its end is searched again. */
const usual: ParseSettings = {
  ways: 6,
  matchWays: 2,
  niceLength: 128,
  windowBytes: 512,
  overlapBytes: 128,
};
/** For data that is soon done. */
const thorough: ParseSettings = { ...usual, ways: 12, matchWays: 6, niceLength: 192 };
const thoroughUpToBytes = 32 * 1024;
/** A second pass is worth some tenths of a per cent; above this size it is not worth its seconds. */
const secondPassUpToBytes = 768 * 1024;

/**
 * Codes `data` as one raw LZMA1 stream: range-coded bytes alone, without header and without end mark; who decodes it has to know
 * the properties and the length. The same input gives the same bytes.
 *
 * Throws RangeError for properties that LZMA1 has not.
 */
export function encodeLzma(data: Uint8Array, props: LzmaProps): Uint8Array {
  propsByte(props);
  const input: PassInput = { data, props, matches: findMatches(data, props.dictionaryBytes) };
  const tries = data.length <= thoroughUpToBytes ? [usual, thorough] : [usual];
  const streams = tries.flatMap((settings) => encodeTwice(input, settings));
  return streams.reduce((best, stream) => (stream.length < best.length ? stream : best));
}

/** One pass that learns the prices as it goes, and one that knows from the first what comes. */
function encodeTwice(input: PassInput, settings: ParseSettings): Uint8Array[] {
  const trail = createModelTrail();
  const first = encodePass(input, settings, null, trail);
  if (input.data.length > secondPassUpToBytes) return [first];
  return [first, encodePass(input, settings, trail, null)];
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

interface PassInput {
  readonly data: Uint8Array;
  readonly props: LzmaProps;
  readonly matches: MatchLists;
}

function encodePass(
  { data, props, matches }: PassInput,
  settings: ParseSettings,
  known: ModelTrail | null,
  learns: ModelTrail | null,
): Uint8Array {
  const coder = createRangeEncoder(data.length >> 1);
  const writer = createSymbolWriter(data, props, freshModel(props), coder);
  const parser = createParser(data, matches, props, settings);
  while (writer.position < data.length) {
    const { model, position } = writer;
    const { steps, lengths } = parser.next(writer, known === null ? model : known.ahead(position, model));
    for (let i = 0; i < steps.length; i += 1) {
      writer.write(steps[i] ?? 0, lengths[i] ?? 0);
      learns?.note(writer.position, model);
    }
  }
  learns?.note(Number.POSITIVE_INFINITY, writer.model);
  return coder.finish();
}
