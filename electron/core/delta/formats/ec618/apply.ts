/**
 * The proof: rebuilds images from OLD and a package by code that shares nothing with the writer, under the rules of the
 * module's patch library (luat-formats 4.1, 5.1 to 5.3, 5.9).
 */
import { createHash } from 'node:crypto';
import { type ByteCursor, createByteCursor } from './apply/byteCursor.ts';
import { damagedPackage, wrongBase } from './apply/damaged.ts';
import { type Envelope, type ParHeader, readEnvelope, readParHeader } from './apply/readOuter.ts';
import {
  type CarriedRole,
  type Direction,
  type PackageHeader,
  readPackageHeader,
} from './apply/readPackage.ts';
import { rebuildImage } from './apply/rebuildImage.ts';

/** An image of OLD as far as the proof needs it. */
export interface BaseImage {
  readonly name: string;
  readonly role: string;
  readonly bytes: Uint8Array;
}

export interface RebuiltImage {
  /** Name that the image has in OLD. */
  readonly name: string;
  readonly role: CarriedRole;
  readonly bytes: Uint8Array;
  /** Lower-case hex SHA-256 of `bytes`, equal to the one in the package. */
  readonly sha256: string;
  readonly oldSha256: string;
  readonly direction: Direction;
  /** Header and payload inside the par. */
  readonly packageBytes: number;
}

export interface AppliedPackage {
  readonly envelope: Envelope;
  readonly images: readonly RebuiltImage[];
  /** What was checked on the way, by the ids that errors carry. */
  readonly checkedRules: readonly string[];
}

/** Ids of the checks that a package has passed when `applyEc618` returns. */
const checkedRules = ['lengths', 'parHash', 'oldSha256', 'blockRule', 'windowRule', 'newSha256'] as const;

/**
 * Applies a package, bare or wrapped, to the images of OLD. The package is whole and fits or nothing is returned:
 * throws `delta.damagedPackage` or `delta.wrongBase`, both with {check, offset, expected, found} (the latter also `image`).
 * @param onRebuilt told the size of each image as it is done
 */
export function applyEc618(
  base: readonly BaseImage[],
  file: Uint8Array,
  onRebuilt: (sizeBytes: number) => void = () => {},
): AppliedPackage {
  const cursor = createByteCursor(file);
  const par = readParHeader(cursor, readEnvelope(cursor, file));
  checkWhole(par, file);
  const images: RebuiltImage[] = [];
  for (let index = 0; index < par.packageCount; index++) {
    const body = packageSection(cursor, file);
    const header = readPackageHeader(body, index);
    if (images.some((image) => image.role === header.role)) {
      throw damagedPackage({
        check: 'package.role',
        offset: header.offset,
        expected: 'each image once',
        found: header.role,
      });
    }
    const image = rebuild(body, header, base);
    images.push(image);
    onRebuilt(image.bytes.length);
  }
  if (cursor.remaining > 0) {
    const found = `${cursor.remaining} bytes`;
    throw damagedPackage({ check: 'par.trailing', offset: cursor.offset, expected: 'nothing', found });
  }
  return { envelope: par.envelope, images, checkedRules };
}

/** The par ends where it says, and its hash (over itself with the hash zeroed) holds. */
function checkWhole(par: ParHeader, file: Uint8Array): void {
  const present = file.length - par.offset;
  if (par.parBytes !== present) {
    const found = `${present} bytes`;
    throw damagedPackage({
      check: 'par.length',
      offset: par.offset + 8,
      expected: `${par.parBytes} bytes`,
      found,
    });
  }
  const copy = file.slice(par.offset);
  copy.fill(0, 12, 44);
  const found = createHash('sha256').update(copy).digest('hex');
  if (found !== par.parHash) {
    throw damagedPackage({ check: 'parHash', offset: par.offset + 12, expected: par.parHash, found });
  }
}

/** A package knows its own length in its second word. */
function packageSection(cursor: ByteCursor, file: Uint8Array): ByteCursor {
  const peek = createByteCursor(file, cursor.offset);
  peek.u32('package.word');
  return cursor.section(peek.u32('package.length'), 'package');
}

function rebuild(body: ByteCursor, header: PackageHeader, base: readonly BaseImage[]): RebuiltImage {
  const old = base.find((image) => image.role === header.role);
  const refuse = (check: string, offset: number, expected: string, found: string): Error =>
    wrongBase({ check, offset, expected, found, image: old?.name ?? header.name });
  if (old === undefined) throw refuse('oldImage', header.offset, `an image ${header.role}`, 'none');
  if (old.bytes.length !== header.oldBytes) {
    throw refuse('oldBytes', header.offset + 20, `${header.oldBytes} bytes`, `${old.bytes.length} bytes`);
  }
  const oldSha256 = createHash('sha256').update(old.bytes).digest('hex');
  if (oldSha256 !== header.oldSha256)
    throw refuse('oldSha256', header.offset + 24, header.oldSha256, oldSha256);
  const bytes = rebuildImage(body, header, old.bytes);
  const { role, direction, packageBytes, newSha256 } = header;
  return { name: old.name, role, bytes, sha256: newSha256, oldSha256, direction, packageBytes };
}
