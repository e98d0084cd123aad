/** A reproducible source of numbers below `limit`. */
export type Random = (limit: number) => number;

/** xorshift32: the same numbers on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed | 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

/** Bytes that look a little like code: repeated fragments with varying operands, some padding. */
export function codeLikeBytes(size: number, seed: number): Uint8Array {
  const random = seededRandom(seed);
  const fragments = Array.from({ length: 64 }, () =>
    Uint8Array.from({ length: 8 + random(40) }, () => random(256)),
  );
  const out = new Uint8Array(size);
  for (let at = 0; at < size; ) {
    const fragment = fragments[random(64)] ?? out;
    const piece = fragment.subarray(0, size - at);
    out.set(piece, at);
    at += piece.length;
    if (random(3) === 0 && at < size) {
      out[at] = random(256);
      at++;
    }
    if (random(200) === 0) at += Math.min(random(300), size - at);
  }
  return out;
}

/** A later build of `old`: changed operands, inserted, removed and replaced stretches; about `edits` of each. */
export function laterBuild(old: Uint8Array, seed: number, edits = 12): Uint8Array {
  const random = seededRandom(seed);
  let bytes = [...old];
  for (let edit = 0; edit < edits; edit++) {
    const at = random(bytes.length);
    const stretch = Array.from({ length: random(200) }, () => random(256));
    const kind = random(4);
    if (kind === 0) bytes = [...bytes.slice(0, at), ...stretch, ...bytes.slice(at)];
    else if (kind === 1) bytes.splice(at, random(200));
    else if (kind === 2) bytes.splice(at, stretch.length, ...stretch);
    else for (let k = 0; k < 40; k++) bytes[random(bytes.length)] = random(256);
  }
  return Uint8Array.from(bytes);
}
