import { type BinpkgImage, buildBinpkg, ec618Images } from './buildBinpkg.ts';

/** `sizeBytes` bytes that follow from `seed`; no two seeds alike. */
export function filler(seed: number, sizeBytes: number): Uint8Array {
  let state = (seed * 2654435761 + 1) >>> 0;
  return Uint8Array.from({ length: sizeBytes }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

/** Filler with NUL-terminated texts in the middle, as strings stand in an image. */
export function imageWithTexts(seed: number, texts: readonly string[]): Uint8Array {
  const strings = new TextEncoder().encode(`\0${texts.join('\0')}\0`);
  return Uint8Array.from([...filler(seed, 40), ...strings, ...filler(seed + 1, 40)]);
}

/** The three images of a small EC618 package; each part can be replaced. */
export function tinyImages(
  change: Partial<Record<'bl' | 'ap' | 'cp', Uint8Array>> = {},
): readonly BinpkgImage[] {
  return ec618Images({
    bl: change.bl ?? filler(1, 50),
    ap: change.ap ?? filler(2, 120),
    cp: change.cp ?? filler(3, 80),
  });
}

/** A small EC618 package, 52 + 3 x 364 bytes and the images. */
export function tinyBinpkg(change: Partial<Record<'bl' | 'ap' | 'cp', Uint8Array>> = {}): Uint8Array {
  return buildBinpkg({ images: tinyImages(change) });
}

/** A plain info.json of an EC618 project; `change` is merged at the top level. */
export function socInfoJson(change: Readonly<Record<string, unknown>> = {}): Uint8Array {
  const info = {
    version: 1,
    chip: { type: 'ec618' },
    rom: {
      file: 'luatos.binpkg',
      fs: { script: { size: 128, offset: '0024D000' } },
      'version-core': 'V1120',
    },
    script: { file: 'script.bin' },
    user: { project: 'PUMP', version: '2.0.1' },
    download: { script_addr: '0024D000' },
    ...change,
  };
  return new TextEncoder().encode(JSON.stringify(info));
}
