import type { PackageManifest, PackageSide } from '../../../../shared/contract/package.ts';
import type { BaseMatch } from '../../../../shared/contract/upgrade.ts';
import { chipOfModel } from '../../../../shared/domain/airVersion.ts';

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

/** Whether the module's own name tells a chip that the package is not for; models whose chip is only concluded tell none. */
function isForOtherChip({ chip }: PackageManifest, moduleVersion: string): boolean {
  const model = /^AirM2M_([A-Za-z0-9]+)_/.exec(moduleVersion)?.[1];
  const known = model === undefined ? null : chipOfModel(model);
  return known !== null && known.confidence !== 'inferred' && known.chip !== chip;
}

/**
 * Whether a package fits the firmware that the module says it runs: by digest where it tells one, else by name. Where the package
 * names no version, one for another chip is still a mismatch, and its base is that chip.
 */
export function matchBase(manifest: PackageManifest, moduleVersion: string): BaseMatch {
  const by = digestName.test(moduleVersion) ? 'digest' : 'name';
  const answer = { by, moduleVersion, baseVersion: manifest.from?.version?.text ?? null } as const;
  const isBase = manifest.from === null ? null : names(moduleVersion, manifest.from);
  if (isBase === true) return { ...answer, state: 'match' };
  if (names(moduleVersion, manifest.to) === true) return { ...answer, state: 'already' };
  if (isBase === false) return { ...answer, state: 'mismatch' };
  if (!isForOtherChip(manifest, moduleVersion)) return { ...answer, state: 'unknown' };
  return { ...answer, state: 'mismatch', baseVersion: answer.baseVersion ?? manifest.chip };
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
