import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../test/support/appError.ts';
import { corpusBytes, hasCorpus } from '../../../test/support/corpus.ts';
import { inspectFile } from './inspectFile.ts';

type Row = readonly [path: string, fileClass: string, kind: string, chip: string, parts: number];

/** Every file of the corpus that the inspector has to know. */
const rows: readonly Row[] = [
  ...['r618_old', 'r618_new', 'nc_old', 'nc_new', 'syn618_old', 'syn618_new'].map(
    (name): Row => [`ota_made/${name}.binpkg`, 'firmware', 'binpkg', 'ec618', 3],
  ),
  ...['r718_old', 'r718_new', 'syn718_old_pkgmode', 'syn718_new_pkgmode'].map(
    (name): Row => [`ota_made/${name}.binpkg`, 'firmware', 'binpkg', 'ec7xx', 3],
  ),
  ['ota_made/synthetic_ec618_a.soc', 'firmware', 'soc', 'ec618', 4],
  ['ota_made/r618.par', 'package', 'deltaPar', 'ec618', 2],
  ['ota_made/nearcopy618.par', 'package', 'deltaPar', 'ec618', 1],
  ['ota_made/syn618_grow_RvsO.par', 'package', 'deltaPar', 'ec618', 1],
  ...[
    'r718_hls_zip',
    'r718_nohls_raw',
    'r718_nohls_zip',
    'nearcopy718_nohls',
    'syn718_bzip',
    'syn718_nohls',
  ].map((name): Row => [`ota_made/${name}.par`, 'package', 'deltaPar', 'ec7xx', 1]),
  ['ota_made/out.sota', 'package', 'luatosOta', 'ec7xx', 1],
  ['ota_made/out2.sota', 'package', 'luatosOta', 'ec7xx', 1],
  ['ota_made/script_fota.zip', 'package', 'luatosSector', 'ec7xx', 1],
  ['ota_made/tiny.zip', 'package', 'luatosSector', 'ec7xx', 1],
  ['ota_made/rand.zip', 'package', 'luatosSector', 'ec7xx', 1],
  ['ota_script/Air780E_EC618_fota_uart.bin', 'package', 'luatosOta', 'ec618', 1],
  ['ota_script/Air780EPM_fota_uart.bin', 'package', 'luatosOta', 'ec7xx', 1],
  ['ota_script/Air8101_BK72xx_fota_uart.bin', 'package', 'bk72xxScript', 'bk72xx', 1],
  ['ota_script/BK72xx_LFTA_fota_script.bin', 'package', 'lfta', 'bk72xx', 1],
  ['uis8910/CSDK_RDA8910_TMP_20210203.pac', 'firmware', 'pac', 'uis8910', 7],
  ['uis8910/CSDK_RDA8910_20210514.pac', 'firmware', 'pac', 'uis8910', 7],
  ['uis8910/ap_20210203.img', 'image', 'uimage', 'uis8910', 1],
  ['uis8910/ap_20210514.img', 'image', 'uimage', 'uis8910', 1],
  ['uis8910/fota_20210203_to_20210514.pack', 'package', 'rdaota02', 'uis8910', 1],
  ['uis8910/official_nochange_112.pack', 'package', 'rdaota02', 'uis8910', 0],
  ...['20211205', '20211206'].flatMap((day): Row[] => [
    [`xt804/W806_${day}.fls`, 'firmware', 'xt804', 'xt804', 2],
    [`xt804/W806_${day}.img`, 'image', 'xt804', 'xt804', 1],
    [`xt804/W806_${day}_ota.img`, 'package', 'xt804', 'xt804', 1],
  ]),
  ['xt804/script_32bit.img', 'script', 'xt804', 'xt804', 1],
  ['xt804/script_64bit.img', 'script', 'xt804', 'xt804', 1],
  ['xt804/xt804_secboot.img', 'image', 'xt804', 'xt804', 1],
  ['xt804/xt804_secboot.bin', 'image', 'raw', 'xt804', 1],
];

describe.skipIf(!hasCorpus)('real files [needs corpus]', () => {
  it.each(rows)(
    '%s is a %s of kind %s for %s, every checksum right',
    async (path, fileClass, kind, chip, parts) => {
      const report = await inspectFile(corpusBytes(`luat/${path}`), path);
      expect(report).toMatchObject({ class: fileClass, kind, chip });
      expect(report.parts).toHaveLength(parts);
      expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
    },
  );

  it('a packed XT804 image holds the plain one', async () => {
    const [packed, plain] = await Promise.all(
      ['W806_20211206_ota.img', 'W806_20211206.img'].map((name) =>
        inspectFile(corpusBytes(`luat/xt804/${name}`), name),
      ),
    );
    expect(packed?.parts[0]?.sha256).toBe(plain?.sha256);
  });

  it('a PAC holds the application that stands beside it, and the pack leads to its size', async () => {
    const pac = await inspectFile(corpusBytes('luat/uis8910/CSDK_RDA8910_20210514.pac'), 'x');
    const app = await inspectFile(corpusBytes('luat/uis8910/ap_20210514.img'), 'x');
    const pack = await inspectFile(corpusBytes('luat/uis8910/fota_20210203_to_20210514.pack'), 'x');
    expect(pac.parts.find(({ name }) => name === 'AP')).toMatchObject({
      sha256: app.sha256,
      address: 0x10000,
    });
    expect(pack.parts[0]).toMatchObject({ name: 'AP', address: 0x10000, sizeBytes: app.sizeBytes });
  });

  it('what is wrong with two made files is said, and the cut official delta is refused at its length', async () => {
    const failed = async (path: string): Promise<string[]> =>
      (await inspectFile(corpusBytes(path), path)).checks.filter(({ ok }) => !ok).map(({ name }) => name);
    expect(await failed('luat/ota_made/out3.sota')).toEqual(['luatosOta.sdk']);
    expect(await failed('luat/ota_made/synthetic_ec618_b.soc')).toEqual(['soc.luadb:script.bin']);
    const cut = await refusalOf(() => failed('luat/ec618/official_at_dfota_first1024.bin'));
    expect(cut.params).toMatchObject({ check: 'par.length', offset: 8, expected: 6011, found: 1024 });
  });

  it.each(['rand.bin', 'script.bin', 'ap_old.bin'])('%s, which is nothing, is unknown', async (name) => {
    const { code } = await refusalOf(() => inspectFile(corpusBytes(`luat/ota_made/${name}`), name));
    expect(code).toBe('firmware.unknownFormat');
  });
});
