/**
 * The one function of `lzma1` that Airdock uses. The package names its TypeScript sources as its types, and those do not pass our
 * strictness; electron/tsconfig.json and test/tsconfig.json point here instead.
 */
/** Decodes an LZMA-alone stream: 13-byte header, then data. Throws on damaged input. */
export function decompress(data: Uint8Array | ArrayBuffer): Uint8Array<ArrayBuffer>;
