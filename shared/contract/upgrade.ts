/** The main job: from a package to the module's own word that it runs the new version. */
import { z } from 'zod';
import { isHostWithPort } from '../domain/hostPort.ts';
import { method } from '../rpc/define.ts';
import { done, fileRefSchema, nothing, sha256Schema } from './common.ts';
import { deltaFormatSchema } from './delta.ts';
import { identitySchema, settingValueSchema } from './modem.ts';

/** A host for the URL that the module is told, `name` or `name:port`; no scheme, no path. */
export const advertiseSchema = z.string().max(255).refine(isHostWithPort, { error: 'hostPort' });

/** How well the module's firmware and the package's base agree. */
export const baseMatchSchema = z.strictObject({
  state: z.enum(['match', 'mismatch', 'unknown', 'already']),
  /** By digest where the module can tell it, else by its version name. */
  by: z.enum(['digest', 'name']),
  moduleVersion: z.string(),
  baseVersion: z.string().nullable(),
});
export type BaseMatch = z.infer<typeof baseMatchSchema>;

/**
 * How a package reaches the module: over its network from a URL, over the AT port, or from a platform that has it; then Airdock
 * sends no package and follows. `local` goes the other way: the module has an image for the MCU behind it, and Airdock takes it out.
 */
export const waySchema = z.enum(['http', 'serial', 'cloud', 'local']);
export type Way = z.infer<typeof waySchema>;

/** Driver of a way, as chosen from what the module answers, or forced. */
export const chosenDriverSchema = z.strictObject({
  /** Text key below `driver.`. */
  id: z.string(),
  /** Text key below `driverReason.`, and the line that says so; null where it was forced. */
  reason: z.string().nullable(),
  evidence: z.string().nullable(),
  forced: z.boolean(),
});

/** Requests to a platform from the version that the module runs (at-commands 1.2). */
export const requestQuotaSchema = z.strictObject({
  lastHour: z.number().int(),
  lastDay: z.number().int(),
  /** The next one, with the module's own, may reach 6 in 24 hours. */
  warn: z.boolean(),
  /** Time until the next one keeps the hour below 5, in ms. */
  holdMs: z.number(),
});

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
    z.strictObject({
      way: waySchema,
      possible: z.boolean(),
      reason: z.string(),
      /** null where no driver can. */
      driver: chosenDriverSchema.nullable(),
    }),
  ),
  /** null for a module without an IMEI, and for platforms that ban nobody: then nobody counts. */
  requests: requestQuotaSchema.nullable(),
  /** Text keys below `finding.`; an `error` stops the upgrade unless overridden with a reason. */
  findings: z.array(z.strictObject({ level: z.enum(['info', 'warning', 'error']), code: z.string() })),
});
export type Preflight = z.infer<typeof preflightSchema>;

/** What stands between quotes in `AT+QIOTMCUVER`. */
export const mcuTextSchema = z.string().regex(/^[^"\\\r\n]{1,64}$/);

/**
 * What to bring: a package from the library, two files to build one from, a URL of somebody else's server, a vendor's file
 * as it is, the plan that a platform has, or its plan for the MCU behind the module. Those that follow the first two are
 * not checked: their vendor's tools made them.
 */
export const upgradeSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('package'), sha256: sha256Schema }),
  z.strictObject({
    kind: z.literal('files'),
    old: fileRefSchema,
    new: fileRefSchema,
    format: deltaFormatSchema,
    oldVersion: z.string().max(128).optional(),
    newVersion: z.string().max(128).optional(),
    /** As in `delta.build`. */
    overrideReason: z.string().min(3).max(500).optional(),
  }),
  z.strictObject({
    kind: z.literal('url'),
    /** `http://`, `https://`, `ftp://`, or a name of the module's own file system, as its family has it. */
    url: z.string().min(1).max(700),
    newVersion: z.string().max(128).optional(),
  }),
  z.strictObject({ kind: z.literal('raw'), file: fileRefSchema, newVersion: z.string().max(128).optional() }),
  z.strictObject({
    kind: z.literal('plan'),
    /** Asks the platform now; false only follows what it, or the module, starts. Default true. */
    ask: z.boolean().optional(),
    newVersion: z.string().max(128).optional(),
  }),
  z.strictObject({
    kind: z.literal('image'),
    ask: z.boolean().optional(),
    newVersion: z.string().max(128).optional(),
    /** Declared before asking, so that a plan can fit: the MCU's component by its name on the platform, and what it runs. */
    component: z.strictObject({ name: mcuTextSchema, version: mcuTextSchema }).optional(),
    /** Where the image is saved, absolute; only for doors that may name paths. Default: `images` in the data folder. */
    path: z.string().min(1).max(4096).optional(),
    /**
     * Tells the platform that the MCU is being flashed and then runs the new version, which closes its plan. Default true; false
     * where the image is only looked at.
     */
    declare: z.boolean().optional(),
  }),
]);

/** Which way a source goes; packages, two files and a vendor's file go over HTTP, from our own server, or over the AT port. */
export const waysOfSource: Readonly<Record<z.infer<typeof upgradeSourceSchema>['kind'], readonly Way[]>> = {
  package: ['http', 'serial'],
  files: ['http', 'serial'],
  url: ['http'],
  raw: ['http', 'serial'],
  plan: ['cloud'],
  image: ['local'],
};

export const upgradeService = {
  preflight: method(
    'Everything worth knowing before the first byte is sent; changes nothing on the module.',
    z.strictObject({
      portId: z.string(),
      /** Absent where no package of Airdock's is brought. */
      sha256: sha256Schema.optional(),
      advertise: advertiseSchema.optional(),
      /** Forces a driver; `modem.unknownDriver` where there is none of that name. */
      driver: z.string().max(64).optional(),
      /** The way that is meant to be taken: how often a platform was asked only matters on its own. */
      way: waySchema.optional(),
    }),
    preflightSchema,
  ),
  start: method(
    'Builds if needed, proves, serves, tells the module, follows it until it reports its version. Throws modem.ownUpgradeRuns {portId} while the module is at an upgrade of its own, unless it only follows.',
    z.strictObject({
      portId: z.string(),
      source: upgradeSourceSchema,
      way: waySchema,
      /** Forces a driver instead of the one that fits the module's answers. */
      driver: z.string().max(64).optional(),
      /** Who answers a platform's offer whose limits hold: Airdock yes, the person, or Airdock no. Default accept. */
      offers: z.enum(['accept', 'ask', 'refuse']).optional(),
      /** Accepts an offer although the module does not tell battery or signal; default false. */
      acceptUnknown: z.boolean().optional(),
      /** Asks again by itself when there was no network; default only where a platform is asked. */
      waitForNetwork: z.boolean().optional(),
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
  follow: method(
    'Follows the upgrade that a module has begun by itself (`ownUpgrade` of its port), from its first sign on; sends no order. Throws modem.noOwnUpgrade {portId}.',
    z.strictObject({ portId: z.string() }),
    z.strictObject({ jobId: z.string() }),
  ),
  answerOffer: method(
    'Answers the offer that an upgrade job waits with (`offers: ask`). Throws modem.noOfferOpen {jobId}.',
    z.strictObject({ jobId: z.string(), answer: z.enum(['accept', 'refuse', 'defer']) }),
    done,
  ),
  skipWait: method(
    'Asks again at once instead of counting a wait down, except where the platform would ban the module. Throws modem.noWaitToSkip {jobId}.',
    z.strictObject({ jobId: z.string() }),
    done,
  ),
  drivers: method(
    'Every driver that can be forced, with the ways it knows.',
    nothing,
    z.array(
      z.strictObject({
        /** Text key below `driver.`. */
        id: z.string(),
        ways: z.array(waySchema),
        /** Its platform offers, and the module waits for the answer. */
        needsConfirm: z.boolean(),
        /** The URL is a setting of the module, written before the order and put back after it. */
        setsUrl: z.boolean(),
      }),
    ),
  ),
} as const;
