/**
 * What of `lzma1` Airdock and its tests use. The package names its TypeScript sources as its types, and those do not pass our
 * strictness; electron/tsconfig.json and test/tsconfig.json point here instead.
 */

/** Decodes an LZMA-alone stream: 13-byte header, then data. Throws on damaged input. */
export function decompress(data: Uint8Array | ArrayBuffer): Uint8Array<ArrayBuffer>;

/** Encodes to an LZMA-alone stream; for fixtures of tests only. */
export function compress(
  data: Uint8Array | ArrayBuffer,
  mode?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9,
): Uint8Array<ArrayBuffer>;
