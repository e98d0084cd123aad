/** The OneNET side of the device-facing server: what is offered to which device, and how far each one is. */
import { z } from 'zod';
import { method, topic } from '../rpc/define.ts';
import { done, sha256Schema } from './common.ts';

const versionSchema = z.string().regex(/^[A-Za-z0-9._-]{1,20}$/);
const nameSchema = z.string().trim().min(1).max(128);

/** What a module's own firmware (FOTA) and what its host processor runs (SOTA) are two separate versions. */
export const onenetKindSchema = z.enum(['fota', 'sota']);
export type OnenetKind = z.infer<typeof onenetKindSchema>;

const planFields = {
  name: z.string().trim().min(1).max(20),
  /** Product id; null: whatever product. The old interface does not name it unless the token does. */
  product: nameSchema.nullable(),
  kind: onenetKindSchema,
  sha256: sha256Schema,
  /** The version that a device reports afterwards: success is exactly that. */
  target: versionSchema,
  /** A delta fits only these versions; null: a full package, for every version but the target. */
  sources: z.array(versionSchema).min(1).max(100).nullable(),
  /** Device ids or names; null: all of the product. */
  devices: z.array(nameSchema).min(1).max(10_000).nullable(),
  /** Only told to the device, which may keep to it or not. */
  hints: z.strictObject({
    signal: z.number().int(),
    power: z.number().int(),
    retry: z.number().int(),
    interval: z.number().int(),
  }),
  /** False: nobody gets it any more; a download under way may go on. */
  active: z.boolean(),
};
export const onenetPlanSchema = z.strictObject({
  id: z.string(),
  createdAtMs: z.number(),
  ...planFields,
});
export type OnenetPlan = z.infer<typeof onenetPlanSchema>;

export const onenetStateSchema = z.enum([
  'waiting',
  'downloading',
  'upgrading',
  'succeeded',
  'failed',
  'cancelled',
]);
export type OnenetState = z.infer<typeof onenetStateSchema>;

/** One device in one plan. */
export const onenetTaskSchema = z.strictObject({
  tid: z.number().int(),
  planId: z.string(),
  product: z.string(),
  device: z.string(),
  kind: onenetKindSchema,
  source: z.string().nullable(),
  target: z.string(),
  state: onenetStateSchema,
  /** The last step code that was accepted (0 to 100 percent, 1xx download, 2xx upgrade). */
  step: z.number().int().nullable(),
  createdAtMs: z.number(),
  changedAtMs: z.number(),
});
export type OnenetTask = z.infer<typeof onenetTaskSchema>;

export const onenetRulesSchema = z.strictObject({
  /** `log`: a bad token is journalled and served nevertheless. */
  tokenCheck: z.enum(['off', 'log', 'enforce']),
  /** HTTP status of a JSON answer to a bad token. What the platform sends is not known. */
  refusalStatus: z.union([z.literal(200), z.literal(401)]),
  /** Resources whose access keys are known, with the ends of the keys. */
  keys: z.array(z.strictObject({ res: z.string(), keyHint: z.string() })),
});
export type OnenetRules = z.infer<typeof onenetRulesSchema>;

export const onenetService = {
  plans: topic(
    'Every plan; a change is the whole list.',
    z.strictObject({}),
    z.array(onenetPlanSchema),
    z.array(onenetPlanSchema),
  ),
  savePlan: method(
    'Makes a plan, or replaces the one with that id. Throws onenet.unknownPlan {id}, package.unknown {sha256}, package.damaged.',
    z.strictObject({
      ...planFields,
      id: z.string().max(64).optional(),
      hints: planFields.hints.optional(),
      active: z.boolean().optional(),
    }),
    onenetPlanSchema,
  ),
  removePlan: method(
    'Cancels its open tasks and forgets the plan. Throws onenet.unknownPlan {id}.',
    z.strictObject({ id: z.string() }),
    done,
  ),
  tasks: method(
    'Tasks, the newest first.',
    z.strictObject({
      planId: z.string().optional(),
      device: z.string().max(128).optional(),
      limit: z.number().int().min(1).max(1000),
    }),
    z.array(onenetTaskSchema),
  ),
  steerTask: method(
    'Cancels an open task, or gives an ended one another try with a new token. Throws onenet.unknownTask {tid}.',
    z.strictObject({ tid: z.number().int(), action: z.enum(['cancel', 'retry']) }),
    onenetTaskSchema,
  ),
  rules: method('Token check and known keys.', z.strictObject({}), onenetRulesSchema),
  setRules: method(
    'Changes what is given.',
    onenetRulesSchema.pick({ tokenCheck: true, refusalStatus: true }).partial(),
    onenetRulesSchema,
  ),
  setKey: method(
    'Keeps the access key of a product, device or user (`products/{pid}`, `products/{pid}/devices/{name}`, `userid/{uid}`); an empty key forgets it. Throws onenet.badKey, onenet.tokenField, settings.secretNotStored.',
    z.strictObject({ res: z.string().trim().min(1).max(256), key: z.string().trim().max(256) }),
    onenetRulesSchema,
  ),
} as const;
