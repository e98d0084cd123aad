/** The range coder of LZMA: adaptive bits and bits of equal chance in, bytes out. */
export interface RangeEncoder {
  /** Codes a bit by `model[index]` and adapts it. */
  bit(model: Uint16Array, index: number, bit: number): void;
  /** Codes the lowest `count` bits of `value`, the highest first. */
  direct(value: number, count: number): void;
  /** Ends the stream; the last five bytes leave a decoder with a code of 0. */
  finish(): Uint8Array;
}

const top = 2 ** 24;
const word = 2 ** 32;

/** `sizeHint`: about how many bytes will come out. */
export function createRangeEncoder(sizeHint: number): RangeEncoder {
  let out = new Uint8Array(sizeHint + 64);
  let length = 0;
  // low has up to 33 bits: the 33rd is a carry into bytes that are held back
  let low = 0;
  let range = 0xffffffff;
  let held = 0;
  let heldCount = 1;

  const push = (byte: number): void => {
    if (length === out.length) {
      const grown = new Uint8Array(2 * out.length);
      grown.set(out);
      out = grown;
    }
    out[length] = byte;
    length += 1;
  };
  const shift = (): void => {
    if (low < 0xff000000 || low >= word) {
      const carry = low >= word ? 1 : 0;
      push(held + carry);
      for (; heldCount > 1; heldCount -= 1) push(0xff + carry);
      heldCount = 0;
      held = (low >>> 24) & 0xff;
    }
    heldCount += 1;
    low = (low & 0x00ffffff) * 256;
  };
  return {
    bit(model, index, bit) {
      const chance = model[index] ?? 0;
      const bound = (range >>> 11) * chance;
      if (bit === 0) {
        range = bound;
        model[index] = chance + ((2048 - chance) >>> 5);
      } else {
        low += bound;
        range -= bound;
        model[index] = chance - (chance >>> 5);
      }
      if (range < top) {
        range = (range << 8) >>> 0;
        shift();
      }
    },
    direct(value, count) {
      for (let i = count - 1; i >= 0; i -= 1) {
        range >>>= 1;
        if (((value >>> i) & 1) === 1) low += range;
        if (range < top) {
          range = (range << 8) >>> 0;
          shift();
        }
      }
    },
    finish() {
      for (let i = 0; i < 5; i += 1) shift();
      return out.slice(0, length);
    },
  };
}
