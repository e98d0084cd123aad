/** The other side of the OTA server: a module's requests to any server, tokens, scripts, and files for a web host. */
import { z } from 'zod';
import { method } from '../rpc/define.ts';
import { sha256Schema } from './common.ts';

export const otaFormIdSchema = z.enum([
  ...['libfota', 'libfota2023', 'socketDemo', 'libfota2', 'libfota2Glued', 'libfota2Doubled'],
  ...['verbatim', 'luat8910', 'luat8955', 'csdk8910', 'csdkEc', 'csdkEcFull', 'absolute', 'noHost'],
  ...['turnkey', 'turnkeyResult', 'wififota'],
  ...['onenetVersion', 'onenetCheck', 'onenetTask', 'onenetDownload', 'onenetProgress'],
  ...['onenetReport', 'onenetTasking'],
  ...['studioVersion', 'studioCheck', 'studioTask', 'studioDownload', 'studioStatus'],
  ...['fuseVersion', 'fuseCheck', 'fuseTask', 'fuseDownload', 'fuseStatus'],
  ...['file', 'fileLf'],
] as const);
export type OtaFormId = z.infer<typeof otaFormIdSchema>;

/** What a request can be filled with; texts below `otaField.`. */
export const otaFieldSchema = z.enum([
  ...['key', 'imei', 'mac', 'uid', 'firmware', 'version', 'core', 'coreId', 'model', 'manuf', 'deviceKey'],
  ...['redirect', 'sn', 'step', 'product', 'device', 'task', 'kind', 'token', 'tokenInQuery', 'range'],
] as const);
export type OtaField = z.infer<typeof otaFieldSchema>;

const urlSchema = z.string().trim().min(1).max(2048);
/** No line end may come in by a value: it would be another header. */
const valueSchema = z
  .string()
  .max(1024)
  .refine((value) => !/[\r\n]/.test(value), 'oneLine');

export const otaFindingSchema = z.strictObject({
  level: z.enum(['good', 'info', 'warning', 'error']),
  /** Text key below `otaFinding.`. */
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type OtaFinding = z.infer<typeof otaFindingSchema>;

export const otaExchangeSchema = z.strictObject({
  connectedTo: z.strictObject({ host: z.string(), port: z.number().int(), tls: z.boolean() }),
  request: z.strictObject({
    /** Every byte; those that are no text as `\xNN`. */
    text: z.string(),
    sizeBytes: z.number().int(),
  }),
  /** Null when nothing came that is an HTTP answer. */
  answer: z
    .strictObject({
      status: z.number().int(),
      reason: z.string(),
      /** Status line and headers as they came. */
      head: z.string(),
      headBytes: z.number().int(),
      headers: z.array(z.strictObject({ name: z.string(), value: z.string() })),
    })
    .nullable(),
  body: z.strictObject({
    /** The first bytes, or all: as text where it is text, else hex. */
    kept: z.string(),
    encoding: z.enum(['text', 'hex']),
    keptBytes: z.number().int(),
    sizeBytes: z.number().int(),
    sha256: sha256Schema,
    md5: z.string(),
  }),
  /** How it ended. `complete`: all that Content-Length promised, or the other side closed where it promised nothing. */
  ending: z.enum(['complete', 'closedEarly', 'timeout', 'reset', 'tooLarge']),
  firstByteMs: z.number().nullable(),
  durationMs: z.number(),
});
export type OtaExchange = z.infer<typeof otaExchangeSchema>;

export const publishManifestSchema = z.strictObject({
  fileName: z.string(),
  sizeBytes: z.number().int(),
  sha256: sha256Schema,
  md5: z.string(),
  format: z.string(),
  chip: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  createdAtMs: z.number(),
});
export type PublishManifest = z.infer<typeof publishManifestSchema>;

const tokenFieldsSchema = {
  version: z.string().max(32),
  res: z.string().trim().min(1).max(256),
  /** Seconds since 1970. */
  et: z.string().max(16),
  method: z.string().max(16),
};

export const otaClientService = {
  forms: method(
    'The requests that can be sent, and what each needs (`a|b`: one of them).',
    z.strictObject({}),
    z.array(
      z.strictObject({
        id: otaFormIdSchema,
        dialect: z.enum(['openluat', 'turnkey', 'wififota', 'onenet', 'fuse', 'file']),
        needs: z.array(z.string()),
        takes: z.array(otaFieldSchema),
      }),
    ),
  ),
  send: method(
    'Sends one request exactly as that client would, and explains the answer. Throws otaClient.badUrl {url}, otaClient.missingField {form, fields}, otaClient.connectFailed {host, port, reason}.',
    z.strictObject({
      form: otaFormIdSchema,
      /** The server, with or without a path; a path replaces the usual one. */
      url: urlSchema,
      fields: z.partialRecord(otaFieldSchema, valueSchema),
      /** From the call to the last byte; default 30 s. */
      timeoutMs: z.number().int().min(1).max(3_600_000).optional(),
      /** Body bytes to keep for a look; all are counted and digested. Default 4096. */
      keepBytes: z.number().int().min(0).max(1_048_576).optional(),
    }),
    z.strictObject({ exchange: otaExchangeSchema, findings: z.array(otaFindingSchema) }),
  ),
  makeToken: method(
    'A OneNET token. Throws onenet.badKey, onenet.tokenField {field, value}.',
    z.strictObject({
      ...tokenFieldsSchema,
      key: z.string().trim().min(1).max(256),
      raw: z.boolean().optional(),
    }),
    z.strictObject({ token: z.string(), sign: z.string(), header: z.string() }),
  ),
  checkToken: method(
    'Whether a OneNET token is well formed, and with the access key whether it is genuine and still valid. Throws onenet.badKey.',
    z.strictObject({ token: z.string().max(2048), key: z.string().trim().min(1).max(256).optional() }),
    z.strictObject({
      ok: z.boolean(),
      /** The first field that is wrong, and how: texts below `tokenFault.`. */
      field: z.string().nullable(),
      fault: z.string().nullable(),
      value: z.string(),
      fields: z.strictObject(tokenFieldsSchema).nullable(),
      /** False without a key: only the form was looked at. */
      signatureChecked: z.boolean(),
    }),
  ),
  luaSnippet: method(
    'A script for libfota2 that asks the own server. `direct` asks one URL as it is (`###`), `query` lets the library add its parameters.',
    z.strictObject({
      url: urlSchema,
      form: z.enum(['query', 'direct']),
      project: z.string().trim().min(1).max(128),
      version: z.string().trim().max(32),
      /** Absent: the project's own key, when `projectId` is given. */
      projectKey: z.string().max(128).optional(),
      projectId: z.string().optional(),
      /** Seconds between checks; 0: once. */
      periodSeconds: z.number().int().min(0).max(31_536_000).optional(),
    }),
    z.strictObject({ script: z.string(), url: z.string(), findings: z.array(otaFindingSchema) }),
  ),
  publish: method(
    'Writes a package of the library and its manifest into a folder, ready for any web host. Throws package.unknown {sha256}, file.exists {path}, otaClient.noFolder {path}, host.notAvailable for a door that may not name paths.',
    z.strictObject({
      sha256: sha256Schema,
      folder: z.string().min(1).max(4096),
      overwrite: z.boolean().optional(),
    }),
    z.strictObject({ path: z.string(), manifestPath: z.string(), manifest: publishManifestSchema }),
  ),
  verifyUrl: method(
    'Fetches a published package back as modules would: whole, from the middle, and from 0 with a range. Throws otaClient.badUrl, otaClient.connectFailed.',
    z.strictObject({
      url: urlSchema,
      sha256: sha256Schema,
      timeoutMs: z.number().int().min(1).max(3_600_000).optional(),
    }),
    z.strictObject({
      ok: z.boolean(),
      findings: z.array(otaFindingSchema),
      exchanges: z.array(otaExchangeSchema),
    }),
  ),
} as const;
