/** 32 characters without i, l, o and u: none is mistaken for another when a person reads it aloud, and 5 bits need no rejection. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Bytes of good randomness, e.g. node:crypto randomBytes. */
export type RandomBytes = (count: number) => Uint8Array;

/** `length` characters of 5 random bits each. */
export function randomId(random: RandomBytes, length: number): string {
  return Array.from(random(length), (byte) => alphabet[byte % alphabet.length]).join('');
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
