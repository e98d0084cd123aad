/** One module behind a port: who it is, what it is set to, and a terminal to it. */
import { z } from 'zod';
import { method } from '../rpc/define.ts';

export const identitySchema = z.strictObject({
  dialect: z.enum(['luat-at']),
  /** ATI as the module wrote it. */
  version: z.string(),
  model: z.string().optional(),
  chip: z.string().optional(),
  imei: z.string().optional(),
  iccid: z.string().optional(),
  sim: z.enum(['ready', 'absent', 'locked', 'unknown']),
  /** 0 idle, 1 home, 2 searching, 3 denied, 4 unknown, 5 roaming (27.007). */
  registration: z.number().int().optional(),
  attached: z.boolean().optional(),
  /** dBm from AT+CSQ; absent when the module answers 99. */
  signalDbm: z.number().optional(),
});
export type ModuleIdentity = z.infer<typeof identitySchema>;

export const settingNameSchema = z.enum(['URL', 'KEY', 'AUTO', 'PERIOD']);
export type SettingName = z.infer<typeof settingNameSchema>;

/** A setting and how sure Airdock is of it. */
export const settingValueSchema = z.strictObject({
  name: settingNameSchema,
  value: z.string().nullable(),
  source: z.enum(['readBack', 'sentOnly', 'unknown']),
});
export type SettingValue = z.infer<typeof settingValueSchema>;

const portRef = { portId: z.string() };

export const modemService = {
  identify: method(
    'Asks the module who it is and how its network stands.',
    z.strictObject(portRef),
    identitySchema,
  ),
  send: method(
    'Sends one AT line and waits for its final answer.',
    z.strictObject({
      ...portRef,
      command: z.string().min(1).max(4096),
      timeoutMs: z.number().int().min(100).max(180_000).optional(),
    }),
    z.strictObject({
      lines: z.array(z.string()),
      final: z.enum(['ok', 'error', 'cmeError']),
      code: z.string().optional(),
      tookMs: z.number(),
    }),
  ),
  readSettings: method(
    'Reads URL, KEY, AUTO and PERIOD where the dialect can.',
    z.strictObject(portRef),
    z.array(settingValueSchema),
  ),
  previewSettings: method(
    'The exact lines that `writeSettings` would send, and warnings (text keys below `setting.`).',
    z.strictObject({ values: z.partialRecord(settingNameSchema, z.string()), save: z.boolean() }),
    z.strictObject({
      commands: z.array(z.string()),
      warnings: z.array(z.strictObject({ name: settingNameSchema, code: z.string() })),
    }),
  ),
  writeSettings: method(
    'Reads the old value, sends, reads back. `save: false` is forgotten by the module at its next reboot.',
    z.strictObject({ ...portRef, values: z.partialRecord(settingNameSchema, z.string()), save: z.boolean() }),
    z.array(
      z.strictObject({
        name: settingNameSchema,
        before: settingValueSchema,
        after: settingValueSchema,
        accepted: z.boolean(),
      }),
    ),
  ),
} as const;
