import { describe, expect, it } from 'vitest';
import { upgradeService } from '../../../shared/contract/upgrade.ts';
import { emptyDraft } from '../../stores/draft.ts';
import { startInput } from './startInput.ts';

const sha = 'a'.repeat(64);

describe('the order to the core', () => {
  it('is not given while the module or the package is missing', () => {
    expect(startInput(emptyDraft, sha)).toBeNull();
    expect(startInput({ ...emptyDraft, port: 'virtual:1' }, null)).toBeNull();
  });

  it('does not save the URL unless told to', () => {
    expect(startInput({ ...emptyDraft, port: 'virtual:1' }, sha)?.saveUrl).toBe(false);
  });

  it('says nothing of addresses over the serial port', () => {
    const input = startInput({ ...emptyDraft, port: 'p', way: 'serial', advertise: 'x', saveUrl: true }, sha);
    expect(input).toEqual({ portId: 'p', source: { kind: 'package', sha256: sha }, way: 'serial' });
  });

  it('is what the contract accepts with every choice made', () => {
    const draft = {
      ...emptyDraft,
      port: 'p',
      project: 'p1',
      advertise: '192.168.1.4',
      saveUrl: true,
      override: '客户要求',
    };
    expect(upgradeService.start.input.safeParse(startInput(draft, sha)).success).toBe(true);
  });
});
