/** Whether a chosen file is a bundle or a log: only which of the two doors to try first, the core looks for itself. */
import type { FileRef } from '../../../shared/contract/common.ts';

/** Bundles are ZIP archives, whatever they are called. */
export async function isBundleFile(file: Pick<Blob, 'slice'>): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return [0x50, 0x4b, 0x03, 0x04].every((byte, index) => head[index] === byte);
}

/** Of a file that only its path tells. */
export function isBundlePath(file: FileRef): boolean {
  return file.kind === 'path' && /\.zip$/i.test(file.path);
}

/** Whole hours of the world's zones and those in between, in minutes east of Greenwich. */
export const zones: readonly number[] = [
  ...Array.from({ length: 27 }, (_, hour) => (hour - 12) * 60),
  ...[210, 270, 330, 345, 390, 570, 630],
].sort((left, right) => left - right);

/** `UTC+08:00` */
export function zoneText(minutes: number): string {
  const size = Math.abs(minutes);
  const parts = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0'));
  return `UTC${minutes < 0 ? '−' : '+'}${parts.join(':')}`;
}
