/** 32 characters without i, l, o and u: none is mistaken for another when a person reads it aloud, and 5 bits need no rejection. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Bytes of good randomness, e.g. node:crypto randomBytes. */
export type RandomBytes = (count: number) => Uint8Array;

/** The same bytes, asked for a few thousand at a time: a call into the system for each connection costs more than its decision. */
export function pooled(random: RandomBytes, poolBytes = 4096): RandomBytes {
  let pool: Uint8Array = new Uint8Array(0);
  let used = 0;
  return (count) => {
    if (count > poolBytes) return random(count);
    if (used + count > pool.length) {
      pool = random(poolBytes);
      used = 0;
    }
    used += count;
    return pool.subarray(used - count, used);
  };
}

/** `length` characters of 5 random bits each. */
export function randomId(random: RandomBytes, length: number): string {
  let id = '';
  for (const byte of random(length)) id += alphabet[byte % alphabet.length];
  return id;
}

/** Random ids of `length` characters; never the same one twice. */
export function createIds(random: RandomBytes, length: number): () => string {
  const given = new Set<string>();
  return () => {
    for (;;) {
      const id = randomId(random, length);
      if (given.has(id)) continue;
      given.add(id);
      return id;
    }
  };
}
