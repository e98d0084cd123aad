import { AppError, type ErrorParams } from '../../../../../shared/errors.ts';
import { type ByteCursor, createByteCursor } from '../ec618/apply/byteCursor.ts';
import { readEnvelope } from '../ec618/apply/readOuter.ts';
import { readContainer } from './apply/readContainer.ts';
import { readGroup } from './apply/readGroup.ts';
import { readOuter } from './apply/readOuter.ts';
import { type PackageHeader, readPackageHeader } from './apply/readPackage.ts';
import { readZone } from './apply/readZone.ts';

export interface Ec7xxOutline {
  /** Groups and zones that were read to their last stream: LZMA, bzip2 with its blocks, records. */
  readonly checkedGroups: number;
  /** First thing that is wrong, {check, offset, expected, found}; null for a whole package. */
  readonly problem: ErrorParams | null;
  /** The vendor's closed code transform is used; nothing in such a package can be judged. */
  readonly closedCoding: boolean;
}

/** Reads a package without its base, group by group; never throws for what it contains. */
export function inspectEc7xx(file: Uint8Array): Ec7xxOutline {
  const cursor = createByteCursor(file);
  let checkedGroups = 0;
  try {
    readEnvelope(cursor, file);
    const { packageCount } = readOuter(cursor);
    for (let index = 0; index < packageCount; index++) {
      const body = packageSection(cursor, file);
      const header = readPackageHeader(body, index);
      checkedGroups += checkGroups(body, header, file);
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const closedCoding = error.code === 'delta.transformUnknown';
    return { checkedGroups, problem: closedCoding ? null : error.params, closedCoding };
  }
  return { checkedGroups, problem: null, closedCoding: false };
}

/** The second word of a package is its length, head included. */
function packageSection(cursor: ByteCursor, file: Uint8Array): ByteCursor {
  const peek = createByteCursor(file, cursor.offset, cursor.offset + cursor.remaining);
  peek.u32('package.word');
  return cursor.section(peek.u32('package.length'), 'package');
}

function checkGroups(body: ByteCursor, header: PackageHeader, file: Uint8Array): number {
  const { groups } = readContainer(body, header, file);
  let zones = 0;
  for (const group of groups) {
    if (group.kind === 'zone') {
      readZone(group.body, zones, { old: header.oldBytes, fresh: header.newBytes });
      zones++;
    }
    readGroup(group.body, group.kind === 'zone' ? 1 : group.segments.length, header.compressor);
  }
  return groups.length;
}
