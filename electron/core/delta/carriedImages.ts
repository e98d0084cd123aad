import { AppError } from '../../../shared/errors.ts';
import { createByteCursor } from './formats/ec618/apply/byteCursor.ts';
import { damagedPackage } from './formats/ec618/apply/damaged.ts';
import { readEnvelope } from './formats/ec618/apply/readOuter.ts';
import type { DeltaFormat } from './result.ts';
import { sniffPackage } from './sniffPackage.ts';

/** A par, out of its wrapper if it has one, and what it is about. */
export interface CarriedImages {
  readonly format: DeltaFormat;
  readonly par: Uint8Array;
  readonly roles: readonly ('ap' | 'cp')[];
}

const parFormats: readonly DeltaFormat[] = ['ec618-at', 'ec618-par', 'ec7xx-at', 'ec7xx'];
/** Before the first package; its lowest six flag bits count the packages less one (luat-formats 5.1). */
const parHeadBytes = 84;
const flagsAt = 3;
/** AP and CP are all that a par can be about. */
const roleOfAttribute: Readonly<Record<number, 'ap' | 'cp'>> = { 2: 'ap', 3: 'cp' };

/**
 * Which images a par carries, from the heads of its packages alone: also where their content uses a coding that nobody but the
 * vendor can undo. Throws `delta.unsupportedFormat` {format} for what is no par, `delta.damagedPackage` for one that is cut.
 */
export function carriedImages(file: Uint8Array): CarriedImages {
  const format = sniffPackage(file);
  if (!parFormats.includes(format)) throw new AppError('delta.unsupportedFormat', { format });
  const cursor = createByteCursor(file);
  readEnvelope(cursor, file);
  const par = file.subarray(cursor.offset);
  const head = cursor.bytes(parHeadBytes, 'par.head');
  const count = ((head[flagsAt] ?? 0) & 0x3f) + 1;
  const roles: ('ap' | 'cp')[] = [];
  for (let index = 0; index < count; index++) {
    const offset = cursor.offset;
    const peek = createByteCursor(file, offset);
    const word = peek.u32('package.word');
    const role = roleOfAttribute[(word >>> 5) & 7];
    if (role === undefined) {
      const [expected, found] = ['AP (2) or CP (3)', `${(word >>> 5) & 7}`];
      throw damagedPackage({ check: 'package.role', offset, expected, found });
    }
    roles.push(role);
    cursor.bytes(peek.u32('package.length'), 'package');
  }
  return { format, par, roles };
}
