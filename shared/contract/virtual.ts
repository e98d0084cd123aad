/** Virtual modules: for learning, for tests, for reproducing what a customer saw. */
import { z } from 'zod';
import { method } from '../rpc/define.ts';
import { done, fileRefSchema } from './common.ts';
import { portInfoSchema } from './port.ts';

export const virtualDialectSchema = z.enum(['ec618-at']);

export const virtualService = {
  create: method(
    'A module that runs the given firmware. It never sees any other file: a new firmware reaches it only over its wire.',
    z.strictObject({
      dialect: virtualDialectSchema,
      firmware: fileRefSchema,
      imei: z
        .string()
        .regex(/^\d{15}$/)
        .optional(),
      /** Fault knobs by name; unknown names and values are refused. */
      knobs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
    }),
    portInfoSchema,
  ),
  remove: method('Unplugs it for good.', z.strictObject({ portId: z.string() }), done),
  attachPty: method(
    'Also offers the module on a pseudo-terminal, for programs outside Airdock.',
    z.strictObject({ portId: z.string() }),
    z.strictObject({ path: z.string() }),
  ),
  /** What the module itself counted; for tests and for the timeline of a lesson. */
  stats: method(
    'What the module itself counted.',
    z.strictObject({ portId: z.string() }),
    z.strictObject({
      httpRequests: z.number().int(),
      httpBodyBytes: z.number().int(),
      serialPackageBytes: z.number().int(),
      boots: z.number().int(),
    }),
  ),
} as const;
