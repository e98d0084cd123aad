import type { KnobValues } from '../../electron/core/virtual/knobs/store.ts';
import {
  ec7xxPar,
  newEc7xxVersion,
  oldEc7xxBinpkg,
} from '../../electron/core/virtual/testing/ec7xxFixture.ts';
import {
  newVersion,
  oldBinpkg,
  pairPackage,
  pairPar,
  wrapped,
} from '../../electron/core/virtual/testing/fixture.ts';
import { buildOtaFile, buildScript } from '../../electron/core/virtual/testing/luatosPackage.ts';
import {
  buildSimulatorImage,
  buildSimulatorPackage,
} from '../../electron/core/virtual/testing/simulatorPackage.ts';
import {
  newUis8910Version,
  oldUis8910Pac,
  uis8910Package,
} from '../../electron/core/virtual/testing/uis8910Fixture.ts';
import type { CoreClient } from '../../shared/contract/index.ts';

type Start = Parameters<CoreClient['upgrade']['start']>[0];

/** One driver with a module of its kind, as a person would bring them together. */
export interface Family {
  readonly driver: string;
  readonly dialect: string;
  readonly firmware: Uint8Array;
  readonly fileName: string;
  readonly way: Start['way'];
  /** What the person brings, or a platform has. */
  readonly file: Uint8Array;
  readonly newVersion: string;
  /** Lines that set the module up. */
  readonly setUp?: readonly string[];
  /** Knobs of a module whose platform has the file at this URL. */
  readonly planAt?: (url: string) => KnobValues;
  readonly said: string;
}

const good = 'succeeded upgrade.succeeded';
const simulated = (source: string, target: string, sizeBytes?: number) => ({
  firmware: buildSimulatorImage({ version: source }),
  fileName: 'old.simfw',
  file: buildSimulatorPackage({ source, target, ...(sizeBytes === undefined ? {} : { sizeBytes }) }),
  newVersion: target,
  said: good,
});
const quectel = simulated('EC800KCNLCR01A01M04', 'EC800KCNLCR01A02M04');
const simcom = simulated('A7670C_V1.11.1', 'A7670C_V1.11.2');
const quecthing = [
  'AT+QIOTCFG="productinfo","p1111a","c2VjcmV0c2VjcmV0"',
  'AT+QIOTCFG="server",1,"mqtt://iot-south.quectelcn.com:1883"',
];
const luat = { fileName: 'old.binpkg', said: good, driver: 'luat-at', way: 'http' } as const;

export const families: readonly Family[] = [
  { ...luat, dialect: 'ec618-at', firmware: oldBinpkg, file: pairPackage, newVersion },
  {
    ...luat,
    dialect: 'ec7xx-at',
    firmware: oldEc7xxBinpkg,
    file: wrapped(ec7xxPar),
    newVersion: newEc7xxVersion,
  },
  {
    ...luat,
    ...{ dialect: 'uis8910-at', firmware: oldUis8910Pac, fileName: 'old.pac' },
    ...{ file: uis8910Package, newVersion: newUis8910Version },
  },
  {
    ...{ driver: 'luat-uart', dialect: 'ec618-at', firmware: oldBinpkg, fileName: 'old.binpkg' },
    ...{ way: 'serial', file: pairPar, newVersion, said: good },
  },
  { ...quectel, driver: 'quectel-dfota', dialect: 'quectel-dfota', way: 'http' },
  { ...quectel, driver: 'quectel-dfota', dialect: 'quectel-dfota', way: 'serial' },
  { ...simcom, driver: 'simcom-cfota', dialect: 'simcom-a76xx', way: 'http' },
  { ...simcom, driver: 'simcom-lfota', dialect: 'simcom-a76xx', way: 'serial' },
  {
    ...simulated('BC25_FOTA_V1_0', 'BC25_FOTA_V2_0'),
    ...{ driver: 'quecthing-fota', dialect: 'quecthing', way: 'cloud', setUp: quecthing },
    planAt: (planUrl) => ({
      ...{ planKind: 'fota', planUrl, planComponent: 'BC25' },
      ...{ planSource: 'BC25_FOTA_V1_0', planTarget: 'BC25_FOTA_V2_0' },
    }),
  },
  {
    ...simulated('BC25_FOTA_V1_0', 'BC25_FOTA_V2_0'),
    ...{ driver: 'quecthing-sota', dialect: 'quecthing', way: 'local', newVersion: '2.0.0' },
    setUp: [...quecthing, 'AT+QIOTMCUVER="MCU1","1.0.0"'],
    planAt: (planUrl) => ({
      ...{ planKind: 'sota', planUrl, planComponent: 'MCU1', planTarget: '2.0.0', blockBytes: 1500 },
    }),
    said: 'unproven upgrade.imageTaken',
  },
  {
    ...simulated('MN316_V1', 'MN316_V2'),
    ...{ driver: 'onemo-lwm2m', dialect: 'onemo-lwm2m', way: 'cloud' },
    planAt: (planUrl) => ({ planUrl }),
  },
  {
    ...{ driver: 'luatos-log', dialect: 'luatos-log', way: 'cloud', fileName: 'script.bin' },
    ...{
      firmware: buildScript('fotademo', '1.0.0'),
      file: buildOtaFile({ script: buildScript('fotademo', '1.0.1') }),
    },
    ...{ newVersion: '1.0.1', said: good },
    planAt: (url) => ({
      customUrl: `###${url}?version=1112.1.0`,
      library: 'libfota2',
      checkAfterMs: 120_000,
    }),
  },
];

/** The order that a person gives for it. */
export function startOf({ way, newVersion: version }: Family, portId: string, path: string): Start {
  const source = {
    http: { kind: 'raw', file: { kind: 'path', path }, newVersion: version },
    serial: { kind: 'raw', file: { kind: 'path', path }, newVersion: version },
    cloud: { kind: 'plan', newVersion: version },
    local: { kind: 'image', newVersion: version, path: `${path}.mcu` },
  } as const;
  return { portId, way, source: source[way] };
}
