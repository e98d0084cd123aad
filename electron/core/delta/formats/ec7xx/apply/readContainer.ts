import { type ByteCursor, createByteCursor } from '../../ec618/apply/byteCursor.ts';
import { damagedPackage } from '../../ec618/apply/damaged.ts';
import { ec7xxLimits } from '../limits.ts';
import { hlsUnsupported, type PackageHeader } from './readPackage.ts';

/** One stored group of segments, or one zone of compressed sections. */
export interface StoredGroup {
  readonly kind: 'segments' | 'zone';
  /** Numbers of the raw segments of NEW in processing order; empty for a zone. */
  readonly segments: readonly number[];
  readonly body: ByteCursor;
  readonly storedBytes: number;
}

/** The payload of one image (ec7xx-delta 2), groups in processing order. */
export interface Container {
  readonly oldRawBytes: number;
  readonly newRawBytes: number;
  readonly newTableAt: number;
  readonly groups: readonly StoredGroup[];
}

interface Entry {
  readonly at: number;
  readonly groupAt: number;
  readonly index: number;
  readonly zone: boolean;
  readonly groupBytes: number;
  readonly outBytes: number;
}

/** Reads the head and the segment table and lays the groups out in processing order. */
export function readContainer(cursor: ByteCursor, header: PackageHeader, file: Uint8Array): Container {
  const start = cursor.offset;
  const end = start + cursor.remaining;
  same('payload.magic', start, 0x485350ec, cursor.u32('payload.magic'));
  const flags = cursor.u16('payload.flags');
  const reverse = header.direction === 'reverse';
  same('payload.direction', start + 4, reverse ? 1 : 0, flags & 1);
  const zones = flags >> 2;
  same('payload.zonesFirst', start + 4, reverse && zones > 0 ? 1 : 0, (flags >> 1) & 1);
  same('payload.zones', start + 4, header.hasSections ? 1 : 0, Math.min(zones, 1));
  same('payload.segmentCount', start + 6, header.segmentCount, cursor.u16('payload.segmentCount'));
  const [oldRawBytes, newRawBytes, , newTableAt] = readPlaces(cursor, header);
  const entries = Array.from({ length: header.segmentCount }, () => readEntry(cursor));
  const raw = Math.ceil(newRawBytes / ec7xxLimits.segmentBytes);
  same('payload.segments', start + 6, raw + zones, header.segmentCount);
  const order = Array.from({ length: raw }, (_, i) => (reverse ? raw - 1 - i : i));
  const zoneSlots = Array.from({ length: zones }, () => -1);
  const plan = reverse ? [...zoneSlots, ...order] : [...order, ...zoneSlots];
  const groups = collect(entries, plan, (entry) => {
    if (entry.groupAt < cursor.offset - start || start + entry.groupAt + entry.groupBytes > end) {
      const expected = `inside the ${end - start} bytes of the payload`;
      throw fault('group.place', entry.at, expected, `${entry.groupAt} + ${entry.groupBytes}`);
    }
    const at = start + entry.groupAt;
    return createByteCursor(file, at, at + entry.groupBytes);
  });
  checkTiling(groups, cursor.offset, end);
  return { oldRawBytes, newRawBytes, newTableAt, groups };
}

function readPlaces(cursor: ByteCursor, header: PackageHeader): [number, number, number, number] {
  const at = cursor.offset;
  const read = (check: string): number => cursor.u32(check);
  const oldRaw = read('payload.oldRaw');
  const newRaw = read('payload.newRaw');
  const oldTable = read('payload.oldTable');
  const newTable = read('payload.newTable');
  const { oldBytes, newBytes, hasSections } = header;
  const inOrder = oldRaw <= oldTable && oldTable <= oldBytes && newRaw <= newTable && newTable <= newBytes;
  const whole = oldRaw === oldBytes && newRaw === newBytes;
  if (newRaw === 0 || !inOrder || whole === hasSections) {
    const expected = hasSections ? 'raw part and table inside the images' : `${oldBytes} and ${newBytes}`;
    throw fault('payload.places', at, expected, `${oldRaw} ${newRaw} ${oldTable} ${newTable}`);
  }
  return [oldRaw, newRaw, oldTable, newTable];
}

function readEntry(cursor: ByteCursor): Entry {
  const at = cursor.offset;
  const place = cursor.u32('segment.place');
  const size = cursor.u32('segment.size');
  if ((size & 1) !== 0) throw hlsUnsupported(at);
  same('segment.flags', at + 4, 0, size & 0xff);
  same('segment.flags', at, 0, (place & 6) >> 1);
  const outBytes = cursor.u32('segment.outBytes');
  return {
    at,
    groupAt: place >>> 8,
    index: (place >>> 3) & 0x1f,
    zone: (place & 1) === 1,
    groupBytes: size >>> 8,
    outBytes,
  };
}

/** Neighbouring entries with one offset are one group; they are numbered from 0. */
function collect(
  entries: readonly Entry[],
  plan: readonly number[],
  bodyOf: (entry: Entry) => ByteCursor,
): StoredGroup[] {
  const groups: { kind: StoredGroup['kind']; segments: number[]; body: ByteCursor; first: Entry }[] = [];
  entries.forEach((entry, i) => {
    const segment = plan[i] ?? -1;
    same('segment.zone', entry.at, segment < 0 ? 1 : 0, entry.zone ? 1 : 0);
    if (!entry.zone) same('segment.outBytes', entry.at + 8, ec7xxLimits.segmentBytes, entry.outBytes);
    const open = groups.at(-1);
    if (
      open !== undefined &&
      open.kind === 'segments' &&
      !entry.zone &&
      open.first.groupAt === entry.groupAt
    ) {
      same('segment.index', entry.at, open.segments.length, entry.index);
      same('segment.groupBytes', entry.at + 4, open.first.groupBytes, entry.groupBytes);
      open.segments.push(segment);
      return;
    }
    same('segment.index', entry.at, 0, entry.index);
    const kind = entry.zone ? 'zone' : 'segments';
    groups.push({ kind, segments: entry.zone ? [] : [segment], body: bodyOf(entry), first: entry });
  });
  return groups.map(({ kind, segments, body, first }) => ({
    kind,
    segments,
    body,
    storedBytes: first.groupBytes,
  }));
}

/** The groups follow each other without a gap up to the end of the payload. */
function checkTiling(groups: readonly StoredGroup[], from: number, end: number): void {
  let at = from;
  for (const group of groups) {
    same('group.place', group.body.offset, at, group.body.offset);
    at += group.storedBytes;
  }
  same('package.trailing', at, end, at);
}

function same(check: string, offset: number, expected: number, found: number): void {
  if (expected !== found) throw fault(check, offset, `${expected}`, `${found}`);
}

function fault(check: string, offset: number, expected: string, found: string): Error {
  return damagedPackage({ check, offset, expected, found });
}
