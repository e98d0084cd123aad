/** The main job: from a package to the module's own word that it runs the new version. */
import { z } from 'zod';
import { isHostWithPort } from '../domain/hostPort.ts';
import { method } from '../rpc/define.ts';
import { fileRefSchema, sha256Schema } from './common.ts';
import { deltaFormatSchema } from './delta.ts';
import { identitySchema, settingValueSchema } from './modem.ts';

/** A host for the URL that the module is told, `name` or `name:port`; no scheme, no path. */
export const advertiseSchema = z.string().max(255).refine(isHostWithPort, { error: 'host or host:port' });

/** How well the module's firmware and the package's base agree. */
export const baseMatchSchema = z.strictObject({
  state: z.enum(['match', 'mismatch', 'unknown', 'already']),
  /** By digest where the module can tell it, else by its version name. */
  by: z.enum(['digest', 'name']),
  moduleVersion: z.string(),
  baseVersion: z.string().nullable(),
});
export type BaseMatch = z.infer<typeof baseMatchSchema>;

/** How the module will find the URL; text keys below `reach.` explain each. */
export const reachSchema = z.enum(['thisComputer', 'sameNetwork', 'public', 'private']);

export const preflightSchema = z.strictObject({
  identity: identitySchema,
  match: baseMatchSchema,
  settings: z.array(settingValueSchema),
  reach: reachSchema,
  url: z.string().nullable(),
  /** Ways that this module offers; `serial` needs EC618 V1155 or later (at-commands 1.5). */
  ways: z.array(
    z.strictObject({ way: z.enum(['http', 'serial']), possible: z.boolean(), reason: z.string() }),
  ),
  /** Text keys below `finding.`; an `error` stops the upgrade unless overridden with a reason. */
  findings: z.array(z.strictObject({ level: z.enum(['info', 'warning', 'error']), code: z.string() })),
});
export type Preflight = z.infer<typeof preflightSchema>;

/** The package to bring: one from the library, or two files to build it from. */
export const upgradeSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('package'), sha256: sha256Schema }),
  z.strictObject({
    kind: z.literal('files'),
    old: fileRefSchema,
    new: fileRefSchema,
    format: deltaFormatSchema,
    oldVersion: z.string().max(128).optional(),
    newVersion: z.string().max(128).optional(),
  }),
]);

export const upgradeService = {
  preflight: method(
    'Everything worth knowing before the first byte is sent; changes nothing on the module.',
    z.strictObject({ portId: z.string(), sha256: sha256Schema, advertise: advertiseSchema.optional() }),
    preflightSchema,
  ),
  start: method(
    'Builds if needed, proves, serves, tells the module, follows it until it reports its version.',
    z.strictObject({
      portId: z.string(),
      source: upgradeSourceSchema,
      way: z.enum(['http', 'serial']),
      /** Address to put into the URL; default: the address of this computer that fits best. */
      advertise: advertiseSchema.optional(),
      /** Port of the OTA server when it has to be started; default a free one. */
      serverPort: z.number().int().min(0).max(65535).optional(),
      /** Saves the URL in the module; default false, because a saved bench URL is asked every day. */
      saveUrl: z.boolean().optional(),
      /** Why a failed preflight is overridden; goes to the journal. */
      override: z.string().min(3).max(500).optional(),
      projectId: z.string().optional(),
    }),
    z.strictObject({ jobId: z.string() }),
  ),
} as const;
