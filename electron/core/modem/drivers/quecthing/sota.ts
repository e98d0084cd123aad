import { parseInteger } from '../../../../../shared/domain/atLine.ts';
import type { DownloadFacts, ReadyBlock, UpgradeSignal } from '../signal.ts';
import { decodeShared, eventFailure, type QuecthingEvent } from './events.ts';

/** Largest package of the platform (documented); a larger number is a misread line. */
const largestImageBytes = 100 * 1024 * 1024;

/** The image of the MCU behind the module: announced with its digests, handed out block by block (at-commands 2.2). */
export function decodeSota(line: string): readonly UpgradeSignal[] {
  return decodeShared(line, ofDownload);
}

function ofDownload({ code, data }: QuecthingEvent): readonly UpgradeSignal[] {
  switch (code) {
    case 10_701:
      return data.length > 0
        ? [{ kind: 'downloadStarted', facts: readFacts(data) }]
        : [eventFailure('module')];
    case 10_702:
      return [{ kind: 'downloadProgressed', amount: { unit: 'unknown' } }];
    case 10_703: {
      const block = readBlock(data);
      return block === null ? [] : [{ kind: 'blockReady', block }];
    }
    case 10_705:
      return [{ kind: 'cloudInformed', succeeded: true }];
    default:
      return [];
  }
}

/** `"comp",<bytes>,"<md5>",<crc>[,"<sha256>"]` */
function readFacts([, size, md5, crc, sha256]: readonly string[]): DownloadFacts {
  const sizeBytes = parseInteger(size);
  const crcNumber = parseInteger(crc);
  return {
    ...(sizeBytes === null ? {} : { sizeBytes }),
    ...(crcNumber === null ? {} : { crc: crcNumber }),
    ...(isHex(md5, 32) ? { md5: md5.toLowerCase() } : {}),
    ...(isHex(sha256, 64) ? { sha256: sha256.toLowerCase() } : {}),
  };
}

function isHex(text: string | undefined, digits: number): text is string {
  return text?.length === digits && /^[0-9a-f]+$/i.test(text);
}

/** `"comp",<bytes of the image>,<start>,<bytes of the block>` */
function readBlock([, total, start, piece]: readonly string[]): ReadyBlock | null {
  const [totalBytes, startByte, sizeBytes] = [total, start, piece].map(parseInteger);
  if (totalBytes == null || startByte == null || sizeBytes == null) return null;
  const fits = startByte >= 0 && sizeBytes > 0 && startByte + sizeBytes <= totalBytes;
  return fits && totalBytes <= largestImageBytes ? { startByte, sizeBytes, totalBytes } : null;
}
