import type { Firmware } from '../../firmware/image.ts';
import type { DeltaFormat, DeltaProof } from '../result.ts';
import { csdkFull } from './csdkFull/format.ts';
import { ec7xx, ec7xxAt } from './ec7xx/format.ts';
import { ec618At, ec618Par } from './ec618/format.ts';
import type { BuildControl, FormatOptions, FormatPlan, PackageFormat } from './format.ts';
import { luatosScript, luatosSoc } from './luatos/format.ts';
import { uis8910 } from './uis8910/format.ts';
import { xt804Fota, xt804Sota } from './xt804/format.ts';

/** A planned package of any format: what it will bring, and the two steps that are left. */
export interface PlannedPackage {
  readonly format: Pick<PackageFormat, 'id' | 'proofClass' | 'needsOld'>;
  readonly plan: FormatPlan;
  write(control: BuildControl): Promise<Uint8Array>;
  prove(bytes: Uint8Array): DeltaProof;
  /** The proof of somebody else's package of this format. */
  verify(bytes: Uint8Array): DeltaProof;
}

interface Entry {
  readonly format: Pick<PackageFormat, 'id' | 'proofClass' | 'needsOld'>;
  plan(old: Firmware | null, fresh: Firmware, options: FormatOptions): PlannedPackage;
}

/** Keeps a format's own plan type inside, so that formats with different plans stand in one list. */
function entry<P extends FormatPlan>(format: PackageFormat<P>): Entry {
  return {
    format,
    plan(old, fresh, options) {
      const plan = format.plan(old, fresh, options);
      return {
        format,
        plan,
        write: (control) => format.write(plan, control),
        prove: (bytes) => format.prove(old, plan, bytes),
        verify: (bytes) => (format.verify ?? format.prove)(old, plan, bytes),
      };
    },
  };
}

/** Every format that Airdock writes. */
const formats: Readonly<Record<DeltaFormat, Entry>> = {
  'ec618-at': entry(ec618At),
  'ec618-par': entry(ec618Par),
  'luatos-script': entry(luatosScript),
  luatos: entry(luatosSoc),
  'csdk-full': entry(csdkFull),
  'ec7xx-at': entry(ec7xxAt),
  ec7xx: entry(ec7xx),
  'xt804-fota': entry(xt804Fota),
  'xt804-sota': entry(xt804Sota),
  uis8910: entry(uis8910),
};

/** A release of AT firmware comes as a binpkg and asks for its own delta; a full update is the last way out. */
const forReleases: readonly DeltaFormat[] = [
  'ec618-at',
  'ec7xx-at',
  'uis8910',
  'xt804-fota',
  'ec618-par',
  'ec7xx',
  'luatos-script',
  'luatos',
  'xt804-sota',
  'csdk-full',
];
/** A LuatOS project brings its script; the core goes along when it changed. */
const forProjects: readonly DeltaFormat[] = [
  'luatos-script',
  'luatos',
  'xt804-fota',
  'xt804-sota',
  'uis8910',
  'ec618-par',
  'ec7xx',
  'ec618-at',
  'ec7xx-at',
  'csdk-full',
];

/** The formats in the order in which they are tried for a file: the first that can be built is the one to recommend. */
export function formatsFor(fresh: Firmware): readonly (readonly [DeltaFormat, Entry])[] {
  const order = fresh.container === 'soc' ? forProjects : forReleases;
  return order.map((id) => [id, formats[id]]);
}

/** How sure it is that a module takes a package of this format. */
export function proofClassOf(format: DeltaFormat): PackageFormat['proofClass'] {
  return formats[format].format.proofClass;
}

/** Throws what the format's `plan` throws, before any work. */
export function planPackage(
  format: DeltaFormat,
  old: Firmware | null,
  fresh: Firmware,
  options: FormatOptions,
): PlannedPackage {
  return formats[format].plan(old, fresh, options);
}
