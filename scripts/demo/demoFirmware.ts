import { type BinpkgImage, buildBinpkg, ec618Images } from '../../test/support/buildBinpkg.ts';
import { buildLuadb } from '../../test/support/buildLuadb.ts';
import { buildSevenZip } from '../../test/support/buildSevenZip.ts';
import { editProgram } from './edit.ts';
import { linkProgram } from './link.ts';
import { luaProjects } from './luaProject.ts';
import { buildEc7xxPair, buildUis8910Pair } from './otherChips.ts';
import { makeProgram, type Program } from './program.ts';
import { createRandom } from './random.ts';
import { buildSimulatorFiles } from './simulatorFirmware.ts';

/** In every image, so that nobody takes these bytes for a vendor's and no flasher has an excuse. */
export const demoMark = 'AIRDOCK DEMO FIRMWARE, generated code, not for a module';

const names = {
  atOld: 'AirM2M_780E_V1001_LTE_AT',
  atNew: 'AirM2M_780E_V1002_LTE_AT',
  core: 'LuatOS-SoC_V1120_EC618',
} as const;

/** Run addresses: XIP window of the EC618 plus the flash offset; the modem core runs from its own flash. */
const bases = { bl: 0x0080_4000, ap: 0x0082_4000, cp: 0x0880_0000 } as const;
const scriptAddress = 0x0024_d000;
const scriptZoneKb = 128;

interface Core {
  readonly bl: Uint8Array;
  readonly ap: Uint8Array;
  readonly cp: Uint8Array;
}

/** The AT release pair by file name: same boot loader, AP and CP with inserted and changed functions. */
export function buildAtPair(): ReadonlyMap<string, Uint8Array> {
  const bl = linkProgram(bootLoader(), bases.bl);
  const cpOld = modemCore();
  const cpNew = editProgram(cpOld, { insertions: 1, changes: 2, texts: {} }, createRandom(0x0c02));
  const apOld = atApplication();
  const apNew = editProgram(
    apOld,
    { insertions: 4, changes: 10, texts: { version: names.atNew, banner: `${demoMark} (second release)` } },
    createRandom(0x0a02),
  );
  const release = (ap: Program, cp: Program): Uint8Array =>
    packCore({ bl, ap: linkProgram(ap, bases.ap), cp: linkProgram(cp, bases.cp) });
  return new Map([
    [`${names.atOld}.binpkg`, release(apOld, cpOld)],
    [`${names.atNew}.binpkg`, release(apNew, cpNew)],
  ]);
}

/** Members of the LuatOS project pair by archive name: one core, two scripts. */
export function buildSocMembers(): ReadonlyMap<string, ReadonlyMap<string, Uint8Array>> {
  const core = packCore({
    bl: linkProgram(bootLoader(), bases.bl),
    ap: linkProgram(luatosApplication(), bases.ap),
    cp: linkProgram(modemCore(), bases.cp),
  });
  const text = new TextEncoder();
  const members = (version: '1.0.0' | '1.0.1'): ReadonlyMap<string, Uint8Array> => {
    const files = Object.entries(luaProjects[version]).map(([name, lua]) => ({
      name,
      bytes: text.encode(lua),
    }));
    return new Map([
      ['info.json', text.encode(`${JSON.stringify(socInfo(version), null, 2)}\n`)],
      ['luatos.binpkg', core],
      ['script.bin', buildLuadb(files)],
    ]);
  };
  return new Map([
    [`DEMO_1.0.0_${names.core}.soc`, members('1.0.0')],
    [`DEMO_1.0.1_${names.core}.soc`, members('1.0.1')],
  ]);
}

/** Everything that resources/demo holds, by file name. */
export async function buildDemoFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map([
    ...buildAtPair(),
    ...buildEc7xxPair(demoMark),
    ...buildUis8910Pair(demoMark),
    ...buildSimulatorFiles('SIMULATOR_V1', 'SIMULATOR_V2'),
  ]);
  for (const [name, members] of buildSocMembers()) {
    files.set(name, await buildSevenZip([...members].map(([path, bytes]) => ({ path, bytes }))));
  }
  return files;
}

function bootLoader(): Program {
  const plan = {
    prefix: 'bl',
    routineCount: 330,
    textCount: 40,
    tableRows: 0,
    fixedTexts: { banner: demoMark },
  };
  return makeProgram(plan, createRandom(0x0b01));
}

function modemCore(): Program {
  const plan = {
    prefix: 'cp',
    routineCount: 2500,
    textCount: 260,
    tableRows: 60,
    fixedTexts: { banner: demoMark },
  };
  return makeProgram(plan, createRandom(0x0c01));
}

function atApplication(): Program {
  const fixedTexts = { banner: demoMark, version: names.atOld, maker: 'AirM2M', model: 'Air780E' };
  const plan = { prefix: 'at', routineCount: 5200, textCount: 700, tableRows: 240, fixedTexts };
  return makeProgram(plan, createRandom(0x0a01));
}

function luatosApplication(): Program {
  const fixedTexts = { banner: demoMark, version: names.core, model: 'Air780E' };
  const plan = { prefix: 'lua', routineCount: 1800, textCount: 260, tableRows: 120, fixedTexts };
  return makeProgram(plan, createRandom(0x0a03));
}

function packCore(core: Core): Uint8Array {
  const images: BinpkgImage[] = ec618Images(core);
  return buildBinpkg({ images, builtAtS: 0 });
}

/** Fields of luat-formats 1.3, with the spellings of an EC618 build. */
function socInfo(version: string): unknown {
  const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');
  return {
    version: 1,
    chip: { type: 'ec618', ram: { total: 1024, sys: 512, lua: 512 } },
    rom: {
      file: 'luatos.binpkg',
      fs: {
        script: { size: scriptZoneKb, offset: hex(scriptAddress), type: 'luadb', bkcrc: false },
        filesystem: { size: 264 },
      },
      'version-core': 'V1120',
      'version-bsp': 'V1120',
      mark: 'demo',
    },
    script: { file: 'script.bin', lua: '5.3', bitw: 32, 'use-luac': false, 'use-debug': true },
    fs: { total_len: 0, format_len: '1000' },
    user: { project: 'DEMO', version, log_br: '921600' },
    download: {
      bl_addr: hex(0x4000),
      core_addr: hex(0x24000),
      script_addr: hex(scriptAddress),
      fs_addr: hex(0x3b0000),
      force_br: '1152000',
    },
    fota: {
      magic_num: 'eaf18c16',
      block_len: '40000',
      core_type: 'diff',
      ap_type: 'diff',
      cp_type: 'diff',
      full_addr: '002BD000',
    },
  };
}
