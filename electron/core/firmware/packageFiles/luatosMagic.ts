import type { Chip } from '../image.ts';

/** First word of a LuatOS update by chip (luat-formats 3.1). */
const magics: readonly (readonly [magic: number, chip: Chip])[] = [
  [0xeaf18c16, 'ec618'],
  [0xeac37218, 'ec7xx'],
  [0x5ae1f0b5, 'air105'],
  [0xda188800, 'uis8910'],
];

/** The chip of a LuatOS update, null when the bytes do not start as one. */
export function luatosChip(bytes: Uint8Array): Chip | null {
  if (bytes.length < 4) return null;
  const magic = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  return magics.find(([known]) => known === magic)?.[1] ?? null;
}
