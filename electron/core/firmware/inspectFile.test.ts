import { describe, expect, it } from 'vitest';
import { inspectionSchema } from '../../../shared/contract/firmware.ts';
import { AppError } from '../../../shared/errors.ts';
import { refusalOf } from '../../../test/support/appError.ts';
import { vendorSamples } from '../../../test/support/vendorSamples.ts';
import { inspectFile } from './inspectFile.ts';

/** Archives are slow to open and have a test of their own. */
const packed = /soc|upload/;
const plainSamples = vendorSamples.filter(({ name }) => !packed.test(name));

describe('inspecting a file', () => {
  it.each(vendorSamples)('says what $name is, and that its checksums are right', async (sample) => {
    const report = await inspectFile(sample.bytes, 'holiday.jpg');
    expect(inspectionSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report).toMatchObject({ class: sample.class, kind: sample.kind, chip: sample.chip });
    expect(report.parts.map(({ role }) => role)).toEqual(sample.roles);
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
    if (sample.class !== 'image' && sample.kind !== 'soc') expect(report.checks.length).toBeGreaterThan(0);
  });

  it.each(vendorSamples)('takes the version of $name from the user first', async ({ bytes }) => {
    const { versions } = await inspectFile(bytes, 'x', { userVersion: '2.0.1' });
    expect(versions[0]).toEqual({ text: '2.0.1', source: 'user' });
  });

  it('names files of scripts and compressed sections by path', async () => {
    const paths = async (name: string): Promise<string[]> => {
      const sample = vendorSamples.find((candidate) => candidate.name === name);
      const report = await inspectFile(sample?.bytes ?? new Uint8Array(0), 'x');
      return (report.members ?? []).map(({ path }) => path);
    };
    expect(await paths('a .soc of EC618')).toEqual(['script.bin/main.lua']);
    expect(await paths('a binpkg of EC7xx with compressed sections')).toEqual(['cp-demo-flash/0']);
    expect(await paths('an AT package of the 8910')).toEqual([
      'rdaota02',
      'rdaota02/AP/bundle0',
      'rdaota02/modemnvm/rf_nv.bin',
      'luadb',
      'luadb/script/main.lua',
    ]);
  });

  it('maps zones by address, the EC618 modem core on a device of its own', async () => {
    const [sample] = vendorSamples;
    const { flash } = await inspectFile(sample?.bytes ?? new Uint8Array(0), 'x');
    expect(flash?.map(({ role, address, device }) => [role, address, device])).toEqual([
      ['bootloader', 0x4000, undefined],
      ['ap', 0x24000, undefined],
      ['cp', 0, 'cp'],
    ]);
    expect(flash?.every(({ sizeBytes, usedBytes }) => usedBytes <= sizeBytes)).toBe(true);
  });

  it('calls a file of 0 bytes empty', async () => {
    const error = await refusalOf(() => inspectFile(new Uint8Array(0), 'x'));
    expect(error).toMatchObject({ code: 'firmware.empty', params: { fileName: 'x' } });
  });

  it('refuses what it does not know, and what is too large to look at', async () => {
    const unknown = await refusalOf(() => inspectFile(Uint8Array.of(1, 2, 3), 'x'));
    expect(unknown).toMatchObject({ code: 'firmware.unknownFormat', params: { firstBytes: '01 02 03' } });
    const large = await refusalOf(() => inspectFile(new Uint8Array(134_217_729), 'x'));
    expect(large.code).toBe('firmware.tooLarge');
  });
});

/** Digests of the parts, or the AppError that says where it broke; anything else fails the test. */
async function outcome(bytes: Uint8Array): Promise<string> {
  try {
    const { parts, checks } = await inspectFile(bytes, 'x');
    return checks.every(({ ok }) => ok) ? parts.map(({ sha256 }) => sha256).join() : 'told';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.code).toMatch(/^firmware\./);
    if (error.code === 'firmware.damaged') {
      expect(error.params).toMatchObject({ check: expect.any(String), offset: expect.any(Number) });
    }
    return 'refused';
  }
}

describe('a damaged file', () => {
  // A signature's worth of bytes is an image of another kind, or none: nothing that could be mistaken for the whole.
  it.each(plainSamples)('is refused wherever $name is cut', async ({ bytes }) => {
    const whole = await outcome(bytes);
    const step = bytes.length > 4000 ? 7 : 1;
    for (let length = 0; length < bytes.length; length += step) {
      expect(await outcome(bytes.subarray(0, length)), `cut to ${length}`).not.toBe(whole);
    }
  });

  it.each(plainSamples)('never shows other content when a bit of $name is flipped', async ({ bytes }) => {
    const whole = await outcome(bytes);
    const step = bytes.length > 4000 ? 61 : 3;
    for (let bit = 0; bit < bytes.length * 8; bit += step) {
      const broken = bytes.slice();
      broken[bit >> 3] = (broken[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect([whole, 'refused', 'told'], `bit ${bit}`).toContain(await outcome(broken));
    }
  });
});
