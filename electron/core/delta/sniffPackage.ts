import { AppError } from '../../../shared/errors.ts';
import type { DeltaFormat } from './result.ts';

/**
 * Which format a file claims to be, from its first bytes. Throws `delta.unsupportedFormat` {format, firstBytes} for what is
 * none of ours; `format` names it where it is known.
 */
export function sniffPackage(file: Uint8Array): DeltaFormat {
  const wrapped = file[0] === 0x7e && file[5] === 0x7d;
  const at = wrapped ? 10 : 0;
  if (file[at] !== 0xec || file[at + 1] !== 0xdf) throw unsupported(file, knownName(file));
  // EC7xx pars begin alike; their parts have 96 KiB (luat-formats 5.1)
  if (file[at + 4] === 0x10 && file[at + 7] === 0x80) throw unsupported(file, 'ec7xx-par');
  return wrapped ? 'ec618-at' : 'ec618-par';
}

function unsupported(file: Uint8Array, format: string): AppError {
  const firstBytes = Buffer.from(file.subarray(0, 12)).toString('hex');
  return new AppError('delta.unsupportedFormat', { format, firstBytes });
}

/** Files that are easily taken for a package (luat-formats 3.1, 4.2, 6.2, 7.1). */
function knownName(file: Uint8Array): string {
  const head = Buffer.from(file.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\x16\x8c\xf1\xea') || head.startsWith('\x18\x72\xc3\xea')) return 'luatos-ota';
  if (head.startsWith('\x9f\xff\xff\xa0')) return 'xt804-image';
  if (head.startsWith('RDAOTA02') || head.startsWith('\x7e')) return 'uis8910-ota';
  if (head.slice(8) === 'bpkg') return 'binpkg';
  if (head.startsWith('PK') || head.startsWith('7z')) return 'archive';
  return 'unknown';
}
