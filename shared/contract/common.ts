/** Small schemas that several services share. */
import { z } from 'zod';

/** Lower-case hex SHA-256. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** Input of a method that needs none. */
export const nothing = z.strictObject({});

/** Answer of a method that has done its work and has nothing to tell. */
export const done = z.strictObject({ ok: z.literal(true) });

/**
 * A file where it is (architecture, law 9): a path on the desktop and in the CLI, an uploaded copy in the browser, or one of
 * the demo files that come with Airdock, or a package of the library.
 */
export const fileRefSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('path'), path: z.string().min(1).max(4096) }),
  z.strictObject({ kind: z.literal('upload'), id: z.string().regex(/^[0-9a-f]{32}$/) }),
  z.strictObject({ kind: z.literal('demo'), name: z.string().min(1).max(128) }),
  z.strictObject({ kind: z.literal('package'), sha256: sha256Schema }),
]);
export type FileRef = z.infer<typeof fileRefSchema>;

/** AppError as it travels (shared/errors.ts). */
export const errorDataSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  retry: z.enum(['yes', 'no', 'later']),
  cause: z.string().optional(),
});

/** Values for the placeholders of a text. */
export const paramsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
