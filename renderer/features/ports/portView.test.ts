import { describe, expect, it } from 'vitest';
import type { PortInfo } from '../../../shared/contract/port.ts';
import { portState, sortPorts } from './portView.ts';

const port = (path: string, more: Partial<PortInfo> = {}): PortInfo => ({
  id: `serial:${path}`,
  kind: 'serial',
  path,
  label: path,
  role: { guess: 'unknown', reason: 'plainUart' },
  presence: 'present',
  ...more,
});
const at = { guess: 'at', reason: 'luatUserInterface' } as const;
const log = { guess: 'log', reason: 'luatLogInterface' } as const;
const usb = (location: string) => ({ vendorId: '19d1', location });

describe('ports in a list', () => {
  it('keep those of one module together, its AT port first, named modules at the top', () => {
    const shown = sortPorts([
      port('COM1'),
      port('COM10', { role: log, usb: usb('1-2') }),
      port('COM3', { role: log, usb: usb('1-1') }),
      port('COM4', { role: at, usb: usb('1-1') }),
      port('COM9', { role: at, usb: usb('1-2') }),
      port('COM20', { nickname: 'bench' }),
    ]);
    expect(shown.map(({ path }) => path)).toEqual(['COM20', 'COM4', 'COM3', 'COM9', 'COM10', 'COM1']);
  });

  it('say first what somebody waits for', () => {
    const lease = { owner: 'upgrade', sinceMs: 0 } as const;
    const waiting = { for: 'ambiguous', sinceMs: 0, candidates: [] } as const;
    const gone = port('COM1', { presence: 'gone', lease, waiting: { ...waiting, candidates: [] } });
    expect(portState(gone)).toMatchObject({ key: 'ports.stateAmbiguous', waits: true });
    expect(portState(port('COM1', { presence: 'gone', lease }))).toMatchObject({ key: 'module.gone' });
    expect(portState(port('COM1', { lease }))).toMatchObject({ key: 'module.held', owner: 'upgrade' });
    const trouble = { code: 'port.ownerOnly', params: {} };
    expect(portState(port('COM1', { trouble }))).toMatchObject({ key: 'ports.stateTrouble', tone: 'bad' });
    expect(portState(port('COM1'))).toMatchObject({ key: 'ports.free', tone: 'ok' });
  });
});
