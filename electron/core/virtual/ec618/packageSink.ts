import { concatBytes, viewOf } from '../bytes.ts';
import type { PackageSink } from '../luatAt/chip.ts';
import type { FotaArea } from '../luatAt/fotaArea.ts';
import { PackageRefused } from '../luatAt/refusal.ts';

/** `7E`, number of files as u32 BE, `7D`, length as u32 BE (luat-formats 4.1). */
const wrapperBytes = 10;

/**
 * Strips the wrapper of AT firmware and writes the delta.par to the FOTA area.
 * @param acceptBare a body that starts as a delta.par is taken without a wrapper
 */
export function createPackageSink(area: FotaArea, acceptBare: boolean): PackageSink {
  let head: Uint8Array | null = new Uint8Array();
  let expected: number | null = null;
  let stored = 0;
  let tooLarge = false;
  let wrongStart = false;

  const store = (bytes: Uint8Array): void => {
    stored += bytes.length;
    if (!wrongStart && !tooLarge) tooLarge = !area.append(bytes);
  };
  const takeHead = (collected: Uint8Array): void => {
    if (collected.length < wrapperBytes) {
      head = collected;
      return;
    }
    head = null;
    const view = viewOf(collected);
    if (collected[0] === 0x7e && view.getUint32(1) === 1 && collected[5] === 0x7d) {
      expected = view.getUint32(6);
      store(collected.subarray(wrapperBytes));
    } else if (acceptBare && collected[0] === 0xec && collected[1] === 0xdf) store(collected);
    else wrongStart = true;
  };
  return {
    push(bytes) {
      if (head) takeHead(concatBytes([head, bytes]));
      else store(bytes);
    },
    isFull: () => tooLarge,
    refusal() {
      if (head || wrongStart) return new PackageRefused('wrapper', 'expected 7E, one file, 7D and a length');
      if (tooLarge)
        return new PackageRefused(
          'tooLarge',
          `${stored} bytes do not fit the FOTA area of ${area.capacityBytes()}`,
        );
      if (expected === null || expected === stored) return null;
      return new PackageRefused('wrapper', `wrapper promises ${expected} bytes, ${stored} came`);
    },
  };
}
