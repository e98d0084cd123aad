import type { Inspection } from '../../../shared/contract/firmware.ts';
import type { ErrorParams } from '../../../shared/errors.ts';
import { inspectEc7xx } from '../delta/formats/ec7xx/inspect.ts';
import { inspectPackage } from '../delta/inspectPackage.ts';

type Check = Inspection['checks'][number];

/**
 * Checks inside the groups of a core delta: every part, stream and bzip2 block, whose limit of 8192 bytes no module can exceed.
 * Empty for every other file, and for a group in the vendor's closed HLS coding.
 */
export function deltaChecks(inspection: Inspection, bytes: Uint8Array): Check[] {
  if (inspection.kind !== 'deltaPar' && inspection.kind !== 'wrapper7e') return [];
  if (inspection.chip === 'ec618') return ec618Checks(bytes);
  return inspection.chip === 'ec7xx' ? ec7xxChecks(bytes) : [];
}

function ec618Checks(bytes: Uint8Array): Check[] {
  const { blockRule, problem } = inspectPackage(bytes);
  const largest = `at most ${blockRule.limitBytes} bytes, ${blockRule.largestBytes}`;
  const rule = { name: 'bzip2.blockSize', ok: blockRule.ok, detail: blockRule.ok ? '' : largest };
  return [rule, ...failed(problem)];
}

function ec7xxChecks(bytes: Uint8Array): Check[] {
  const { problem, closedCoding } = inspectEc7xx(bytes);
  if (closedCoding) return [];
  return problem === null ? [{ name: 'bzip2.blockSize', ok: true, detail: '' }] : failed(problem);
}

function failed(problem: ErrorParams | null): Check[] {
  if (problem === null) return [];
  const { check, offset, expected, found } = problem;
  return [{ name: String(check), ok: false, detail: `@${offset}: ${expected}, ${found}` }];
}
