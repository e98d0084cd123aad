/**
 * The proof: rebuilds images from OLD and an EC716/EC718 package by code that shares nothing with the writer, in place and
 * under the rules of the module's patch code (luat-formats 5.1 to 5.6, ec7xx-delta 1 to 4).
 */
import { createHash } from 'node:crypto';
import { type ByteCursor, createByteCursor } from '../ec618/apply/byteCursor.ts';
import { damagedPackage, wrongBase } from '../ec618/apply/damaged.ts';
import { type Envelope, readEnvelope } from '../ec618/apply/readOuter.ts';
import { type OuterHeader, readOuter } from './apply/readOuter.ts';
import {
  type CarriedRole,
  type Direction,
  type PackageHeader,
  readPackageHeader,
} from './apply/readPackage.ts';
import { rebuildImage } from './apply/rebuildImage.ts';

/** An image of OLD or NEW as far as the proof needs it. */
export interface BaseImage {
  readonly name: string;
  readonly role: string;
  readonly bytes: Uint8Array;
}

export interface RebuiltImage {
  /** Name that the image has in OLD. */
  readonly name: string;
  readonly role: CarriedRole;
  /**
   * The image, its SHA-256 equal to the one in the package. Null where the package has compressed sections and NEW was not
   * given: then all but their compressed form was rebuilt and checked.
   */
  readonly bytes: Uint8Array | null;
  /** Lower-case hex, as the package names them. */
  readonly sha256: string;
  readonly oldSha256: string;
  readonly direction: Direction;
  /** `sections`: compressed sections travel unpacked. */
  readonly mode: 'raw' | 'sections';
  /** Sections that the module compresses again; that it yields the same bytes cannot be checked here. */
  readonly recompressedSections: number;
  /** Header and payload inside the par. */
  readonly packageBytes: number;
}

export interface AppliedPackage {
  readonly envelope: Envelope;
  /** e.g. `2.5`. */
  readonly toolVersion: string;
  readonly images: readonly RebuiltImage[];
  /** What was checked on the way, by the ids that errors carry. */
  readonly checkedRules: readonly string[];
}

/** Ids of the checks that every package has passed when `applyEc7xx` returns. */
const rules = ['lengths', 'parHash', 'oldSha256', 'blockRule', 'windowRule', 'inPlaceOrder'] as const;

/**
 * Applies a package, bare or in the AT wrapper, to the images of OLD. Compressed sections are re-compressed by the module
 * alone: their bytes are taken from `fresh` (images of NEW), after checking that they unpack to what the package brings.
 *
 * Throws `delta.damagedPackage` or `delta.wrongBase` {check, offset, expected, found}, and `delta.transformUnknown`
 * {transform} for packages with the vendor's code transform.
 */
export function applyEc7xx(
  base: readonly BaseImage[],
  file: Uint8Array,
  fresh: readonly BaseImage[] = [],
): AppliedPackage {
  const cursor = createByteCursor(file);
  const envelope = readEnvelope(cursor, file);
  const outer = readOuter(cursor);
  checkWhole(outer, file);
  const images: RebuiltImage[] = [];
  for (let index = 0; index < outer.packageCount; index++) {
    const body = packageSection(cursor, file);
    const header = readPackageHeader(body, index);
    if (images.some((image) => image.role === header.role)) {
      const [check, expected] = ['package.role', 'each image once'];
      throw damagedPackage({ check, offset: header.offset, expected, found: header.role });
    }
    images.push(rebuild(body, header, base, fresh, file));
  }
  if (cursor.remaining > 0) {
    const found = `${cursor.remaining} bytes`;
    throw damagedPackage({ check: 'par.trailing', offset: cursor.offset, expected: 'nothing', found });
  }
  return { envelope, toolVersion: outer.toolVersion, images, checkedRules: rulesOf(images) };
}

/** Which digests could be checked depends on whether the module has to compress anything by itself. */
function rulesOf(images: readonly RebuiltImage[]): string[] {
  const sections = images.some((image) => image.mode === 'sections') ? ['sectionSha256'] : [];
  const whole = images.every((image) => image.bytes !== null) ? ['newSha256'] : [];
  const open = images.some((image) => image.recompressedSections > 0) ? ['recompressionNotProvable'] : [];
  return [...rules, ...sections, ...whole, ...open];
}

/** The par ends where it says, and its hash (over itself with the hash zeroed) holds. */
function checkWhole(outer: OuterHeader, file: Uint8Array): void {
  const present = file.length - outer.offset;
  if (outer.parBytes !== present) {
    const [expected, found] = [`${outer.parBytes} bytes`, `${present} bytes`];
    throw damagedPackage({ check: 'par.length', offset: outer.offset + 8, expected, found });
  }
  const copy = file.slice(outer.offset);
  copy.fill(0, 12, 44);
  const found = createHash('sha256').update(copy).digest('hex');
  if (found === outer.parHash) return;
  throw damagedPackage({ check: 'parHash', offset: outer.offset + 12, expected: outer.parHash, found });
}

/** A package knows its own length in its second word. */
function packageSection(cursor: ByteCursor, file: Uint8Array): ByteCursor {
  const peek = createByteCursor(file, cursor.offset);
  peek.u32('package.word');
  return cursor.section(peek.u32('package.length'), 'package');
}

function rebuild(
  body: ByteCursor,
  header: PackageHeader,
  base: readonly BaseImage[],
  fresh: readonly BaseImage[],
  file: Uint8Array,
): RebuiltImage {
  const old = base.find((image) => image.role === header.role);
  const refuse = (check: string, offset: number, expected: string, found: string): Error =>
    wrongBase({ check, offset, expected, found, image: old?.name ?? header.name });
  if (old === undefined) throw refuse('oldImage', header.offset, `an image ${header.role}`, 'none');
  if (old.bytes.length !== header.oldBytes) {
    throw refuse('oldBytes', header.offset + 20, `${header.oldBytes} bytes`, `${old.bytes.length} bytes`);
  }
  const oldSha256 = createHash('sha256').update(old.bytes).digest('hex');
  if (oldSha256 !== header.oldSha256) {
    throw refuse('oldSha256', header.offset + 24, header.oldSha256, oldSha256);
  }
  const next = fresh.find((image) => image.role === header.role)?.bytes ?? null;
  const rebuilt = rebuildImage(body, header, old.bytes, next, file);
  const { role, direction, packageBytes, newSha256: sha256 } = header;
  const mode = header.hasSections ? 'sections' : 'raw';
  return { name: old.name, role, ...rebuilt, sha256, oldSha256, direction, mode, packageBytes };
}
