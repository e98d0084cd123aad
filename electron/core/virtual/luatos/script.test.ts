import { describe, expect, test } from 'vitest';
import { buildLuadb } from '../../../../test/support/buildLuadb.ts';
import { buildScript } from '../testing/luatosPackage.ts';
import { readScript } from './script.ts';

const main = (name: string, text: string): Uint8Array =>
  buildLuadb([{ name, bytes: Buffer.from(text, 'latin1') }]);

describe('a script image', () => {
  test('tells its project and version from source', () => {
    expect(readScript(buildScript('demo', '1.2.3'))).toEqual({ project: 'demo', version: '1.2.3' });
    expect(
      readScript(main('main.lua', "-- VERSION = '9'\n PROJECT='a b'\n\tVERSION = '001.000.002'")),
    ).toEqual({
      project: 'a b',
      version: '001.000.002',
    });
  });

  test('tells them from bytecode', () => {
    const chunk = '\x1bLuaS\x04\x08PROJECT\x04\x05demo\x04\x08VERSION\x04\x061.0.1\x04\x04log';
    expect(readScript(main('main.luac', chunk))).toEqual({ project: 'demo', version: '1.0.1' });
  });

  test('is refused without them, without main, damaged or cut', () => {
    expect(readScript(main('main.lua', 'print(1)'))).toBe('main.lua sets no PROJECT and VERSION');
    expect(readScript(main('other.lua', ''))).toBe('there is no main.lua or main.luac');
    const image = buildScript('demo', '1.0.0', 100);
    for (let at = 0; at < image.length; at += 1) {
      const flipped = image.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      expect(typeof readScript(flipped), `byte ${at}`).toBe('string');
      expect(typeof readScript(image.subarray(0, at)), `cut at ${at}`).toBe('string');
    }
  });
});
