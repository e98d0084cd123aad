import type { ByteReader } from './byteReader.ts';
import { damaged } from './damaged.ts';

/** Offsets of luat-formats 2.1 and 2.2. */
const headerSize = 0x34;
const argSize = 140;
const pkgmodeArgs = 3;

/** `bpkg` at offset 8. */
const magic = [0x62, 0x70, 0x6b, 0x67] as const;

/** One argument of a pkgmode package, e.g. productname = `EC718P_PRD`. */
export interface BinpkgArg {
  readonly name: string;
  readonly value: string | number;
}

export interface BinpkgHeader {
  /** Legacy files have no arguments; pkgmode files carry three (EC7xx only). */
  readonly layout: 'legacy' | 'pkgmode';
  /** Unix time that the packer wrote, in seconds. */
  readonly builtAtS: number;
  readonly imageCount: number;
  readonly firstEntryOffset: number;
  readonly args: readonly BinpkgArg[];
}

/** True when the magic of a binpkg is in place (luat-formats 2.1). */
export function looksLikeBinpkg(bytes: Uint8Array): boolean {
  return magic.every((byte, i) => bytes[8 + i] === byte);
}

/** More images than this is a wrong field, not a package: the largest seen has three. */
const maxImages = 64;

/** File header of luat-formats 2.1 and 2.2. Throws `firmware.damaged`. */
export function readBinpkgHeader(reader: ByteReader): BinpkgHeader {
  const check = 'binpkg.header';
  const version = reader.text(0, 8, check);
  if (version !== '111')
    throw damaged({ check: 'binpkg.version', offset: 0, expected: '111', found: version });
  if (!looksLikeBinpkg(reader.bytes))
    throw damaged({ check: 'binpkg.magic', offset: 8, expected: 'bpkg', found: reader.text(8, 4, check) });
  const crypt = reader.text(0x14, 8, check);
  if (crypt !== 'SHA256')
    throw damaged({ check: 'binpkg.crypt', offset: 0x14, expected: 'SHA256', found: crypt });
  const imageCount = reader.u32(0x10, check);
  if (imageCount === 0 || imageCount > maxImages)
    throw damaged({ check: 'binpkg.count', offset: 0x10, expected: `1..${maxImages}`, found: imageCount });
  const args = readArgs(reader);
  return {
    layout: args.length > 0 ? 'pkgmode' : 'legacy',
    builtAtS: reader.u32(0x0c, check),
    imageCount,
    firstEntryOffset: headerSize + args.length * argSize,
    args,
  };
}

/**
 * The arguments of a pkgmode file. The name `pkgmode` in the first of them is the sign that the packer's own
 * tools go by; the count fields at 0x1C and 0x1E then have to agree.
 */
function readArgs(reader: ByteReader): BinpkgArg[] {
  const check = 'binpkg.args';
  reader.u32(0x30, 'binpkg.header');
  const vt = reader.u16(0x1c, check);
  const vtSize = reader.u16(0x1e, check);
  const named = reader.bytes.length >= 0x40 && reader.text(0x38, 8, check) === 'pkgmode';
  const expected = named ? pkgmodeArgs : 0;
  if (vt !== expected || vtSize !== expected * argSize) {
    throw damaged({
      check,
      offset: 0x1c,
      expected: `${expected} (${expected * argSize} bytes)`,
      found: `${vt} (${vtSize} bytes)`,
    });
  }
  return Array.from({ length: expected }, (_, i) => readArg(reader, headerSize + i * argSize, check));
}

/** Type 2 is text, every other type seen is a number. */
function readArg(reader: ByteReader, offset: number, check: string): BinpkgArg {
  const type = reader.u16(offset, check);
  return {
    name: reader.text(offset + 4, 64, check),
    value: type === 2 ? reader.text(offset + 0x44, 64, check) : reader.u32(offset + 0x44, check),
  };
}
