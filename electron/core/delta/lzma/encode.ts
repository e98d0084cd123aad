import type { Effort } from '../effort.ts';
import { findMatches, type MatchSource, streamMatches } from './matches.ts';
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
  niceLength: 273,
  windowBytes: 512,
  overlapBytes: 128,
};
/** For data that is soon done. */
const thorough: ParseSettings = { ...usual, ways: 12, matchWays: 6 };
const thoroughUpToBytes = 32 * 1024;
/** For data that takes seconds: what more ways find there is some tenths of a per cent. */
const brisk: ParseSettings = { ...usual, ways: 4 };
const briskFromBytes = 768 * 1024;
/** For data that would take longer than a person likes to wait. */
const hasty: ParseSettings = { ...usual, ways: 3, matchWays: 1, niceLength: 128 };
const hastyFromBytes = 2 * 1024 * 1024;

/** For data that nobody will send. */
const rough: ParseSettings = { ...usual, ways: 1, matchWays: 1, niceLength: 128 };

/** The first pass only learns what the second one pays; a third of the ways gives nearly the same prices. */
function learning(settings: ParseSettings): ParseSettings {
  return { ...settings, ways: Math.max(1, Math.floor(settings.ways / 3)), matchWays: 1 };
}

/**
 * Codes `data` as one raw LZMA1 stream: range-coded bytes alone, without header and without end mark; who decodes it has to know
 * the properties and the length. The same input gives the same bytes.
 *
 * Throws RangeError for properties that LZMA1 has not.
 */
export function encodeLzma(data: Uint8Array, props: LzmaProps, effort: Effort = 'full'): Uint8Array {
  propsByte(props);
  if (effort === 'rough') return encodeOnce(data, props, rough);
  if (data.length >= hastyFromBytes) return encodeOnce(data, props, hasty);
  const input: PassInput = { data, props, matches: findMatches(data, props.dictionaryBytes) };
  const streams = settingsFor(data.length).flatMap((settings) => encodeTwice(input, settings));
  return streams.reduce((best, stream) => (stream.length < best.length ? stream : best));
}

function settingsFor(sizeBytes: number): readonly ParseSettings[] {
  if (sizeBytes <= thoroughUpToBytes) return [usual, thorough];
  return [sizeBytes < briskFromBytes ? usual : brisk];
}

/** One pass that learns the prices as it goes. */
function encodeOnce(data: Uint8Array, props: LzmaProps, settings: ParseSettings): Uint8Array {
  const input = { data, props, matches: streamMatches(data, props.dictionaryBytes) };
  return encodePass(input, settings, null, null);
}

/** One pass that learns the prices as it goes, and one that knows from the first what comes. */
function encodeTwice(input: PassInput, settings: ParseSettings): Uint8Array[] {
  const trail = createModelTrail();
  const isShort = input.data.length <= thoroughUpToBytes;
  const first = encodePass(input, isShort ? settings : learning(settings), null, trail);
  const second = encodePass(input, settings, trail, null);
  return isShort ? [first, second] : [second];
}

const aloneHeadBytes = 13;

/** `.lzma` ("LZMA alone"): properties, dictionary size and length in 13 bytes, then the raw stream. */
export function encodeLzmaAlone(data: Uint8Array, props: LzmaProps, effort: Effort = 'full'): Uint8Array {
  const stream = encodeLzma(data, props, effort);
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
  readonly matches: MatchSource;
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
