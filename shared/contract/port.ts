/** Ports: what is plugged in, what it may be for, and who holds it. */
import { z } from 'zod';
import { method, topic } from '../rpc/define.ts';
import { done } from './common.ts';

export const leaseSchema = z.strictObject({
  owner: z.enum(['terminal', 'upgrade', 'settings', 'identify', 'flash', 'replay']),
  jobId: z.string().optional(),
  sinceMs: z.number(),
});
export type LeaseInfo = z.infer<typeof leaseSchema>;

export const portInfoSchema = z.strictObject({
  /** Stable while plugged in: `serial:/dev/ttyUSB0`, `pty:/dev/pts/4`, `virtual:1`. */
  id: z.string(),
  kind: z.enum(['serial', 'pty', 'virtual']),
  /** What the operating system calls it; for a virtual module the same as its id. */
  path: z.string(),
  label: z.string(),
  usb: z
    .strictObject({
      vendorId: z.string().optional(),
      productId: z.string().optional(),
      serialNumber: z.string().optional(),
      manufacturer: z.string().optional(),
      /** Interface number, e.g. 2, from pnpId or the path; tells the AT port of a module from its log port. */
      interfaceNumber: z.number().int().optional(),
    })
    .optional(),
  /** A guess with its reason (text key below `portRole.`); any port can be used anyway. */
  role: z.strictObject({ guess: z.enum(['at', 'log', 'download', 'unknown']), reason: z.string() }),
  presence: z.enum(['present', 'gone']),
  lease: leaseSchema.optional(),
});
export type PortInfo = z.infer<typeof portInfoSchema>;

export const portsService = {
  all: topic(
    'Every port that Airdock knows, hot-plugged.',
    z.strictObject({}),
    z.array(portInfoSchema),
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('portChanged'), port: portInfoSchema }),
      z.strictObject({ kind: z.literal('portRemoved'), id: z.string() }),
    ]),
  ),
  refresh: method('Looks again now.', z.strictObject({}), z.array(portInfoSchema)),
  addPath: method(
    'Adds a pseudo-terminal or any other path that the system does not list.',
    z.strictObject({ path: z.string().min(1).max(1024) }),
    portInfoSchema,
  ),
  release: method(
    'Takes a port from whoever holds it, unless an upgrade does.',
    z.strictObject({ id: z.string() }),
    done,
  ),
} as const;
