/**
 * Raw bytes inside an answer, read by their number and never by lines: a file may hold `\r\nOK\r\n` (QIOTOTARD and file streams,
 * at-commands 2.1, 7 rule 10).
 */

/** Which lines announce raw bytes. The bytes begin right behind the line's end (CR LF, CR or LF). */
export interface BinaryRule {
  /**
   * How many bytes follow a line of the answer; null for every other line. Asked once per line, without the blanks at its ends.
   * A length that is no whole number from 0 to `maxBinaryBytes` counts as null: a damaged line must not swallow the rest.
   */
  readonly header: (line: string) => { readonly length: number } | null;
}

/** Largest announced block; the largest buffers of modules have 64 KiB, so more is a misread line. */
export const maxBinaryBytes = 16 * 1024 * 1024;

export interface DataReader {
  /** Begins to read when the rule says that this line announces data. `terminator` is the byte that ended the line. */
  begin(line: string, rule: BinaryRule | undefined, terminator: number | undefined): void;
  isReading(): boolean;
  progress(): { readonly received: number; readonly total: number } | null;
  /** Takes what belongs to the data; `whole` is set when all of it is there. May take nothing where no byte is missing. */
  take(bytes: Uint8Array, start: number): { readonly next: number; readonly whole: Uint8Array | null };
  /** Back to lines, whatever is missing. */
  giveUp(): void;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

export function createDataReader(): DataReader {
  let data: Uint8Array | null = null;
  let received = 0;
  /** The line ended with CR: one LF still belongs to its end. */
  let lineFeedMayFollow = false;

  const giveUp = (): void => {
    data = null;
    received = 0;
    lineFeedMayFollow = false;
  };
  return {
    begin(line, rule, terminator) {
      const length = rule?.header(line)?.length;
      if (length === undefined || !Number.isSafeInteger(length) || length < 0 || length > maxBinaryBytes)
        return;
      data = new Uint8Array(length);
      lineFeedMayFollow = terminator === carriageReturn;
    },
    isReading: () => data !== null,
    progress: () => (data === null ? null : { received, total: data.length }),
    take(bytes, start) {
      if (data === null) return { next: start, whole: null };
      const from = lineFeedMayFollow && bytes[start] === lineFeed ? start + 1 : start;
      lineFeedMayFollow = false;
      const chunk = bytes.subarray(from, from + data.length - received);
      data.set(chunk, received);
      received += chunk.length;
      const next = from + chunk.length;
      if (received < data.length) return { next, whole: null };
      const whole = data;
      giveUp();
      return { next, whole };
    },
    giveUp,
  };
}
