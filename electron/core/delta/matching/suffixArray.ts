/**
 * Suffix sorting by induced copying (SA-IS: Nong, Zhang, Chan 2009), linear in time.
 *
 * `array[i] ?? 0` in the loops only satisfies the index check of the compiler: every index is in range by construction,
 * and V8 drops the test.
 */

type Text = Uint8Array | Int32Array;

/** Bucket borders of one text: where the L-type and the S-type suffixes of each symbol begin. */
interface Buckets {
  readonly largeStart: Int32Array;
  readonly smallStart: Int32Array;
}

/**
 * Start positions of all suffixes of `text` in lexicographic order; a suffix that is a prefix of another comes first.
 * About 12 bytes of working memory per input byte; lengths up to 2^30.
 */
export function suffixArray(text: Uint8Array): Int32Array {
  return sortSuffixes(text, 255);
}

function sortSuffixes(text: Text, maxSymbol: number): Int32Array {
  const n = text.length;
  if (n === 0) return new Int32Array(0);
  if (n === 1) return new Int32Array(1);
  const isSmall = classify(text);
  const buckets = findBuckets(text, isSmall, maxSymbol);
  const { order: leftmost, rankAt } = findLeftmost(isSmall);
  const sorted = new Int32Array(n);
  induce(text, isSmall, buckets, leftmost, sorted);
  if (leftmost.length === 0) return sorted;
  const byFragment = collectLeftmost(sorted, rankAt, leftmost.length);
  const { names, maxName } = nameFragments(text, byFragment, leftmost, rankAt);
  const order = sortSuffixes(names, maxName);
  for (let i = 0; i < order.length; i++) byFragment[i] = leftmost[order[i] ?? 0] ?? 0;
  induce(text, isSmall, buckets, byFragment, sorted);
  return sorted;
}

/** 1 where the suffix is smaller than its right neighbour (S-type), 0 where it is larger (L-type). */
function classify(text: Text): Uint8Array {
  const isSmall = new Uint8Array(text.length);
  for (let i = text.length - 2; i >= 0; i--) {
    const here = text[i] ?? 0;
    const next = text[i + 1] ?? 0;
    isSmall[i] = here === next ? (isSmall[i + 1] ?? 0) : here < next ? 1 : 0;
  }
  return isSmall;
}

function findBuckets(text: Text, isSmall: Uint8Array, maxSymbol: number): Buckets {
  const largeStart = new Int32Array(maxSymbol + 2);
  const smallStart = new Int32Array(maxSymbol + 2);
  for (let i = 0; i < text.length; i++) {
    const symbol = text[i] ?? 0;
    if (isSmall[i] === 1) largeStart[symbol + 1] = (largeStart[symbol + 1] ?? 0) + 1;
    else smallStart[symbol] = (smallStart[symbol] ?? 0) + 1;
  }
  for (let symbol = 0; symbol <= maxSymbol; symbol++) {
    smallStart[symbol] = (smallStart[symbol] ?? 0) + (largeStart[symbol] ?? 0);
    largeStart[symbol + 1] = (largeStart[symbol + 1] ?? 0) + (smallStart[symbol] ?? 0);
  }
  return { largeStart, smallStart };
}

/** Positions of the leftmost S-type suffixes in text order, and their number by position (-1 elsewhere). */
function findLeftmost(isSmall: Uint8Array): { order: Int32Array; rankAt: Int32Array } {
  const rankAt = new Int32Array(isSmall.length + 1).fill(-1);
  const order = new Int32Array(isSmall.length >> 1);
  let count = 0;
  for (let i = 1; i < isSmall.length; i++) {
    if (isSmall[i - 1] !== 0 || isSmall[i] !== 1) continue;
    rankAt[i] = count;
    order[count] = i;
    count++;
  }
  return { order: order.subarray(0, count), rankAt };
}

/** Sorts all suffixes into `sorted` from the order of the leftmost S-type ones. */
function induce(
  text: Text,
  isSmall: Uint8Array,
  buckets: Buckets,
  leftmost: Int32Array,
  sorted: Int32Array,
): void {
  const n = text.length;
  sorted.fill(-1);
  const next = buckets.smallStart.slice();
  const put = (position: number): void => {
    const symbol = text[position] ?? 0;
    const slot = next[symbol] ?? 0;
    next[symbol] = slot + 1;
    sorted[slot] = position;
  };
  for (let i = 0; i < leftmost.length; i++) put(leftmost[i] ?? 0);
  next.set(buckets.largeStart);
  put(n - 1);
  for (let i = 0; i < n; i++) {
    const before = (sorted[i] ?? 0) - 1;
    if (before >= 0 && isSmall[before] === 0) put(before);
  }
  next.set(buckets.largeStart);
  for (let i = n - 1; i >= 0; i--) {
    const before = (sorted[i] ?? 0) - 1;
    if (before < 0 || isSmall[before] === 0) continue;
    const end = (text[before] ?? 0) + 1;
    const slot = (next[end] ?? 0) - 1;
    next[end] = slot;
    sorted[slot] = before;
  }
}

function collectLeftmost(sorted: Int32Array, rankAt: Int32Array, count: number): Int32Array {
  const found = new Int32Array(count);
  let next = 0;
  for (let i = 0; i < sorted.length; i++) {
    const position = sorted[i] ?? 0;
    if ((rankAt[position] ?? -1) < 0) continue;
    found[next] = position;
    next++;
  }
  return found;
}

/** Equal fragments between neighbouring leftmost positions get equal names; the names form the smaller text to sort. */
function nameFragments(
  text: Text,
  byFragment: Int32Array,
  leftmost: Int32Array,
  rankAt: Int32Array,
): { names: Int32Array; maxName: number } {
  const n = text.length;
  const names = new Int32Array(leftmost.length);
  const endOf = (position: number): number => {
    const rank = rankAt[position] ?? 0;
    return rank + 1 < leftmost.length ? (leftmost[rank + 1] ?? 0) : n;
  };
  let maxName = 0;
  for (let i = 1; i < byFragment.length; i++) {
    const left = byFragment[i - 1] ?? 0;
    const right = byFragment[i] ?? 0;
    const leftEnd = endOf(left);
    if (!sameFragment(text, left, leftEnd, right, endOf(right))) maxName++;
    names[rankAt[right] ?? 0] = maxName;
  }
  return { names, maxName };
}

function sameFragment(text: Text, left: number, leftEnd: number, right: number, rightEnd: number): boolean {
  if (leftEnd - left !== rightEnd - right || leftEnd === text.length || rightEnd === text.length)
    return false;
  const length = leftEnd - left;
  for (let k = 0; k <= length; k++) if (text[left + k] !== text[right + k]) return false;
  return true;
}
