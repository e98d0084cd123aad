import { AppError } from '../../../shared/errors.ts';
import { inspectEc618, type PackageOutline } from './formats/ec618/inspect.ts';
import type { DeltaFormat } from './result.ts';
import { sniffPackage } from './sniffPackage.ts';

export interface PackageInspection extends PackageOutline {
  readonly format: DeltaFormat;
  readonly sizeBytes: number;
}

/**
 * Describes an EC618 package without its base: headers, images, parts, digests and the block rule. A damaged or cut file is described
 * as far as it reaches and `problem` says what is wrong with it.
 *
 * Throws `delta.unsupportedFormat` {format, firstBytes} for other files, `delta.emptyPackage` for one of 0 bytes.
 */
export function inspectPackage(packageBytes: Uint8Array): PackageInspection {
  const format = sniffPackage(packageBytes);
  if (format !== 'ec618-at' && format !== 'ec618-par') {
    const firstBytes = Buffer.from(packageBytes.subarray(0, 12)).toString('hex');
    throw new AppError('delta.unsupportedFormat', { format, firstBytes });
  }
  return { format, sizeBytes: packageBytes.length, ...inspectEc618(packageBytes) };
}
