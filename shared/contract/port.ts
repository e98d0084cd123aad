/** Ports: what is plugged in, what it may be for, and who holds it. */
import { z } from 'zod';
import { method, topic } from '../rpc/define.ts';
import { done } from './common.ts';
import { nicknameSchema } from './nickname.ts';

export const leaseSchema = z.strictObject({
  owner: z.enum(['terminal', 'upgrade', 'settings', 'identify', 'flash', 'replay']),
  jobId: z.string().optional(),
  sinceMs: z.number(),
});
export type LeaseInfo = z.infer<typeof leaseSchema>;

export const roleGuessSchema = z.enum(['at', 'log', 'download', 'unknown']);
export type RoleGuess = z.infer<typeof roleGuessSchema>;

export const portInfoSchema = z.strictObject({
  /** Stable while plugged in: `serial:/dev/ttyUSB0`, `pty:/dev/pts/4`, `virtual:1`, `tcp://10.0.0.7:5000`. */
  id: z.string(),
  kind: z.enum(['serial', 'pty', 'virtual', 'tcp']),
  /** What the operating system calls it; for a virtual module and a TCP address the same as its id. */
  path: z.string(),
  label: z.string(),
  usb: z
    .strictObject({
      vendorId: z.string().optional(),
      productId: z.string().optional(),
      /** As the device says it; many modules of one make say the same (`0000`, `000000000001`). */
      serialNumber: z.string().optional(),
      manufacturer: z.string().optional(),
      /** Interface number, e.g. 2, from pnpId or the path; tells the AT port of a module from its log port. */
      interfaceNumber: z.number().int().optional(),
      /** The USB socket that it hangs on, as the system names it (`1-2.3`); tells modules without a serial number apart. */
      location: z.string().optional(),
    })
    .optional(),
  /**
   * What it is probably for, with the reason (text key below `portRole.`); any port can be used anyway. `certainty`: `known` where
   * a document or a log names this interface of this USB id, `guess` for everything else, `chosen` where a person said so.
   */
  role: z.strictObject({
    guess: roleGuessSchema,
    reason: z.string(),
    certainty: z.enum(['known', 'guess', 'chosen']).optional(),
  }),
  /** The name that a person gave the module; follows it by its USB serial number or IMEI. */
  nickname: z.string().optional(),
  /** IMEI or serial number of the module, once it was identified at this port. */
  deviceId: z.string().optional(),
  /** False where nothing would recognise the module after Airdock was restarted: no serial number, not identified yet. */
  nameLasts: z.boolean().optional(),
  presence: z.enum(['present', 'gone']),
  lease: leaseSchema.optional(),
  /** True while its holder must not be interrupted (an upgrade or a flash job), and while `ownUpgrade` runs. */
  guarded: z.boolean().optional(),
  /** An upgrade that no job of Airdock's began or follows, as far as it was heard on the open port. */
  ownUpgrade: z
    .strictObject({
      /** Driver that understood the first sign, text key below `driver.`. */
      driver: z.string(),
      /** `module`: its AUTO or PERIOD, or its platform; `terminal`: somebody typed the order. */
      startedBy: z.enum(['module', 'terminal']),
      sinceMs: z.number(),
      /** Journal row of the first sign. */
      seq: z.number().int(),
    })
    .optional(),
  /**
   * What its holder waits for. `away`: the port has gone; `notReady`: it is listed but cannot be opened yet; `ambiguous`: one of
   * `candidates` may be it, and a person has to say which.
   */
  waiting: z
    .strictObject({
      for: z.enum(['away', 'notReady', 'ambiguous']),
      sinceMs: z.number(),
      candidates: z.array(z.string()),
    })
    .optional(),
  /** Why the last attempt to open it failed; gone when an opening succeeds or the port vanishes. */
  trouble: z
    .strictObject({
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    })
    .optional(),
  /** DTR and RTS as Airdock set them; absent where nobody did. Opening a port never pulses them. */
  lines: z.strictObject({ dtr: z.boolean(), rts: z.boolean() }).optional(),
  /** Whether a terminal takes the port again by itself when it comes back. */
  reopen: z.boolean().optional(),
});
export type PortInfo = z.infer<typeof portInfoSchema>;

const portRef = { id: z.string().min(1).max(1100) };

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
    'Adds a pseudo-terminal, any other path that the system does not list, or tcp://HOST:PORT. `remember` keeps it over restarts.',
    z.strictObject({ path: z.string().min(1).max(1024), remember: z.boolean().optional() }),
    portInfoSchema,
  ),
  removePath: method(
    'Forgets an added path. Throws port.busy {id, owner} while somebody holds it.',
    z.strictObject({ path: z.string().min(1).max(1024) }),
    done,
  ),
  release: method(
    'Takes a port from whoever holds it, unless an upgrade or a flash job does. Throws port.busy {id, owner}.',
    z.strictObject(portRef),
    done,
  ),
  name: method(
    'Names the module at a port; an empty name removes it. All ports of one module share the name.',
    z.strictObject({ ...portRef, nickname: nicknameSchema }),
    portInfoSchema,
  ),
  setRole: method(
    'Says what a port is for; `auto` goes back to the guess. Kept for this interface of this module.',
    z.strictObject({ ...portRef, role: z.enum(['at', 'log', 'download', 'auto']) }),
    portInfoSchema,
  ),
  setReopen: method(
    'Whether a terminal takes the port again by itself when it comes back.',
    z.strictObject({ ...portRef, reopen: z.boolean() }),
    portInfoSchema,
  ),
  setLines: method(
    'Sets DTR and RTS of an open port; what is absent stays. Throws port.closed {id}, port.busy {id, owner} in an upgrade or flash job.',
    z.strictObject({ ...portRef, dtr: z.boolean().optional(), rts: z.boolean().optional() }),
    portInfoSchema,
  ),
  choose: method(
    'Says that a port that waits is now this other one. Throws port.unknown {id}, port.busy {id, owner}.',
    z.strictObject({ ...portRef, candidate: z.string().min(1).max(1100) }),
    done,
  ),
} as const;
