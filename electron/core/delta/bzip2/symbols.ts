/** The symbol stream of one block: move-to-front positions with zero runs in bijective base 2 (RUNA, RUNB), end mark last. */
export interface SymbolStream {
  readonly symbols: Uint16Array;
  /** Used byte values + 2: RUNA, RUNB, positions 1.., end of block. */
  readonly alphabetSize: number;
  /** 256 flags: which byte values occur. */
  readonly used: Uint8Array;
}

export function toSymbols(lastColumn: Uint8Array): SymbolStream {
  const used = new Uint8Array(256);
  for (let i = 0; i < lastColumn.length; i++) used[lastColumn[i] ?? 0] = 1;
  const front = new Uint8Array(256);
  let usedCount = 0;
  for (let byte = 0; byte < 256; byte++) {
    if (used[byte] !== 1) continue;
    front[usedCount] = byte;
    usedCount++;
  }
  const symbols = new Uint16Array(lastColumn.length + 1);
  let size = 0;
  let zeros = 0;
  for (let i = 0; i < lastColumn.length; i++) {
    const value = lastColumn[i] ?? 0;
    if (front[0] === value) {
      zeros++;
      continue;
    }
    for (; zeros > 0; zeros = (zeros - 1) >> 1) {
      symbols[size] = 1 - (zeros & 1);
      size++;
    }
    symbols[size] = moveToFront(front, value) + 1;
    size++;
  }
  for (; zeros > 0; zeros = (zeros - 1) >> 1) {
    symbols[size] = 1 - (zeros & 1);
    size++;
  }
  symbols[size] = usedCount + 1;
  return { symbols: symbols.subarray(0, size + 1), alphabetSize: usedCount + 2, used };
}

/** Position of `value` in `front`, which then leads the list. */
function moveToFront(front: Uint8Array, value: number): number {
  let position = 0;
  let carried = value;
  for (;;) {
    const here = front[position] ?? 0;
    front[position] = carried;
    if (here === value) return position;
    carried = here;
    position++;
  }
}
