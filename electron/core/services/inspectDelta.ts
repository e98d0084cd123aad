import type { Inspection } from '../../../shared/contract/firmware.ts';
import { inspectPackage } from '../delta/inspectPackage.ts';

type Check = Inspection['checks'][number];

/**
 * Checks inside the groups of an EC618 delta: every part and every bzip2 block, whose limit of 8192 bytes the module cannot
 * exceed. Empty for every other file.
 */
export function deltaChecks(inspection: Inspection, bytes: Uint8Array): Check[] {
  const isDelta = inspection.kind === 'deltaPar' || inspection.kind === 'wrapper7e';
  if (!isDelta || inspection.chip !== 'ec618') return [];
  const { blockRule, problem } = inspectPackage(bytes);
  const largest = `at most ${blockRule.limitBytes} bytes, ${blockRule.largestBytes}`;
  const rule = { name: 'bzip2.blockSize', ok: blockRule.ok, detail: blockRule.ok ? '' : largest };
  if (problem === null) return [rule];
  const { check, offset, expected, found } = problem;
  return [rule, { name: String(check), ok: false, detail: `@${offset}: ${expected}, ${found}` }];
}
