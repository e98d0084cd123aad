import { buildBinpkg, ec718Images } from '../../test/support/buildBinpkg.ts';
import { buildPac, buildUimage } from '../../test/support/buildVendorFiles.ts';
import { editProgram } from './edit.ts';
import { linkProgram } from './link.ts';
import { makeProgram, type Program } from './program.ts';
import { createRandom } from './random.ts';

/** Small release pairs of AT firmware for the other chips, so that their virtual modules can be tried at once. */

/** Run addresses: XIP window of the EC718P plus the flash offset; the uImage of a UIS8910 runs behind its head. */
const bases = { bl: 0x0080_3000, ap: 0x0087_e000, cp: 0x0081_a000, uis: 0x6001_0040 } as const;

const versions = {
  ec7xx: ['AirM2M_780EP_V1001_LTE_AT', 'AirM2M_780EP_V1002_LTE_AT'],
  uis8910: ['AirM2M_720U_V1001_LTE_AT', 'AirM2M_720U_V1002_LTE_AT'],
} as const;

function application(prefix: string, mark: string, version: string, model: string, seed: number): Program {
  const fixedTexts = { banner: mark, version, maker: 'AirM2M', model };
  const plan = { prefix, routineCount: 1500, textCount: 180, tableRows: 60, fixedTexts };
  return makeProgram(plan, createRandom(seed));
}

function small(prefix: string, mark: string, routineCount: number, seed: number): Program {
  const plan = { prefix, routineCount, textCount: 30, tableRows: 8, fixedTexts: { banner: mark } };
  return makeProgram(plan, createRandom(seed));
}

function laterRelease(program: Program, version: string, seed: number): Program {
  return editProgram(program, { insertions: 2, changes: 5, texts: { version } }, createRandom(seed));
}

/** EC718P: boot loader, AP and a modem core, the last two changed. */
export function buildEc7xxPair(mark: string): ReadonlyMap<string, Uint8Array> {
  const [oldName, newName] = versions.ec7xx;
  const ap = application('ep', mark, oldName, 'Air780EP', 0x0d01);
  const cp = small('ec', mark, 700, 0x0d02);
  const cpNew = editProgram(cp, { insertions: 1, changes: 2, texts: {} }, createRandom(0x0d04));
  const bl = linkProgram(small('eb', mark, 200, 0x0d03), bases.bl);
  const release = (application_: Program, core: Program): Uint8Array => {
    const content = { bl, ap: linkProgram(application_, bases.ap), cp: linkProgram(core, bases.cp) };
    return buildBinpkg({ images: ec718Images(content), builtAtS: 0, productName: 'EC718P_PRD' });
  };
  return new Map([
    [`DEMO_${oldName}.binpkg`, release(ap, cp)],
    [`DEMO_${newName}.binpkg`, release(laterRelease(ap, newName, 0x0d05), cpNew)],
  ]);
}

/** UIS8910: boot loader, application and modem, of which only the application changed. */
export function buildUis8910Pair(mark: string): ReadonlyMap<string, Uint8Array> {
  const [oldName, newName] = versions.uis8910;
  const app = application('ua', mark, oldName, 'Air720U', 0x0e01);
  const boot = linkProgram(small('ub', mark, 150, 0x0e02), bases.bl);
  const modem = linkProgram(small('um', mark, 300, 0x0e03), bases.cp);
  const release = (program: Program): Uint8Array =>
    buildPac([
      { id: 'BOOTLOADER', address: 0x6000_0000, bytes: buildUimage(boot, 0x8000_0000) },
      { id: 'AP', address: 0x6001_0000, bytes: buildUimage(linkProgram(program, bases.uis)) },
      { id: 'PS', address: 0x6056_0000, bytes: modem },
    ]);
  return new Map([
    [`DEMO_${oldName}.pac`, release(app)],
    [`DEMO_${newName}.pac`, release(laterRelease(app, newName, 0x0e04))],
  ]);
}
