import { describe, expect, it } from 'vitest';
import { deltaFormatSchema } from '../contract/delta.ts';
import { travelsByAt } from './deliveryFormats.ts';

describe('a package that AT commands bring', () => {
  it('is one of the three families with AT firmware, and no other', () => {
    const carried = deltaFormatSchema.options.filter((format) => travelsByAt({ format }));
    expect(carried.sort()).toEqual(['ec618-at', 'ec618-par', 'ec7xx-at', 'uis8910']);
  });
});
