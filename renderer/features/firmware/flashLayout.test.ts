import { describe, expect, it } from 'vitest';
import { type FlashZone, labelStep, layoutFlash } from './flashLayout.ts';

const zone = (
  name: string,
  address: number,
  sizeBytes: number,
  more: Partial<FlashZone> = {},
): FlashZone => ({
  name,
  role: 'ap',
  address,
  sizeBytes,
  usedBytes: sizeBytes / 2,
  ...more,
});

describe('the map of a flash', () => {
  it('is to scale, holes included', () => {
    const [chip] = layoutFlash([zone('b', 0x3000, 0x1000), zone('a', 0x1000, 0x1000)], 300);
    expect(chip).toMatchObject({ start: 0x1000, end: 0x4000, height: 300 });
    expect(
      chip?.spans.map(({ zone: { name }, top, height, usedHeight }) => [name, top, height, usedHeight]),
    ).toEqual([
      ['a', 0, 100, 50],
      ['b', 200, 100, 50],
    ]);
  });

  it('keeps the labels of small zones apart and inside', () => {
    const zones = [0, 1, 2, 3, 4].map((at) => zone(`z${at}`, 0xff000 + at * 16, 16));
    const [chip] = layoutFlash([zone('big', 0, 0xff000), ...zones], 400);
    const labels = (chip?.spans ?? []).map(({ labelAt }) => labelAt);
    for (const [at, place] of labels.entries()) {
      expect(place).toBeLessThanOrEqual(400 - labelStep / 2);
      if (at > 0) expect(place - (labels[at - 1] ?? 0)).toBeGreaterThanOrEqual(labelStep - 0.001);
    }
  });

  it('grows where there are more labels than room', () => {
    const zones = Array.from({ length: 30 }, (_, at) => zone(`z${at}`, at * 4096, 4096));
    expect(layoutFlash(zones, 200)[0]?.height).toBe(30 * labelStep);
  });

  it('draws all chips to one scale', () => {
    const chips = layoutFlash([zone('a', 0, 0x10000), zone('cp', 0, 0x8000, { device: 'cp' })], 200);
    expect(chips.map(({ height }) => height)).toEqual([200, 100]);
  });

  it('draws every device, and what is far away, by itself', () => {
    const chips = layoutFlash(
      [zone('a', 0, 4096), zone('cp', 0, 4096, { device: 'cp' }), zone('far', 0x60000000, 4096)],
      200,
    );
    expect(chips.map(({ device, spans }) => [device, spans.map((span) => span.zone.name)])).toEqual([
      [null, ['a']],
      [null, ['far']],
      ['cp', ['cp']],
    ]);
  });

  it('never shows more used than there is', () => {
    const [chip] = layoutFlash([zone('a', 0, 4096, { usedBytes: 9000 })], 100);
    expect(chip?.spans[0]?.usedHeight).toBe(100);
  });
});
