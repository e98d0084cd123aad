import { describe, expect, it } from 'vitest';
import { corpusBytes, hasCorpus } from '../../../../../test/support/corpus.ts';
import { quietWork } from '../../../../../test/support/quietWork.ts';
import { readFirmware } from '../../../firmware/readFirmware.ts';
import { applyOta, type OpenedOta, openOta } from './apply.ts';
import { luatosScript, luatosSoc } from './format.ts';
import { writeOtaFile } from './write/otaFile.ts';
import { writeSector } from './write/sector.ts';

/** The same content by our writer. */
async function ours({ magic, mainVersion, appVersion, sectors, par }: OpenedOta): Promise<Uint8Array> {
  const written: Uint8Array[] = [];
  for (const { startAddress, bytes } of sectors)
    written.push(await writeSector({ magic, startAddress, data: bytes }, quietWork()));
  const common = new Uint8Array(Buffer.concat(written));
  return writeOtaFile({ magic, mainVersion: mainVersion[4] ?? 0, appVersion, common, sdk: par });
}

describe.skipIf(!hasCorpus)("the vendor's script packages [needs corpus]", () => {
  it.each([
    ['ota_script/Air780E_EC618_fota_uart.bin', 'ec618', 0x2cc000, 2839, 1363, 1344],
    ['ota_script/Air780EPM_fota_uart.bin', 'ec7xx', 0x2b1000, 21_504, 5745, 5635],
    ['ota_made/out.sota', 'ec7xx', 0x24d000, 300_000, 54_564, 54_556],
    ['ota_made/out2.sota', 'ec7xx', 0x24d000, 300_000, 54_564, 54_556],
    ['ota_made/out3.sota', 'ec7xx', 0x24d000, 300_000, 54_664, 54_656],
  ])(
    '%s opens, and ours with the same content is smaller',
    async (path, chip, address, size, vendor, limit) => {
      const bytes = corpusBytes(`luat/${path}`);
      const opened = openOta(bytes);
      expect(opened.chip).toBe(chip);
      expect(opened.sectors.map((sector) => [sector.startAddress, sector.bytes.length])).toEqual([
        [address, size],
      ]);
      expect(bytes.length).toBe(vendor);
      const written = await ours(opened);
      expect(written.length).toBeLessThanOrEqual(limit);
      const again = openOta(written);
      expect(again.sectors[0]?.sha256).toBe(opened.sectors[0]?.sha256);
    },
    60_000,
  );

  it('keep their header to the byte when it is written again', async () => {
    const bytes = corpusBytes('luat/ota_script/Air780E_EC618_fota_uart.bin');
    const { common } = openOta(bytes);
    const file = { magic: 0xeaf18c16, mainVersion: 0, appVersion: 0, sdk: new Uint8Array() };
    const written = writeOtaFile({ ...file, common: bytes.slice(common.start, common.end) });
    expect(Buffer.compare(written, bytes)).toBe(0);
  });

  it('open through the sector alone as the tool writes it, stored blocks included', () => {
    const file = { magic: 0xeac37218, mainVersion: 0, appVersion: 0, sdk: new Uint8Array() };
    for (const [zip, raw] of [
      ['script_fota.zip', 'script.bin'],
      ['rand.zip', 'rand.bin'],
      ['tiny.zip', 'tiny.bin'],
    ] as const) {
      const common = corpusBytes(`luat/ota_made/${zip}`);
      // the tool's own short run left the magic of tiny.zip to chance
      const [sector] = openOta(writeOtaFile({ ...file, common })).sectors;
      expect(
        Buffer.compare(sector?.bytes ?? new Uint8Array(), corpusBytes(`luat/ota_made/${raw}`)),
        zip,
      ).toBe(0);
    }
  }, 60_000);
});

describe.skipIf(!hasCorpus)('the two real cores in a .soc [needs corpus]', () => {
  const soc = (letter: string) =>
    readFirmware(corpusBytes(`luat/ota_made/synthetic_ec618_${letter}.soc`), `synthetic_ec618_${letter}.soc`);

  it('become one package of script and core delta', async () => {
    const [old, fresh] = [await soc('a'), await soc('b')];
    expect(() => luatosScript.plan(old, fresh, {})).toThrow(
      expect.objectContaining({ params: expect.objectContaining({ carriedBy: 'luatos' }) }),
    );
    const plan = luatosSoc.plan(old, fresh, {});
    const bytes = await luatosSoc.write(plan, { onProgress: () => undefined });
    const proof = luatosSoc.prove(old, plan, bytes);
    expect(proof.images.map(({ name, ok }) => [name, ok])).toEqual([
      ['script.bin', true],
      ['ap', true],
      ['cp-demo-flash', true],
    ]);
    expect(applyOta(old.images, bytes).core.map(({ role }) => role)).toEqual(['ap', 'cp']);
    // the vendor's par alone has 67,660 bytes
    expect(bytes.length).toBeLessThan(55_000);
  }, 60_000);
});
