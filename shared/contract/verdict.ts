/** How a job ended (architecture, laws 6 and 7): a judgement with evidence, never an exception. */
import { z } from 'zod';
import { paramsSchema } from './common.ts';

export const outcomeSchema = z.enum(['succeeded', 'failed', 'cancelled', 'unproven', 'interrupted']);
export type Outcome = z.infer<typeof outcomeSchema>;

/** Where in an upgrade it was decided; the order is the order of the road. */
export const stageSchema = z.enum([
  'prepare',
  'build',
  'identify',
  'preflight',
  'configure',
  'request',
  'download',
  'verify',
  'reboot',
  'apply',
  'reconnect',
  'versionCheck',
  'report',
  'restore',
  'done',
]);
export type Stage = z.infer<typeof stageSchema>;

export const verdictSchema = z.strictObject({
  outcome: outcomeSchema,
  /** Text key below `verdict.` in shared/domain/texts, e.g. `upgrade.packageRejected`. */
  code: z.string(),
  params: paramsSchema,
  /** Who said so: the module, the server, Airdock itself, the person. */
  domain: z.enum(['module', 'server', 'network', 'airdock', 'person']),
  /** The code as it stood on the wire, e.g. `-1003`; absent where there was none. */
  rawCode: z.string().optional(),
  stage: stageSchema,
  retry: z.enum(['helps', 'later', 'pointless']),
  /** Text keys below `remedy.`: what to do next, most useful first. */
  remedies: z.array(z.string()),
  /** Sequence numbers of the journal rows that carry this judgement. */
  evidence: z.array(z.number().int()),
});
export type Verdict = z.infer<typeof verdictSchema>;
