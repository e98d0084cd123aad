/** The one file: what it lists, how it is written and how a foreign one is opened (docs/formats/report-bundle.md). */
import { createHash } from 'node:crypto';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { z } from 'zod';
import { AppError } from '../../../../shared/errors.ts';

export const bundleVersion = 1;

const sessionSchema = z.strictObject({
  /** Path of its rows in the file. */
  path: z.string(),
  name: z.string().max(500),
  times: z.enum(['dated', 'timeOfDay', 'relative', 'none']),
});
export type BundleSession = z.infer<typeof sessionSchema>;

export const bundleIndexSchema = z.object({
  format: z.literal('airdock-report'),
  version: z.number().int().positive(),
  appVersion: z.string().max(100),
  createdAtMs: z.number(),
  redacted: z.boolean(),
  withFirmware: z.boolean(),
  sessions: z.array(sessionSchema).max(500),
  jobs: z
    .array(
      z.strictObject({
        jobId: z.string().max(100),
        kind: z.string().max(50),
        outcome: z.string().max(50),
        code: z.string().max(200),
      }),
    )
    .max(10_000),
  parts: z
    .array(
      z.strictObject({
        path: z.string().max(200),
        sizeBytes: z.number().int(),
        sha256: z.string().length(64),
      }),
    )
    .max(5000),
});
export type BundleIndex = z.infer<typeof bundleIndexSchema>;

export interface BundlePart {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const indexName = 'bundle.json';
const mebibyte = 1024 * 1024;
export const bundleLimits = { files: 5001, totalBytes: 384 * mebibyte, indexBytes: 4 * mebibyte };
/** ZIP knows no dates before 1980; one date for all, so that the same content is the same file. */
const mtime = new Date(1980, 0, 1);

/** The same parts give the same bytes: fixed order, fixed times. */
export function writeBundle(
  about: Omit<BundleIndex, 'format' | 'version' | 'parts'>,
  given: readonly BundlePart[],
): Uint8Array {
  const parts = [...given].sort((left, right) => (left.path < right.path ? -1 : 1));
  const index: BundleIndex = {
    ...{ format: 'airdock-report', version: bundleVersion },
    ...about,
    parts: parts.map(({ path, bytes }) => ({ path, sizeBytes: bytes.length, sha256: digest(bytes) })),
  };
  const files: Record<string, Uint8Array> = { [indexName]: strToU8(`${JSON.stringify(index, null, 1)}\n`) };
  for (const { path, bytes } of parts) files[path] = bytes;
  return zipSync(files, { level: 6, mtime });
}

export interface OpenedBundle {
  readonly index: BundleIndex;
  /** Throws `report.damagedBundle` for a part that is not there. */
  part(path: string): Uint8Array;
  parts(): readonly string[];
}

/**
 * Sizes and names are looked at before anything is unpacked, each part into room of its stated size, and every part must fit its
 * digest. @throws AppError `report.notABundle`, `report.newerBundle`, `report.hostileBundle`, `report.damagedBundle`
 */
export function openBundle(bytes: Uint8Array, fileName: string): OpenedBundle {
  const files = unpack(bytes, fileName);
  const index = readIndex(files[indexName], fileName);
  const listed = new Map(index.parts.map((part) => [part.path, part]));
  for (const path of Object.keys(files)) {
    if (path !== indexName && !listed.has(path)) throw hostile('unlisted', path, 0, 0);
  }
  for (const { path, sha256 } of index.parts) {
    const part = files[path];
    if (part === undefined || digest(part) !== sha256)
      throw new AppError('report.damagedBundle', { member: path });
  }
  return {
    index,
    parts: () => [...listed.keys()],
    part(path) {
      const found = files[path];
      if (found === undefined) throw new AppError('report.damagedBundle', { member: path });
      return found;
    },
  };
}

function unpack(bytes: Uint8Array, fileName: string): Record<string, Uint8Array> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new AppError('report.notABundle', { fileName });
  const names = new Set<string>();
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (names.has(name)) throw hostile('duplicate', name, 1, 2);
        names.add(name);
        if (!/^[a-z0-9][a-z0-9_-]*(?:[/.][a-z0-9][a-z0-9_-]*){0,6}$/i.test(name))
          throw hostile('badName', name, 0, 0);
        if (names.size > bundleLimits.files)
          throw hostile('tooManyEntries', name, bundleLimits.files, names.size);
        total += originalSize;
        const limit = name === indexName ? bundleLimits.indexBytes : bundleLimits.totalBytes;
        if (originalSize > limit) throw hostile('tooLarge', name, limit, originalSize);
        if (total > bundleLimits.totalBytes) throw hostile('tooLarge', name, bundleLimits.totalBytes, total);
        return true;
      },
    });
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('report.damagedBundle', { member: fileName }, { cause: error });
  }
}

function readIndex(bytes: Uint8Array | undefined, fileName: string): BundleIndex {
  if (bytes === undefined) throw new AppError('report.notABundle', { fileName });
  let given: unknown;
  try {
    given = JSON.parse(strFromU8(bytes));
  } catch (error) {
    throw new AppError('report.damagedBundle', { member: indexName }, { cause: error });
  }
  const version = z.object({ format: z.literal('airdock-report'), version: z.number() }).safeParse(given);
  if (!version.success) throw new AppError('report.notABundle', { fileName });
  if (version.data.version > bundleVersion)
    throw new AppError('report.newerBundle', { version: version.data.version, known: bundleVersion });
  const index = bundleIndexSchema.safeParse(given);
  if (!index.success) throw new AppError('report.damagedBundle', { member: indexName });
  return index.data;
}

function hostile(reason: string, member: string, limit: number, found: number): AppError {
  return new AppError('report.hostileBundle', { reason, member: member.slice(0, 200), limit, found });
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
