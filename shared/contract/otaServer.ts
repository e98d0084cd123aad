/** The device-facing HTTP server: off until started, serves registered packages only. */
import { z } from 'zod';
import { method, topic } from '../rpc/define.ts';
import { done, sha256Schema } from './common.ts';
import { deviceSummarySchema } from './devices.ts';
import { campaignActionSchema, campaignInputSchema, campaignSchema } from './otaCampaign.ts';
import { otaDecisionSchema } from './otaDecision.ts';
import { otaFaultInputSchema, otaFaultSchema } from './otaFault.ts';
import { otaLoopSchema, otaModuleSchema, otaOfferSchema, otaRulesSchema } from './otaLedger.ts';

export const publicationSchema = z.strictObject({
  /** Short id in the URL path: `/f/<id>/<fileName>`. */
  id: z.string(),
  path: z.string(),
  packageSha256: sha256Schema,
  fileName: z.string(),
  sizeBytes: z.number().int(),
  requests: z.number().int(),
  /** Body bytes that the sockets took, over all requests. */
  sentBytes: z.number().int(),
  lastRequestAtMs: z.number().optional(),
});
export type Publication = z.infer<typeof publicationSchema>;

const ownAddressSchema = z.strictObject({
  address: z.string(),
  interfaceName: z.string(),
  loopback: z.boolean(),
});
export type OwnAddress = z.infer<typeof ownAddressSchema>;

export const serverStatusSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('stopped') }),
  z.strictObject({
    state: z.literal('running'),
    port: z.number().int(),
    /** Addresses of this computer, loopback last, each with the network interface's name. */
    addresses: z.array(ownAddressSchema),
    publications: z.array(publicationSchema),
  }),
]);
export type ServerStatus = z.infer<typeof serverStatusSchema>;

const moduleRef = { id: z.string().trim().min(1).max(64) };

export const otaServerService = {
  status: topic(
    'State, addresses and what is served; a change is the whole status.',
    z.strictObject({}),
    serverStatusSchema,
    serverStatusSchema,
  ),
  start: method(
    'Starts listening; port 0 takes a free one.',
    z.strictObject({ port: z.number().int().min(0).max(65535).optional(), host: z.string().optional() }),
    serverStatusSchema,
  ),
  interfaces: method(
    'Addresses of this computer that it can be bound to, the most useful first, loopback last.',
    z.strictObject({}),
    z.array(ownAddressSchema),
  ),
  stop: method('Stops listening and cuts open connections.', z.strictObject({}), done),
  publish: method(
    'Serves one package of the library by a short URL.',
    z.strictObject({ sha256: sha256Schema }),
    publicationSchema,
  ),
  unpublish: method('Serves it no more.', z.strictObject({ id: z.string() }), done),
  decisions: topic(
    'The last decisions, oldest first, and then every new one.',
    z.strictObject({ last: z.number().int().min(0).max(1000), moduleId: z.string().max(64).optional() }),
    z.array(otaDecisionSchema),
    otaDecisionSchema,
  ),
  listDecisions: method(
    'Earlier decisions, newest first; `beforeSeq` continues a list.',
    z.strictObject({
      moduleId: z.string().max(64).optional(),
      beforeSeq: z.number().int().min(1).optional(),
      limit: z.number().int().min(1).max(1000),
    }),
    z.array(otaDecisionSchema),
  ),
  dryRun: method(
    'What the server would answer to a URL or to the text of a request as a log shows it. Serves, counts and remembers nothing. Throws server.notUnderstood {reason}.',
    z.strictObject({ request: z.string().trim().min(1).max(16_384) }),
    z.strictObject({
      decision: otaDecisionSchema,
      status: z.number().int(),
      /** The refusal as it would be sent, else empty. */
      body: z.string(),
      sizeBytes: z.number().int(),
    }),
  ),
  campaigns: topic(
    'What is offered to whom, the oldest first.',
    z.strictObject({}),
    z.array(campaignSchema),
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('campaignSaved'), campaign: campaignSchema }),
      z.strictObject({ kind: z.literal('campaignRemoved'), id: z.string() }),
    ]),
  ),
  saveCampaign: method(
    'Makes a campaign, or changes one: fields that are absent stay. Throws server.unknownCampaign {id}, package.unknown {sha256}, package.damaged, project.unknown {id}, settings.noKey {project}, preset.keyNotForModule {platform}.',
    campaignInputSchema,
    campaignSchema,
  ),
  removeCampaign: method(
    'Forgets a campaign; what modules were given stays known.',
    z.strictObject({ id: z.string() }),
    done,
  ),
  steerCampaign: method(
    'Pauses, resumes or aborts a campaign, gives failed modules another try, or opens the next stage by hand. An aborted one stays aborted: server.campaignAborted {id}. Throws server.unknownCampaign {id}, server.noNextStage {id}.',
    z.strictObject({ id: z.string(), action: campaignActionSchema }),
    campaignSchema,
  ),
  modules: method(
    'Modules that asked this server, the one seen last first. `search` looks at the beginning of the identity.',
    z.strictObject({
      search: z.string().trim().max(64).optional(),
      bannedOnly: z.boolean().optional(),
      offset: z.number().int().min(0).optional(),
      limit: z.number().int().min(1).max(1000),
    }),
    z.strictObject({ modules: z.array(otaModuleSchema), total: z.number().int() }),
  ),
  module: method(
    'One of them with every upgrade that it was handed, oldest first, what its loop-ban counters stand at, and the device of the same identity that was seen at a port. Throws server.unknownModule {id}.',
    z.strictObject(moduleRef),
    otaModuleSchema.extend({
      offers: z.array(otaOfferSchema),
      loops: z.array(otaLoopSchema),
      /** Null when no port ever had it. */
      device: deviceSummarySchema.nullable(),
    }),
  ),
  describeModule: method(
    'Changes notes or marks a module of the bench; what is absent stays. `unbind` lets it ask for another project. Throws server.unknownModule {id}.',
    z.strictObject({
      ...moduleRef,
      notes: z.string().max(4000).optional(),
      bench: z.boolean().optional(),
      unbind: z.literal(true).optional(),
    }),
    otaModuleSchema,
  ),
  banModule: method(
    'Refuses a module until it is released, seen before or not.',
    z.strictObject({ ...moduleRef, note: z.string().trim().max(500).optional() }),
    otaModuleSchema,
  ),
  releaseModule: method(
    'Lifts its ban and forgets what was counted for it. Throws server.unknownModule {id}.',
    z.strictObject(moduleRef),
    otaModuleSchema,
  ),
  rules: topic(
    'Code table, ban windows and times; a change is all of them.',
    z.strictObject({}),
    otaRulesSchema,
    otaRulesSchema,
  ),
  faults: topic(
    'Faults that are set, in their order, with how often each fired; a change is all of them.',
    z.strictObject({}),
    z.array(otaFaultSchema),
    z.array(otaFaultSchema),
  ),
  setFault: method(
    'Breaks answers on purpose until it is cleared or the core ends. Every answer that it breaks has a journal row.',
    otaFaultInputSchema,
    otaFaultSchema,
  ),
  clearFault: method(
    'Takes a fault back; without an id all of them. Throws server.unknownFault {id}.',
    z.strictObject({ id: z.string().max(64).optional() }),
    done,
  ),
  setRules: method('Changes what is given.', otaRulesSchema.partial(), otaRulesSchema),
} as const;
