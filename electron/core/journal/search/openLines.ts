import type { LineFilter } from '../../../../shared/contract/journalLine.ts';
import type { MadeLine } from '../lines/lineMaker.ts';
import { allowedKinds, metaOf } from './lineMeta.ts';

/** Lines without an end that a filter lets pass. They have no session yet: where one is asked for, none is shown. */
export function openLinesOf(open: readonly MadeLine[], filter: LineFilter): MadeLine[] {
  const { portIds, jobId, sessionIds, imei, outcomes, fromMs, toMs } = filter;
  if (sessionIds !== undefined || imei !== undefined || outcomes !== undefined || jobId !== undefined)
    return [];
  const kinds = allowedKinds(filter);
  return open.filter(
    (line) =>
      kinds[metaOf(line, 0) & 255] === 1 &&
      (portIds === undefined || (line.portId !== undefined && portIds.includes(line.portId))) &&
      (fromMs === undefined || line.wallMs >= fromMs) &&
      (toMs === undefined || line.wallMs < toMs),
  );
}
