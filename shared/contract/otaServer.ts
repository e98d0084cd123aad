/** The device-facing HTTP server: off until started, serves registered packages only. */
import { z } from 'zod';
import { method, topic } from '../rpc/define.ts';
import { done, sha256Schema } from './common.ts';

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

export const serverStatusSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('stopped') }),
  z.strictObject({
    state: z.literal('running'),
    port: z.number().int(),
    /** Addresses of this computer, loopback last, each with the network interface's name. */
    addresses: z.array(
      z.strictObject({ address: z.string(), interfaceName: z.string(), loopback: z.boolean() }),
    ),
    publications: z.array(publicationSchema),
  }),
]);
export type ServerStatus = z.infer<typeof serverStatusSchema>;

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
  stop: method('Stops listening and cuts open connections.', z.strictObject({}), done),
  publish: method(
    'Serves one package of the library by a short URL.',
    z.strictObject({ sha256: sha256Schema }),
    publicationSchema,
  ),
  unpublish: method('Serves it no more.', z.strictObject({ id: z.string() }), done),
} as const;
