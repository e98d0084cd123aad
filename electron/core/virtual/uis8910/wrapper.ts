import { viewOf } from '../bytes.ts';
import { PackageRefused } from '../luatAt/refusal.ts';

/** What a download brings (luat-formats 4.2). */
export interface Sections {
  /** RDAOTA02 pack of the core. */
  readonly core: Uint8Array | null;
  /** Script or application, whole. */
  readonly script: Uint8Array | null;
}

const coreTag = 0x7d;
const scriptTag = 0x7c;

/**
 * `7E`, number of sections, then each `7D` or `7C` with its length; numbers are big-endian.
 * @param acceptBare a pack without a wrapper is taken as well
 * @throws PackageRefused `wrapper`
 */
export function readSections(file: Uint8Array, acceptBare: boolean): Sections {
  if (acceptBare && Buffer.from(file.subarray(0, 8)).toString('latin1') === 'RDAOTA02')
    return { core: file, script: null };
  if (file.length < 5 || file[0] !== 0x7e) throw refused('expected 7E and a number of sections');
  const view = viewOf(file);
  const count = view.getUint32(1);
  const found = new Map<number, Uint8Array>();
  let at = 5;
  for (let index = 0; index < count; index += 1) {
    if (at + 5 > file.length) throw refused(`section ${index} is cut off`);
    const tag = view.getUint8(at);
    const length = view.getUint32(at + 1);
    if (tag !== coreTag && tag !== scriptTag) throw refused(`section ${index} is neither 7D nor 7C`);
    if (found.has(tag)) throw refused(`section ${tag.toString(16)} appears twice`);
    if (at + 5 + length > file.length) throw refused(`section ${index} is cut off`);
    found.set(tag, file.subarray(at + 5, at + 5 + length));
    at += 5 + length;
  }
  if (at !== file.length) throw refused(`${file.length - at} bytes follow the last section`);
  if (found.size === 0) throw refused('there is no section');
  return { core: found.get(coreTag) ?? null, script: found.get(scriptTag) ?? null };
}

function refused(message: string): PackageRefused {
  return new PackageRefused('wrapper', message);
}
