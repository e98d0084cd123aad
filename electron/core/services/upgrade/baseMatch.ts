import type { PackageManifest, PackageSide } from '../../../../shared/contract/package.ts';
import type { BaseMatch } from '../../../../shared/contract/upgrade.ts';

/**
 * A version that names the firmware by its digest: what a module reports whose firmware holds no version string,
 * `AirM2M_780E_<first 8 hex digits of SHA-256 over AP and CP>_LTE_AT`.
 */
const digestName = /^(AirM2M_[A-Za-z0-9]+_)([0-9a-f]{8})(_LTE_AT.*)$/;

/** Whether a version that the module reported names this firmware. */
function names(version: string, side: PackageSide): boolean | null {
  const digest = digestName.exec(version);
  if (digest !== null) return side.coreSha256 === null ? null : side.coreSha256.startsWith(digest[2] ?? '');
  return side.version === null ? null : side.version.text === version;
}

/** Whether a package fits the firmware that the module says it runs: by digest where it tells one, else by name. */
export function matchBase(manifest: PackageManifest, moduleVersion: string): BaseMatch {
  const by = digestName.test(moduleVersion) ? 'digest' : 'name';
  const answer = { by, moduleVersion, baseVersion: manifest.from?.version?.text ?? null } as const;
  const isBase = manifest.from === null ? null : names(moduleVersion, manifest.from);
  if (isBase === true) return { ...answer, state: 'match' };
  if (names(moduleVersion, manifest.to) === true) return { ...answer, state: 'already' };
  return { ...answer, state: isBase === null ? 'unknown' : 'mismatch' };
}

/** What the module will report when it runs the package's new firmware; undefined where nothing tells. */
export function expectedVersion(manifest: PackageManifest, moduleVersion: string): string | undefined {
  const digest = digestName.exec(moduleVersion);
  if (manifest.to.version?.source === 'strings') return manifest.to.version.text;
  if (digest !== null && manifest.to.coreSha256 !== null) {
    return `${digest[1] ?? ''}${manifest.to.coreSha256.slice(0, 8)}${digest[3] ?? ''}`;
  }
  return manifest.to.version?.text;
}
