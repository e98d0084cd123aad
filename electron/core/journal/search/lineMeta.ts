/** A line in 32 bits: what filters ask for, so that ten million lines are filtered in memory. Bits: 3 source, 3 level, 2 direction, 24 session. */
import {
  type LineFilter,
  type LineLevel,
  type LineSource,
  lineLevelSchema,
  lineSourceSchema,
} from '../../../../shared/contract/journalLine.ts';

const sources: readonly LineSource[] = lineSourceSchema.options;
const levels: readonly LineLevel[] = lineLevelSchema.options;
const directions = [undefined, 'rx', 'tx'] as const;

export interface MetaParts {
  readonly source: LineSource;
  readonly level: LineLevel;
  readonly direction?: 'tx' | 'rx' | undefined;
}

/** @param session 1 to 2^24 - 1; sessions beyond have no number of their own and share the last */
export function metaOf({ source, level, direction }: MetaParts, session: number): number {
  const kind = sources.indexOf(source) | (levels.indexOf(level) << 3) | (directions.indexOf(direction) << 6);
  return (kind | (Math.min(session, 0xffffff) << 8)) >>> 0;
}

export const sessionOf = (meta: number): number => meta >>> 8;

/** For each of the 256 kinds of lines whether a filter lets it pass. */
export function allowedKinds(filter: LineFilter): Uint8Array {
  const allowed = new Uint8Array(256);
  for (let kind = 0; kind < 256; kind += 1) {
    const source = sources[kind & 7];
    const level = levels[(kind >> 3) & 7];
    const fits =
      (filter.sources === undefined || (source !== undefined && filter.sources.includes(source))) &&
      (filter.levels === undefined || (level !== undefined && filter.levels.includes(level))) &&
      (filter.direction === undefined || filter.direction === directions[kind >> 6]);
    allowed[kind] = fits ? 1 : 0;
  }
  return allowed;
}
