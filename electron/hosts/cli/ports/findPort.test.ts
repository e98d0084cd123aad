import { describe, expect, it } from 'vitest';
import type { PortInfo } from '../../../../shared/contract/port.ts';
import { pickPort } from './findPort.ts';

const port = (id: string, more: Partial<PortInfo> = {}): PortInfo => ({
  id: `serial:${id}`,
  kind: 'serial',
  path: id,
  label: id,
  role: { guess: 'log', reason: 'luatLogInterface' },
  presence: 'present',
  ...more,
});
const at = { role: { guess: 'at', reason: 'luatUserInterface' } } as const;
const ports = [
  port('COM3', { nickname: 'bench' }),
  port('COM4', { nickname: 'bench', ...at }),
  port('COM5', { nickname: 'twins', ...at }),
  port('COM6', { nickname: 'twins', ...at, deviceId: '862000000000001' }),
];

describe('a port on the command line', () => {
  it.each([
    ['serial:COM3', 'COM3'],
    ['COM3', 'COM3'],
    ['bench', 'COM4'],
    ['862000000000001', 'COM6'],
  ])('%s is %s', (word, path) => expect(pickPort(ports, word)?.path).toBe(path));

  it('is none where a nickname means several, or nothing', () => {
    expect(pickPort(ports, 'twins')).toBeUndefined();
    expect(pickPort(ports, 'nobody')).toBeUndefined();
  });
});
