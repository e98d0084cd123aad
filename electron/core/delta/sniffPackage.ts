import { AppError } from '../../../shared/errors.ts';
import type { DeltaFormat } from './result.ts';

/** Magics of a LuatOS OTA file: EC618 and EC7xx (luat-formats 3.1). */
const otaMagics = [0xeaf18c16, 0xeac37218];
const wrapperBytes = 10;

/**
 * Which format a file claims to be, from its first bytes. Throws `delta.emptyPackage` for a file of 0 bytes,
 * `delta.unsupportedFormat` {format, firstBytes} for what is none of ours; `format` names it where it is known.
 */
export function sniffPackage(file: Uint8Array): DeltaFormat {
  if (file.length === 0) throw new AppError('delta.emptyPackage', {});
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const at = file[0] === 0x7e && file[5] === 0x7d ? wrapperBytes : 0;
  if (file[at] === 0xec && file[at + 1] === 0xdf) return sniffPar(file, at);
  if (file.length > 92 && otaMagics.includes(view.getUint32(0, true))) return sniffOta(view);
  if (file.length > 64 && view.getUint32(0, true) === 0xa0ffff9f) return sniffXt804(file, view);
  if (file[0] === 0x7e || textAt(file, 0).startsWith('RDAOTA02')) return 'uis8910';
  const firstBytes = Buffer.from(file.subarray(0, 12)).toString('hex');
  throw new AppError('delta.unsupportedFormat', { format: knownName(file), firstBytes });
}

/** Parts of 96 KiB are EC7xx's, parts of 32 KiB EC618's (luat-formats 5.1). */
function sniffPar(file: Uint8Array, at: number): DeltaFormat {
  const isEc7xx = file[at + 4] === 0x10 && file[at + 7] === 0x80;
  if (isEc7xx) return at === 0 ? 'ec7xx' : 'ec7xx-at';
  return at === 0 ? 'ec618-par' : 'ec618-at';
}

/** A full update says so by MainVersion[4]; a script with a core delta has SDK bytes (luat-formats 3.1, 3.3). */
function sniffOta(view: DataView): DeltaFormat {
  if (view.getUint32(24, true) === 0xffffffff) return 'csdk-full';
  return view.getUint32(56, true) > 0 ? 'luatos' : 'luatos-script';
}

/** Attribute bits 0-3: type 2 is a script; bit 16: compressed, without it the file is an image and no package (7.1). */
function sniffXt804(file: Uint8Array, view: DataView): DeltaFormat {
  const attributes = view.getUint32(4, true);
  if ((attributes & 0x10000) === 0) {
    const firstBytes = Buffer.from(file.subarray(0, 12)).toString('hex');
    throw new AppError('delta.unsupportedFormat', { format: 'xt804-image', firstBytes });
  }
  return (attributes & 0xf) === 2 ? 'xt804-sota' : 'xt804-fota';
}

/** Files that are easily taken for a package. */
function knownName(file: Uint8Array): string {
  if (textAt(file, 8).startsWith('bpkg')) return 'binpkg';
  return /^(PK|7z)/.test(textAt(file, 0)) ? 'archive' : 'unknown';
}

function textAt(file: Uint8Array, at: number): string {
  return Buffer.from(file.subarray(at, at + 8)).toString('latin1');
}
