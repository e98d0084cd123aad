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

  it.each([
    [
      'a vendor\u2019s file over the AT port',
      { bring: 'raw', raw: { kind: 'demo', name: 'a' } },
      'serial',
      'raw',
    ],
    ['a URL over the network', { bring: 'url', url: ' http://x/a ' }, 'http', 'url'],
    ['an image out of the module', { bring: 'image', way: 'serial' }, 'local', 'image'],
    ['a plan by its platform', { bring: 'plan', way: 'serial' }, 'cloud', 'plan'],
  ] as const)('brings %s, whatever way a package would take', (_name, patch, way, kind) => {
    const input = startInput({ ...emptyDraft, port: 'p', target: ' V2 ', driver: 'd', ...patch }, null);
    expect(input).toMatchObject({
      way,
      driver: 'd',
      source: { kind, ...(kind === 'image' ? {} : { newVersion: 'V2' }) },
    });
    expect(upgradeService.start.input.safeParse(input).success).toBe(true);
  });

  it('is not given while the file or the URL is missing', () => {
    expect(startInput({ ...emptyDraft, port: 'p', bring: 'raw' }, sha)).toBeNull();
    expect(startInput({ ...emptyDraft, port: 'p', bring: 'url', url: '  ' }, sha)).toBeNull();
  });

  it('lets the person answer a platform unless told otherwise, and only a platform', () => {
    expect(startInput({ ...emptyDraft, port: 'p', bring: 'plan' }, null)).toMatchObject({ offers: 'ask' });
    expect(startInput({ ...emptyDraft, port: 'p', bring: 'plan', follow: true }, null)?.source).toEqual({
      kind: 'plan',
      ask: false,
    });
    expect(startInput({ ...emptyDraft, port: 'p' }, sha)).not.toHaveProperty('offers');
  });

  it('takes an image to where a person says, declares its component, and tells the platform unless told not to', () => {
    const image = { ...emptyDraft, port: 'p', bring: 'image' } as const;
    expect(startInput(image, null)).toMatchObject({ source: { kind: 'image' }, offers: 'ask' });
    const chosen = { component: ' MCU1 ', componentVersion: '1.0.0', imagePath: ' /a.bin ', declare: false };
    const input = startInput({ ...image, ...chosen }, null);
    expect(input?.source).toEqual({
      ...{ kind: 'image', path: '/a.bin', declare: false },
      component: { name: 'MCU1', version: '1.0.0' },
    });
    expect(upgradeService.start.input.safeParse(input).success).toBe(true);
  });

  it.each([
    ['MCU1', ''],
    ['', '1.0.0'],
    ['MC"U1', '1.0.0'],
  ])('is not given with half a component, or one that no command can carry: %s %s', (component, version) => {
    const draft = { ...emptyDraft, port: 'p', bring: 'image', component, componentVersion: version } as const;
    expect(startInput(draft, null)).toBeNull();
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
