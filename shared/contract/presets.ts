/** Presets: the four settings of a project under one name, written to many modules at once. */
import { z } from 'zod';
import { method, topic } from '../rpc/define.ts';
import { done } from './common.ts';

/** What is absent is left as the module has it. */
const presetValues = {
  name: z.string().min(1).max(80),
  /** KEY is the project's key, which stays in the secret store. */
  useKey: z.boolean(),
  url: z.string().max(2048).optional(),
  /** Seconds, as digits. */
  period: z.string().max(10).optional(),
  auto: z.enum(['0', '1']).optional(),
};

export const presetSchema = z.strictObject({ id: z.string(), projectId: z.string(), ...presetValues });
export type Preset = z.infer<typeof presetSchema>;

export const presetsService = {
  all: topic(
    'Every preset, oldest first; a change is the whole list.',
    z.strictObject({}),
    z.array(presetSchema),
    z.array(presetSchema),
  ),
  save: method(
    'Creates a preset (no id) or changes one. It must set something, and only projects whose key goes to Luat modules lend theirs.',
    z.strictObject({ id: z.string().optional(), projectId: z.string(), ...presetValues }),
    presetSchema,
  ),
  remove: method('Forgets a preset.', z.strictObject({ id: z.string() }), done),
  preview: method(
    'The lines that `apply` would send to each module, a key masked, and warnings (text keys below `setting.`).',
    z.strictObject({ id: z.string(), save: z.boolean() }),
    z.strictObject({
      commands: z.array(z.string()),
      warnings: z.array(z.strictObject({ name: z.string(), code: z.string() })),
    }),
  ),
  apply: method(
    'Writes a preset to every given port as one job: a row per module, one that fails does not stop the others.',
    z.strictObject({
      id: z.string(),
      portIds: z.array(z.string()).min(1).max(256),
      save: z.boolean(),
    }),
    z.strictObject({ jobId: z.string() }),
  ),
} as const;
