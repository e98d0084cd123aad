import { concatBytes, viewOf } from '../bytes.ts';
import type { FotaArea } from './fotaArea.ts';

/** What became of a download when it was complete. */
export type SinkVerdict = 'taken' | 'notWrapped' | 'tooLarge' | 'lengthDiffers';

/** Takes the body of a download, strips the wrapper of AT firmware and writes the delta.par to the FOTA area. */
export interface PackageSink {
  push(bytes: Uint8Array): void;
  /** After the last byte. */
  verdict(): SinkVerdict;
}

/** `7E`, number of files as u32 BE, `7D`, length as u32 BE (luat-formats 4.1). */
const wrapperBytes = 10;

/** @param acceptBare a body that starts as a delta.par is taken without a wrapper */
export function createPackageSink(area: FotaArea, acceptBare: boolean): PackageSink {
  let head: Uint8Array | null = new Uint8Array();
  let expected: number | null = null;
  let stored = 0;
  let verdict: SinkVerdict = 'taken';

  const store = (bytes: Uint8Array): void => {
    stored += bytes.length;
    if (verdict === 'taken' && !area.append(bytes)) verdict = 'tooLarge';
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
    else verdict = 'notWrapped';
  };
  return {
    push(bytes) {
      if (head) takeHead(concatBytes([head, bytes]));
      else store(bytes);
    },
    verdict() {
      if (head) return 'notWrapped';
      return verdict === 'taken' && expected !== null && expected !== stored ? 'lengthDiffers' : verdict;
    },
  };
}
