import { describe, expect, it } from 'vitest';
import { appErrorOf } from '../../../test/support/appError.ts';
import { buildLuadb } from '../../../test/support/buildLuadb.ts';
import { filler } from '../../../test/support/tinyFirmware.ts';
import { looksLikeLuadb, readLuadb, tryReadLuadb } from './luadb.ts';

const files = [
  { name: 'main.lua', bytes: new TextEncoder().encode('PROJECT = "PUMP"\n') },
  { name: 'empty.txt', bytes: new Uint8Array() },
  { name: 'logo.bin', bytes: filler(4, 300) },
];

describe('a LuaDB', () => {
  it('gives its files in order and keeps the digest record to itself', () => {
    const luadb = readLuadb(buildLuadb(files));
    expect(luadb.files.map(({ name, bytes }) => ({ name, bytes }))).toEqual(files);
    expect(luadb.digest).toBe('ok');
  });

  it('without a digest record is readable and says that nothing vouches for it', () => {
    expect(readLuadb(buildLuadb(files, false)).digest).toBe('missing');
  });

  it('may be followed by the erased rest of its zone', () => {
    const bytes = buildLuadb(files);
    const zone = Uint8Array.from([...bytes, ...new Array<number>(64).fill(0xff)]);
    expect(readLuadb(zone).sizeBytes).toBe(bytes.length);
  });

  it('has the 24-byte head of the vendor', () => {
    const head = Buffer.from(buildLuadb(files).subarray(0, 24)).toString('hex');
    expect(head).toBe('01045aa55aa5020202000304180000000402' + '0400' + 'fe02' + '3203');
  });
});

describe('a damaged LuaDB', () => {
  it('is refused at every length below its own', async () => {
    const bytes = buildLuadb(files);
    for (let length = 0; length < bytes.length; length += 1) {
      const error = await appErrorOf(() => readLuadb(bytes.subarray(0, length)));
      expect(error.code, `${length} bytes`).toBe('firmware.damaged');
    }
  });

  it('is refused when any single byte is flipped', () => {
    const bytes = buildLuadb(files);
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 0x40;
      const result = tryReadLuadb(flipped);
      const accepted = 'luadb' in result && result.luadb.digest === 'ok';
      expect(accepted, `byte ${at}`).toBe(false);
    }
  });

  it('of another version is refused by name', async () => {
    const bytes = buildLuadb(files);
    bytes[8] = 3;
    bytes[22] = (bytes[22] ?? 0) + 1;
    const error = await appErrorOf(() => readLuadb(bytes));
    expect(error.params).toMatchObject({ check: 'luadb.version', expected: 2, found: 3 });
  });

  it('is not looked for in other bytes', () => {
    expect(looksLikeLuadb(filler(1, 100))).toBe(false);
    expect(looksLikeLuadb(buildLuadb([]))).toBe(true);
  });
});
