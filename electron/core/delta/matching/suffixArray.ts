/**
 * Suffix sorting by induced copying (SA-IS: Nong, Zhang, Chan 2009), linear in time. Longer than most files: it is one algorithm
 * whose loops run over every byte of two images.
 *
 * A suffix is S-type when it sorts before its right neighbour, else L-type; a "leftmost" one is S-type behind an L-type one. No array
 * of types is kept: an entry is stored inverted (`~position`) where the scan that meets it must not go on to the position before
 * it, because that one is of the other type; the two neighbouring symbols, which are read anyway, tell. The smaller text of
 * the recursion and its result live inside the result of the level above.
 *
 * `array[i] ?? 0` in the loops only satisfies the index check of the compiler: every index is in range by construction,
 * and V8 drops the test.
 */

type Text = Uint8Array | Int32Array;

/**
 * Start positions of all suffixes of `text` in lexicographic order; a suffix that is a prefix of another comes first.
 * `into` receives them where it is given (as long as `text`). About 7 bytes of memory per input byte, the result included;
 * lengths up to 2^30.
 */
export function suffixArray(text: Uint8Array, into: Int32Array = new Int32Array(text.length)): Int32Array {
  sortSuffixes(text, into, 256);
  return into;
}

function sortSuffixes(text: Text, sorted: Int32Array, symbols: number): void {
  const n = text.length;
  sorted.fill(0);
  if (n < 2) return;
  const counts = new Int32Array(symbols);
  for (let i = 0; i < n; i++) {
    const symbol = text[i] ?? 0;
    counts[symbol] = (counts[symbol] ?? 0) + 1;
  }
  const next = new Int32Array(symbols);
  bucketEnds(counts, next);
  const leftmost = placeLeftmost(text, sorted, next);
  if (leftmost > 1) {
    sortFragments(text, sorted, counts, next);
    const names = nameFragments(text, sorted, leftmost);
    const order = sorted.subarray(0, leftmost);
    const smaller = sorted.subarray(n - leftmost);
    if (names < leftmost) sortSuffixes(smaller, order, names);
    else for (let i = 0; i < leftmost; i++) order[smaller[i] ?? 0] = i;
    listLeftmost(text, smaller);
    for (let i = 0; i < leftmost; i++) order[i] = smaller[order[i] ?? 0] ?? 0;
    sorted.fill(0, leftmost);
    bucketEnds(counts, next);
    spreadLeftmost(text, sorted, leftmost, next);
  }
  induceLarge(text, sorted, counts, next);
  induceSmall(text, sorted, counts, next);
}

/** Where the bucket of each symbol begins. */
function bucketStarts(counts: Int32Array, next: Int32Array): void {
  let sum = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    next[symbol] = sum;
    sum += counts[symbol] ?? 0;
  }
}

/** One behind the end of the bucket of each symbol. */
function bucketEnds(counts: Int32Array, next: Int32Array): void {
  let sum = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    sum += counts[symbol] ?? 0;
    next[symbol] = sum;
  }
}

/** Puts the leftmost positions into the ends of their buckets, in any order; returns how many there are. */
function placeLeftmost(text: Text, sorted: Int32Array, next: Int32Array): number {
  let found = 0;
  let right = text[text.length - 1] ?? 0;
  let rightIsSmall = false;
  for (let i = text.length - 2; i >= 0; i--) {
    const here = text[i] ?? 0;
    if (here < right) rightIsSmall = true;
    else if (here > right) {
      if (rightIsSmall) {
        const slot = (next[right] ?? 0) - 1;
        next[right] = slot;
        sorted[slot] = i + 1;
        found++;
      }
      rightIsSmall = false;
    }
    right = here;
  }
  return found;
}

/** The leftmost positions in text order; `into` has room for exactly them. */
function listLeftmost(text: Text, into: Int32Array): void {
  let slot = into.length;
  let right = text[text.length - 1] ?? 0;
  let rightIsSmall = false;
  for (let i = text.length - 2; i >= 0; i--) {
    const here = text[i] ?? 0;
    if (here < right) rightIsSmall = true;
    else if (here > right) {
      if (rightIsSmall) {
        slot--;
        into[slot] = i + 1;
      }
      rightIsSmall = false;
    }
    right = here;
  }
}

/** Orders the fragments that begin at leftmost positions: those come out inverted, in order, with zeros between. */
function sortFragments(text: Text, sorted: Int32Array, counts: Int32Array, next: Int32Array): void {
  const n = text.length;
  bucketStarts(counts, next);
  const last = text[n - 1] ?? 0;
  const lastSlot = next[last] ?? 0;
  next[last] = lastSlot + 1;
  sorted[lastSlot] = (text[n - 2] ?? 0) < last ? ~(n - 1) : n - 1;
  for (let i = 0; i < n; i++) {
    const position = sorted[i] ?? 0;
    if (position > 0) {
      const before = position - 1;
      const symbol = text[before] ?? 0;
      const slot = next[symbol] ?? 0;
      next[symbol] = slot + 1;
      sorted[slot] = before > 0 && (text[before - 1] ?? 0) < symbol ? ~before : before;
      sorted[i] = 0;
    } else if (position < 0) sorted[i] = ~position;
  }
  bucketEnds(counts, next);
  for (let i = n - 1; i >= 0; i--) {
    const position = sorted[i] ?? 0;
    if (position <= 0) continue;
    const before = position - 1;
    const symbol = text[before] ?? 0;
    const slot = (next[symbol] ?? 0) - 1;
    next[symbol] = slot;
    // behind a larger symbol: a leftmost one, which is what is looked for
    sorted[slot] = before > 0 && (text[before - 1] ?? 0) > symbol ? ~before : before;
    sorted[i] = 0;
  }
}

/**
 * Equal fragments get equal names, counted from 0 in their order; the names in text order are left in the last `leftmost` places
 * of `sorted`. Returns how many different ones there are.
 */
function nameFragments(text: Text, sorted: Int32Array, leftmost: number): number {
  const n = text.length;
  let size = 0;
  for (let i = 0; size < leftmost; i++) {
    const position = sorted[i] ?? 0;
    if (position >= 0) continue;
    sorted[size] = ~position;
    size++;
  }
  sorted.fill(0, leftmost);
  noteLengths(text, sorted, leftmost);
  let names = 0;
  let previous = 0;
  let previousLength = -1;
  for (let i = 0; i < leftmost; i++) {
    const position = sorted[i] ?? 0;
    const place = leftmost + (position >> 1);
    const length = sorted[place] ?? 0;
    let same = length === previousLength && previous + length < n && position + length < n;
    for (let k = 0; same && k < length; k++) same = text[position + k] === text[previous + k];
    if (!same) names++;
    sorted[place] = names;
    previous = position;
    previousLength = length;
  }
  for (let i = n - 1, to = n; to > n - leftmost; i--) {
    const name = sorted[i] ?? 0;
    if (name === 0) continue;
    to--;
    sorted[to] = name - 1;
  }
  return names;
}

/** Length of each fragment, up to and with the first symbol of the next one; leftmost positions are at least two apart. */
function noteLengths(text: Text, sorted: Int32Array, leftmost: number): void {
  let end = text.length;
  let right = text[text.length - 1] ?? 0;
  let rightIsSmall = false;
  for (let i = text.length - 2; i >= 0; i--) {
    const here = text[i] ?? 0;
    if (here < right) rightIsSmall = true;
    else if (here > right) {
      if (rightIsSmall) {
        sorted[leftmost + ((i + 1) >> 1)] = end - i;
        end = i + 1;
      }
      rightIsSmall = false;
    }
    right = here;
  }
}

/** From the first places to the ends of their buckets, which never lie before them. */
function spreadLeftmost(text: Text, sorted: Int32Array, leftmost: number, next: Int32Array): void {
  for (let i = leftmost - 1; i >= 0; i--) {
    const position = sorted[i] ?? 0;
    sorted[i] = 0;
    const symbol = text[position] ?? 0;
    const slot = (next[symbol] ?? 0) - 1;
    next[symbol] = slot;
    sorted[slot] = position;
  }
}

/** All L-type suffixes from the leftmost ones; what the next scan has to go on from is left as it is, the rest inverted. */
function induceLarge(text: Text, sorted: Int32Array, counts: Int32Array, next: Int32Array): void {
  const n = text.length;
  bucketStarts(counts, next);
  const last = text[n - 1] ?? 0;
  const lastSlot = next[last] ?? 0;
  next[last] = lastSlot + 1;
  sorted[lastSlot] = (text[n - 2] ?? 0) < last ? ~(n - 1) : n - 1;
  for (let i = 0; i < n; i++) {
    const position = sorted[i] ?? 0;
    sorted[i] = ~position;
    if (position <= 0) continue;
    const before = position - 1;
    const symbol = text[before] ?? 0;
    const slot = next[symbol] ?? 0;
    next[symbol] = slot + 1;
    sorted[slot] = before > 0 && (text[before - 1] ?? 0) < symbol ? ~before : before;
  }
}

/** All S-type suffixes from the L-type ones; nothing is inverted any more. */
function induceSmall(text: Text, sorted: Int32Array, counts: Int32Array, next: Int32Array): void {
  bucketEnds(counts, next);
  for (let i = text.length - 1; i >= 0; i--) {
    const position = sorted[i] ?? 0;
    if (position <= 0) {
      sorted[i] = ~position;
      continue;
    }
    const before = position - 1;
    const symbol = text[before] ?? 0;
    const slot = (next[symbol] ?? 0) - 1;
    next[symbol] = slot;
    sorted[slot] = before === 0 || (text[before - 1] ?? 0) > symbol ? ~before : before;
  }
}
