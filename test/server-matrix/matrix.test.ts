import { describe, expect, it } from 'vitest';
import { csdk } from './dialects/csdk.ts';
import { libfota } from './dialects/libfota.ts';
import { libfota2Doubled } from './dialects/libfota2Doubled.ts';
import { libfota2Glued } from './dialects/libfota2Glued.ts';
import { libfota3 } from './dialects/libfota3.ts';
import { libfota2023 } from './dialects/libfota2023.ts';
import { luat8910 } from './dialects/luat8910.ts';
import { meig } from './dialects/meig.ts';
import { onenetBareRange } from './dialects/onenetBareRange.ts';
import { onenetFuse } from './dialects/onenetFuse.ts';
import { onenetOld } from './dialects/onenetOld.ts';
import { socket2022 } from './dialects/socket2022.ts';
import { luatRow } from './openLuat.ts';
import { columns, meanings, play, type Row } from './row.ts';

/** The matrix of platform-apis 6: twelve clients, six situations, every byte of every answer. */
const matrix: readonly Row[] = [
  luatRow(libfota),
  luatRow(libfota2023),
  luatRow(libfota2Glued),
  luatRow(libfota2Doubled),
  luatRow(socket2022),
  luatRow(luat8910),
  luatRow(csdk),
  libfota3,
  onenetOld,
  onenetFuse,
  onenetBareRange,
  luatRow(meig),
];

describe.each(matrix.map((row) => [row.client, row] as const))('%s', (_client, row) => {
  const cells = columns.map((column) => {
    const cell = row.cells[column];
    const chosen = cell.chosen === undefined ? '' : ` [chosen: ${cell.chosen}]`;
    return [`${meanings[column]}${chosen}`, cell] as const;
  });
  it.each(cells)('%s', async (_name, cell) => {
    await play(row, cell);
  });
});

it('has twelve clients of different names', () => {
  expect(new Set(matrix.map(({ client }) => client)).size).toBe(12);
});
