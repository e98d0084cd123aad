import { zipSync } from 'fflate';
import { buildBinpkg, ec718Images } from './buildBinpkg.ts';
import { buildEc7xxImage } from './buildEc7xxImage.ts';
import { buildLuadb } from './buildLuadb.ts';
import {
  buildEc7xxPar,
  buildEc618Par,
  buildLfta,
  buildLuatosOta,
  buildLuatosSector,
  buildPac,
  buildRdaota,
  buildScriptBlob,
  buildUimage,
  buildWrapper,
  buildXt804,
} from './buildVendorFiles.ts';
import { filler, socInfoJson, tinyBinpkg } from './tinyFirmware.ts';

/** One small file of every kind that the inspector knows, with what it has to say about it. */
export interface VendorSample {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly class: 'firmware' | 'package' | 'image' | 'script';
  readonly kind: string;
  readonly chip: string;
  /** Roles of the parts. */
  readonly roles: readonly string[];
}

const ec618 = 0xeaf18c16;
const ec7xx = 0xeac37218;
const script = buildLuadb([{ name: 'main.lua', bytes: filler(4, 60) }]);
const app = buildUimage(filler(5, 90));
const pac = buildPac([
  { id: 'AP', address: 0x60010000, bytes: app },
  { id: 'PS', address: 0x60560000, bytes: filler(6, 50) },
  { id: 'FLASH', address: 0xfe000001 },
]);
const cp = buildEc7xxImage(filler(1, 60), 64, [{ bytes: filler(7, 80), type: 6, groupId: 0 }]);
const fls = Uint8Array.from([...buildXt804(0, filler(8, 40)), ...buildXt804(1, filler(9, 44))]);
const par618 = buildEc618Par(filler(10, 60));

function soc(
  chip: string,
  rom: string,
  main: Uint8Array,
  more: Readonly<Record<string, Uint8Array>> = {},
): Uint8Array {
  const info = {
    chip: { type: chip },
    rom: { file: rom },
    script: { file: 'script.bin' },
    download: {
      script_addr: '0x230000',
      ap_addr: '00010000',
      cp_addr: '00200000',
      bl_addr: '0',
      app_addr: '1000',
    },
  };
  return zipSync({ 'info.json': socInfoJson(info), [rom]: main.slice(), ...more });
}

type Row = readonly [
  name: string,
  bytes: Uint8Array,
  fileClass: VendorSample['class'],
  kind: string,
  chip: string,
  roles: string,
];

const rows: readonly Row[] = [
  ['a binpkg of EC618', tinyBinpkg(), 'firmware', 'binpkg', 'ec618', 'bootloader ap cp'],
  [
    'a binpkg of EC7xx with compressed sections',
    buildBinpkg({
      images: ec718Images({ bl: filler(1, 30), ap: filler(2, 40), cp }),
      productName: 'EC718P_PRD',
    }),
    'firmware',
    'binpkg',
    'ec7xx',
    'bootloader ap cp',
  ],
  ['a PAC', pac, 'firmware', 'pac', 'uis8910', 'ap cp'],
  ['a .fls', fls, 'firmware', 'xt804', 'xt804', 'bootloader ap'],
  ['an XT804 image', buildXt804(1, filler(9, 44)), 'image', 'xt804', 'xt804', 'ap'],
  ['a packed XT804 image', buildXt804(1, filler(9, 44), true), 'package', 'xt804', 'xt804', 'ap'],
  ['an XT804 script', buildXt804(2, script), 'script', 'xt804', 'xt804', 'script'],
  ['an application of the 8910', app, 'image', 'uimage', 'uis8910', 'ap'],
  [
    'a cloud upload of the 8910',
    zipSync({ 'app.bin': script, 'core.bin': pac }),
    'firmware',
    'dfota',
    'uis8910',
    'ap cp script',
  ],
  [
    'a .soc of EC618',
    soc('ec618', 'luatos.binpkg', tinyBinpkg(), { 'script.bin': script }),
    'firmware',
    'soc',
    'ec618',
    'bootloader ap cp script',
  ],
  [
    'a .soc of Air101',
    soc('air101', 'AIR101.fls', fls, { 'script.bin': buildXt804(2, script) }),
    'firmware',
    'soc',
    'xt804',
    'bootloader ap script',
  ],
  [
    'a .soc of Air724UG',
    soc('uis8910', 'luatos.pac', pac, { 'script.bin': script }),
    'firmware',
    'soc',
    'uis8910',
    'ap cp script',
  ],
  [
    'a .soc of Air8101',
    soc('bk7258', 'ap.bin', filler(2, 70), { 'cp.bin': filler(3, 30), 'script.bin': script }),
    'firmware',
    'soc',
    'bk72xx',
    'cp ap script',
  ],
  [
    'a .soc of Air105',
    soc('air105', 'app.bin', filler(2, 70), { 'bootloader.bin': filler(3, 30) }),
    'firmware',
    'soc',
    'air105',
    'bootloader ap',
  ],
  [
    'a LuatOS script update',
    buildLuatosOta(ec618, buildLuatosSector(ec618, script, 0x2cc000)),
    'package',
    'luatosOta',
    'ec618',
    'script',
  ],
  [
    'a stored LuatOS update',
    buildLuatosOta(ec7xx, buildLuatosSector(ec7xx, filler(3, 90), 0x7e000, true)),
    'package',
    'luatosOta',
    'ec7xx',
    'ap',
  ],
  [
    'a LuatOS update with a core',
    buildLuatosOta(ec618, buildLuatosSector(ec618, script, 0x2cc000), par618),
    'package',
    'luatosOta',
    'ec618',
    'script ap',
  ],
  [
    'a LuatOS sector',
    buildLuatosSector(ec7xx, script, 0x24d000),
    'package',
    'luatosSector',
    'ec7xx',
    'script',
  ],
  ['a core delta of EC618', par618, 'package', 'deltaPar', 'ec618', 'ap'],
  ['a core delta of EC7xx', buildEc7xxPar(filler(11, 50)), 'package', 'deltaPar', 'ec7xx', 'cp'],
  ['an AT package of EC618', buildWrapper(par618), 'package', 'wrapper7e', 'ec618', 'ap'],
  [
    'an AT package of the 8910',
    buildWrapper(buildRdaota(filler(12, 70)), script),
    'package',
    'wrapper7e',
    'uis8910',
    'ap script',
  ],
  ['a delta of the 8910', buildRdaota(filler(12, 70)), 'package', 'rdaota02', 'uis8910', 'ap'],
  ['a script of Air8101', buildScriptBlob(script), 'package', 'bk72xxScript', 'bk72xx', 'script'],
  ['an older script of Air8101', buildLfta(script), 'package', 'lfta', 'bk72xx', 'script'],
  ['a script library', script, 'script', 'luadb', 'unknown', 'script'],
];

export const vendorSamples: readonly VendorSample[] = rows.map(
  ([name, bytes, fileClass, kind, chip, roles]) => ({
    name,
    bytes,
    class: fileClass,
    kind,
    chip,
    roles: roles.split(' '),
  }),
);
