import { createHash } from 'node:crypto';
import { AppError, type ErrorParams } from '../../../../../shared/errors.ts';
import { ec618MaxBlockBytes } from '../../bzip2/blockRule.ts';
import { type ByteCursor, createByteCursor } from './apply/byteCursor.ts';
import { type ParHeader, readEnvelope, readParHeader } from './apply/readOuter.ts';
import { type PackageHeader, readPackageHeader } from './apply/readPackage.ts';
import { readPart, readPayloadHead } from './apply/readPayload.ts';
import { judgeStream } from './apply/unpackStream.ts';

export interface PartOutline {
  readonly number: number;
  readonly offset: number;
  readonly storedBytes: number;
  readonly newBytes: number;
  /** Field A: 0 usually, 0x43424571 for a part that a newer module may skip. */
  readonly marker: number;
  /** Size of each bzip2 block after the first run-length step; empty when the stream broke the rule. */
  readonly blockBytes: readonly number[];
}

export interface ImageOutline {
  readonly header: PackageHeader;
  /** As many as could be read, in stored order. */
  readonly parts: readonly PartOutline[];
}

export interface PackageOutline {
  /** Null when not even the outer header could be read. */
  readonly par: ParHeader | null;
  /** Whether the stored hash is the one of the bytes; null without a header. */
  readonly hashOk: boolean | null;
  readonly images: readonly ImageOutline[];
  readonly blockRule: {
    readonly ok: boolean;
    readonly limitBytes: number;
    readonly largestBytes: number;
    readonly checkedParts: number;
  };
  /** First thing that is wrong, {check, offset, expected, found}; null for a whole package. */
  readonly problem: ErrorParams | null;
}

/** Reads as far as the bytes make sense; never throws for what they contain. */
export function inspectEc618(file: Uint8Array): PackageOutline {
  const cursor = createByteCursor(file);
  const images: { header: PackageHeader; parts: PartOutline[] }[] = [];
  let par: ParHeader | null = null;
  let problem: ErrorParams | null = null;
  try {
    par = readParHeader(cursor, readEnvelope(cursor, file));
    for (let index = 0; index < par.packageCount; index++) {
      const image = { header: readPackageHeader(cursor, index), parts: [] };
      images.push(image);
      readParts(cursor, image);
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    problem = error.params;
  }
  const hashOk = par === null ? null : hashHolds(par, file);
  return {
    par,
    hashOk,
    images,
    blockRule: judgeBlocks(images),
    problem: problem ?? judgeWhole(par, cursor, file, hashOk),
  };
}

function readParts(cursor: ByteCursor, image: { header: PackageHeader; parts: PartOutline[] }): void {
  const head = readPayloadHead(cursor, image.header);
  for (const number of head.order) {
    const part = readPart(cursor, image.header, head, number);
    const { offset, storedBytes, newBytes, marker } = part;
    const outline = { number, offset, storedBytes, newBytes, marker };
    const slot = image.parts.push({ ...outline, blockBytes: [] }) - 1;
    const blockBytes = judgeStream(part).blocks.map((block) => block.runLengthBytes);
    image.parts[slot] = { ...outline, blockBytes };
  }
}

function hashHolds(par: ParHeader, file: Uint8Array): boolean {
  const copy = file.slice(par.offset);
  copy.fill(0, 12, 44);
  return createHash('sha256').update(copy).digest('hex') === par.parHash;
}

/** What only the whole file can show. */
function judgeWhole(
  par: ParHeader | null,
  cursor: ByteCursor,
  file: Uint8Array,
  hashOk: boolean | null,
): ErrorParams | null {
  if (par === null) return null;
  const present = file.length - par.offset;
  if (cursor.remaining > 0 || present !== par.parBytes) {
    const sizes = { expected: `${par.parBytes} bytes`, found: `${present} bytes` };
    return { check: 'par.length', offset: par.offset + 8, ...sizes };
  }
  if (hashOk === true) return null;
  return { check: 'parHash', offset: par.offset + 12, expected: par.parHash, found: 'another digest' };
}

function judgeBlocks(images: readonly ImageOutline[]): PackageOutline['blockRule'] {
  const parts = images.flatMap((image) => image.parts);
  const good = parts.filter((part) => part.blockBytes.length > 0);
  const largestBytes = Math.max(0, ...good.flatMap((part) => part.blockBytes));
  const checkedParts = good.length;
  return { ok: checkedParts === parts.length, limitBytes: ec618MaxBlockBytes, largestBytes, checkedParts };
}
