import { describe, expect, it } from 'vitest';
import type { DeviceSummary } from '../../shared/contract/devices.ts';
import { applyDeviceChange, imeiLines, matchesDevice } from './devices.ts';

const device = (id: string, lastSeenMs: number, more: Partial<DeviceSummary> = {}): DeviceSummary => ({
  id,
  nickname: null,
  notes: '',
  firstSeenMs: 0,
  lastSeenMs,
  model: null,
  chip: null,
  portId: null,
  version: null,
  lastUpgrade: null,
  requestsLastDay: 0,
  ban: null,
  ...more,
});
const first = device('862000000000001', 10);
const second = device('SN-0001', 20);

describe('the list of modules', () => {
  it('keeps the one seen last first, whatever changes', () => {
    const seen = applyDeviceChange([second, first], {
      kind: 'deviceChanged',
      device: { ...first, lastSeenMs: 30 },
    });
    expect(seen.map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(applyDeviceChange(seen, { kind: 'deviceForgotten', id: first.id })).toEqual([second]);
  });

  it('gives IMEIs one per line and nothing else', () => {
    expect(imeiLines([first, second, device('862000000000002', 1)])).toBe('862000000000001\n862000000000002');
  });

  it('is searched in names, models, versions and notes', () => {
    const named = device('862000000000003', 1, { nickname: '水表 7', model: 'Air780E', notes: 'returned' });
    for (const word of ['水表', 'air780', '0003', 'RETURNED ', ''])
      expect(matchesDevice(named, word)).toBe(true);
    expect(matchesDevice(first, 'air780')).toBe(false);
  });
});
