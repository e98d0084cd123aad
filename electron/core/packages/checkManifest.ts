import { createHash } from 'node:crypto';
import { type PackageManifest, packageManifestSchema } from '../../../shared/contract/package.ts';
import { AppError } from '../../../shared/errors.ts';
import { migrateManifest } from './migrateManifest.ts';

/** Lower-case hex SHA-256 of the bytes. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A stored manifest from its JSON text, whichever version wrote it. Throws `package.damaged` {sha256, check, expected, found}. */
export function parseManifest(sha256: string, json: string): PackageManifest {
  const check = 'manifest';
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw packageDamaged(sha256, check, 'JSON', 'other text', cause);
  }
  const parsed = packageManifestSchema.safeParse(migrateManifest(value));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.join('.') ?? '';
    throw packageDamaged(sha256, check, 'manifest', `${place}: ${issue?.message ?? 'invalid'}`, parsed.error);
  }
  if (parsed.data.sha256 !== sha256) throw packageDamaged(sha256, check, sha256, parsed.data.sha256);
  return parsed.data;
}

/** Throws `package.damaged` unless the bytes are the ones that the manifest describes. */
export function checkBytes(manifest: PackageManifest, bytes: Uint8Array): void {
  const { sha256, sizeBytes } = manifest;
  if (bytes.length !== sizeBytes) throw packageDamaged(sha256, 'size', sizeBytes, bytes.length);
  const found = sha256Hex(bytes);
  if (found !== sha256) throw packageDamaged(sha256, 'sha256', sha256, found);
}

/**
 * No proof, no package: every covered image has to be in NEW, rebuilt to NEW's digest, and nothing refused.
 * Throws `package.unproven` {sha256, image, expected, found}.
 */
export function checkProof(manifest: PackageManifest): void {
  const { sha256, covered, to, proof, notCovered } = manifest;
  const refused = notCovered.find(({ severity }) => severity === 'refused');
  if (refused !== undefined) throw unproven(sha256, refused.name, 'carried', refused.reason);
  for (const name of covered) {
    const expected = to.images.find((image) => image.name === name)?.sha256 ?? 'in the new firmware';
    const row = proof.images.find((image) => image.name === name);
    const found = row === undefined ? 'no proof' : row.rebuiltSha256;
    if (found !== expected) throw unproven(sha256, name, expected, found);
    if (row?.newSha256 !== expected) throw unproven(sha256, name, expected, row?.newSha256 ?? 'no proof');
  }
}

/** `package.damaged` {sha256, check, expected, found}. */
export function packageDamaged(
  sha256: string,
  check: string,
  expected: string | number,
  found: string | number,
  cause?: unknown,
): AppError {
  return new AppError('package.damaged', { sha256, check, expected, found }, { cause });
}

function unproven(sha256: string, image: string, expected: string, found: string): AppError {
  return new AppError('package.unproven', { sha256, image, expected, found });
}
