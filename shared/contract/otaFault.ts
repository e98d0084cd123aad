/** Faults of the OTA server's laboratory: each makes one answer as broken as a field report says it was. Never set by themselves. */
import { z } from 'zod';
import { sha256Schema } from './common.ts';

const bytesSchema = z.number().int().min(0).max(100_000_000);
const pauseSchema = z.number().int().min(1).max(600_000);

/** What is broken; a text key below `otaFault.<kind>` with `name` and `field`, the failure that it reproduces. */
export const otaFaultEffectSchema = z.discriminatedUnion('kind', [
  /** Silence between the request and the first byte. */
  z.strictObject({ kind: z.literal('delay'), ms: pauseSchema }),
  /** The head comes byte by byte with this pause between two. */
  z.strictObject({ kind: z.literal('slowHeader'), ms: z.number().int().min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('throttle'), bytesPerSecond: z.number().int().min(64).max(10_000_000) }),
  /** Closes after so many bytes of the body; Content-Length still promises all. */
  z.strictObject({ kind: z.literal('cut'), afterBytes: bytesSchema }),
  /** Content-Length is so many bytes more (or, negative, fewer) than what follows. */
  z.strictObject({
    kind: z.literal('wrongLength'),
    byBytes: z
      .number()
      .int()
      .min(-100_000_000)
      .max(100_000_000)
      .refine((by) => by !== 0, 'notZero'),
  }),
  /** 200 with the whole file, whatever range was asked for. */
  z.strictObject({ kind: z.literal('ignoreRange') }),
  /** Transfer-Encoding: chunked, no length. */
  z.strictObject({ kind: z.literal('chunked') }),
  z.strictObject({ kind: z.literal('status'), status: z.number().int().min(400).max(599) }),
  /** 200 with nothing. */
  z.strictObject({ kind: z.literal('empty') }),
  /** openLuat's code 43 for so long after the first request that it meets. Other dialects have no such code: it spares them. */
  z.strictObject({ kind: z.literal('building'), minutes: z.number().min(0.1).max(1440) }),
  /** All eight bits of the byte at this offset of the file are inverted. */
  z.strictObject({ kind: z.literal('corrupt'), atByte: bytesSchema }),
  z.strictObject({
    kind: z.literal('redirect'),
    location: z.string().regex(/^https?:\/\/[\x21-\x7e]{1,200}$/, 'must be an absolute URL without blanks'),
  }),
]);
export type OtaFaultEffect = z.infer<typeof otaFaultEffectSchema>;

export const otaFaultInputSchema = z.strictObject({
  effect: otaFaultEffectSchema,
  /** Only answers about this package; absent: any. */
  packageSha256: sha256Schema.optional(),
  /** Only requests that name this identity; absent: any. */
  deviceId: z.string().trim().min(1).max(64).optional(),
  /** Spares the first so many requests that it would meet. */
  skip: z.number().int().min(0).max(100_000).optional(),
  /** Meets so many requests after those; absent: all. */
  times: z.number().int().min(1).max(100_000).optional(),
});
export type OtaFaultInput = z.infer<typeof otaFaultInputSchema>;

export const otaFaultSchema = otaFaultInputSchema.extend({
  id: z.string(),
  /** Requests that it fitted, those that were spared included. */
  seen: z.number().int().nonnegative(),
  /** Requests that it broke. */
  fired: z.number().int().nonnegative(),
});
export type OtaFault = z.infer<typeof otaFaultSchema>;
