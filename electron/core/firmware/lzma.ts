import { decompress } from 'lzma1';
import { type Damage, damaged } from './damaged.ts';

/** Where a stream stands in its container and what it may become. */
export interface LzmaPlace {
  /** Id of the rule that a broken stream breaks. */
  readonly check: string;
  /** Offset of the stream in the container, for the error. */
  readonly offset: number;
  /** Bytes that the stream has to yield, exactly. The caller bounds it before. */
  readonly sizeBytes: number;
}

/** Head of an LZMA-alone stream: properties, dictionary, unpacked size (lzma-specification.txt). */
const aloneHeadBytes = 13;
/** A range coder needs its first five bytes. */
const leastBodyBytes = 5;

/**
 * Unpacks an LZMA-alone stream (`5D`, dictionary, 64-bit size, data). Its own size has to be `sizeBytes`.
 * Throws `firmware.damaged`.
 */
export function unpackLzmaAlone(stream: Uint8Array, place: LzmaPlace): Uint8Array {
  if (stream.length < aloneHeadBytes) throw fault(place, `${aloneHeadBytes} bytes`, `${stream.length} bytes`);
  const announced = announcedSize(stream);
  if (announced !== BigInt(place.sizeBytes))
    throw fault(place, `${place.sizeBytes} bytes`, `${announced} bytes`);
  return unpackLzmaRaw(stream.subarray(0, 5), stream.subarray(aloneHeadBytes), place);
}

/** The unpacked size that an LZMA-alone stream announces, null where it is too short for one. */
export function lzmaAloneSize(stream: Uint8Array): bigint | null {
  return stream.length < aloneHeadBytes ? null : announcedSize(stream);
}

/** Unpacks LZMA data whose five property bytes and size are known from elsewhere. Throws `firmware.damaged`. */
export function unpackLzmaRaw(props: Uint8Array, data: Uint8Array, place: LzmaPlace): Uint8Array {
  if (props.length !== 5 || !codingAllowed(props[0] ?? 0xff))
    throw fault(place, 'LZMA properties', [...props].join(' '));
  if (data.length < leastBodyBytes) throw fault(place, `${leastBodyBytes} bytes`, `${data.length} bytes`);
  if (place.sizeBytes === 0) return new Uint8Array(0);
  const unpacked = attempt(framed(props, data, place.sizeBytes), place);
  if (unpacked.length !== place.sizeBytes)
    throw fault(place, `${place.sizeBytes} bytes`, `${unpacked.length} bytes`);
  return unpacked;
}

/**
 * One byte stands for lc, lp and pb. Every format of this trade has lc 3, lp 0 or 1, pb 2; beyond lc + lp = 4 the decoder's
 * tables grow to hundreds of MiB, and LZMA2 forbids it for that reason.
 */
function codingAllowed(coding: number): boolean {
  const lc = coding % 9;
  const lp = Math.floor(coding / 9) % 5;
  return coding < 225 && lc + lp <= 4;
}

/** The decoder reserves what the dictionary field says; more than the output never serves and could be 4 GiB. */
function framed(props: Uint8Array, data: Uint8Array, sizeBytes: number): Uint8Array {
  const whole = new Uint8Array(aloneHeadBytes + data.length);
  const view = new DataView(whole.buffer);
  const declared = new DataView(props.buffer, props.byteOffset, props.byteLength).getUint32(1, true);
  whole[0] = props[0] ?? 0;
  view.setUint32(1, Math.max(4096, Math.min(declared, sizeBytes)), true);
  view.setUint32(5, sizeBytes, true);
  whole.set(data, aloneHeadBytes);
  return whole;
}

function attempt(stream: Uint8Array, place: LzmaPlace): Uint8Array {
  try {
    return decompress(stream);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    const damage: Damage = { check: place.check, offset: place.offset, expected: 'LZMA data', found };
    throw damaged(damage, cause);
  }
}

function announcedSize(stream: Uint8Array): bigint {
  return new DataView(stream.buffer, stream.byteOffset, stream.byteLength).getBigUint64(5, true);
}

function fault(place: LzmaPlace, expected: string, found: string): Error {
  return damaged({ check: place.check, offset: place.offset, expected, found });
}
