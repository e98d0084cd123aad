import { Buffer } from 'node:buffer';
import { parseInteger, splitFields, splitNamed } from '../../../../../shared/domain/atLine.ts';
import { AppError } from '../../../../../shared/errors.ts';
import type { AtChannel } from '../../atChannel.ts';
import type { CommandOptions, ImageReader } from '../driver.ts';
import { order } from '../order.ts';
import { declareMcuVersion } from './mcuVersion.ts';

/** Longest read where the module does not say; every example of the documents uses it. */
const usualReadBytes = 1024;
/** How often one read is repeated after a silence, a refusal or an answer for another place. */
const readTries = 4;
const dataLine = '+QIOTOTARD';

/** Reads the image of an MCU out of the module: `AT+QIOTOTARD`, `AT+QIOTUPDATE=2`, `=3`, `AT+QIOTMCUVER` (at-commands 2.1). */
export const quecthingImage: ImageReader = {
  async readBlock(channel, { startByte, sizeBytes }, onBytes, options) {
    const block = Buffer.alloc(sizeBytes);
    const longest = await longestRead(channel, options);
    const seqs: number[] = [];
    let done = 0;
    while (done < sizeBytes) {
      // As in the vendor's example, also the last read asks for as much as ever; the module gives what there is.
      const piece = await readPiece(channel, startByte + done, longest, options);
      if (piece === null) break;
      const bytes = piece.bytes.subarray(0, sizeBytes - done);
      block.set(bytes, done);
      done += bytes.length;
      // The first and the last read carry the evidence; a thousand rows between them say no more.
      if (seqs.length === 0 || done === sizeBytes) seqs.push(...piece.seqs);
      onBytes(done);
    }
    return { bytes: new Uint8Array(block.subarray(0, done)), seqs };
  },
  nextBlock: (channel, options) => order(channel, 'AT+QIOTUPDATE=2', options),
  announceUpdate: (channel, options) => order(channel, 'AT+QIOTUPDATE=3', options),
  declareVersion: (channel, { component, to }, options) =>
    declareMcuVersion(channel, { name: component, version: to }, options),
};

/** The last number of the test command's answer, whose form is not documented. */
async function longestRead(channel: AtChannel, options: CommandOptions): Promise<number> {
  const reply = await channel.send('AT+QIOTOTARD=?', options);
  const told = reply.lines.flatMap((line) => splitNamed(line)?.body.match(/\d+/g) ?? []).at(-1);
  const bytes = parseInteger(told);
  return reply.final === 'ok' && bytes !== null && bytes > 0 ? bytes : usualReadBytes;
}

/** One read by its number of bytes, repeated where it went wrong; null when it stays so. */
async function readPiece(
  channel: AtChannel,
  start: number,
  wanted: number,
  options: CommandOptions,
): Promise<{ readonly bytes: Uint8Array; readonly seqs: readonly number[] } | null> {
  for (let attempt = 0; attempt < readTries; attempt++) {
    const reply = await channel
      .send(`AT+QIOTOTARD=${start},${wanted}`, {
        ...options,
        binary: { header: (line) => head(line, start) },
      })
      .catch(silence);
    const [bytes] = reply?.binary ?? [];
    if (reply?.final === 'ok' && bytes !== undefined && bytes.length > 0 && bytes.length <= wanted)
      return { bytes, seqs: reply.seqs };
  }
  return null;
}

/** `+QIOTOTARD: <start>,<bytes>`; an answer for another place is a late one. */
function head(line: string, start: number): { readonly length: number } | null {
  const named = splitNamed(line);
  if (named?.name !== dataLine) return null;
  const [at, length] = splitFields(named.body).map(parseInteger);
  return at === start && typeof length === 'number' ? { length } : null;
}

function silence(error: unknown): null {
  if (error instanceof AppError && error.code === 'modem.timeout') return null;
  throw error;
}
