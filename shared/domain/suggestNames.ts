import { cloudName, findAirVersion } from './airVersion.ts';
import { libfotaVersion } from './libfota.ts';
import type { PackageNaming, Platform } from './packageNames.ts';

/** What is known of a package: its two versions as the firmware names them, null where one names none. */
export interface NamedPackage {
  readonly fileName: string;
  /** Null for a package that does not depend on what the module runs. */
  readonly from: { readonly version: string | null } | null;
  readonly to: { readonly version: string | null };
}

/** `PROJECT_1.0.13_LuatOS-SoC_V1120_EC618`, the name of a production package (luat-formats 1.2). */
const luatosPattern = /^(.+)_(\d{1,9}\.\d{1,9}\.\d{1,9})_LuatOS-SoC_(V\d{1,9})/;

interface Spelling {
  readonly name?: string;
  readonly version: string;
}

/**
 * What to enter in a platform's console for a package, as far as its versions tell; parts that they do not tell are left out
 * (the name of a LuatOS release needs the board's). Whether the platform takes it is for `checkNames` to say.
 */
export function suggestNames(platform: Platform, { fileName, from, to }: NamedPackage): PackageNaming {
  const target = to.version === null ? null : spell(platform, to.version, fileName);
  const source = from?.version == null ? null : spell(platform, from.version, fileName);
  return {
    delta: from !== null,
    ...(target?.name === undefined ? {} : { name: target.name }),
    ...(target === null ? {} : { version: target.version }),
    ...(source === null ? {} : { sourceVersion: source.version }),
  };
}

function spell(platform: Platform, version: string, fileName: string): Spelling {
  if (platform === 'quecthing') return { name: fileName.replace(/\.[A-Za-z0-9]+$/, ''), version };
  const air = findAirVersion(version);
  if (air !== null) {
    const digits = `V${air.digits}`;
    const name = platform === 'openluat' ? cloudName(air) : `AirM2M_${air.model}_${digits}`;
    return { name, version: digits };
  }
  const [, project, script = '', core = ''] = luatosPattern.exec(version) ?? [];
  if (project === undefined) return { version };
  if (platform === 'openluat') return { version: libfotaVersion(core, script) ?? script };
  return { name: `${project}_${script}`, version: script };
}
