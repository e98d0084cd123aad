import { readFileSync } from 'node:fs';
import { compress } from 'lzma1';
import { join, noise, padded, sha256, touched, u16, u32, withText } from './bytes.ts';

/**
 * The synthetic firmware pair behind test/fixtures/virtual/ec7xx.json and a tiny writer of its containers and packages
 * (luat-formats 2, 5; ec7xx-delta). It shares nothing with the code it tests.
 */
const streams: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('../../../../test/fixtures/virtual/ec7xx.json', import.meta.url), 'utf8'),
);

function streamOf(name: string): Uint8Array {
  return Buffer.from(streams[name] ?? '', 'base64');
}

export const oldEc7xxVersion = 'AirM2M_780EP_V1007_LTE_AT';
export const newEc7xxVersion = 'AirM2M_780EP_V1008_LTE_AT';
const segmentBytes = 0x18000;
const insertAt = 110_000;
const inserted = noise(16, 200);
const baseAp = noise(11, 120_000);
const newBase = withText(baseAp, 512, newEc7xxVersion);
export const oldEc7xxAp = withText(baseAp, 512, oldEc7xxVersion);
export const newEc7xxAp = join(newBase.subarray(0, insertAt), inserted, newBase.subarray(insertAt));

interface Section {
  readonly type: number;
  readonly packed: boolean;
  readonly bytes: Uint8Array;
  readonly stored: Uint8Array;
  /** In the image. */
  readonly offset: number;
}

/** A modem core with a raw part, a lower zone of two sections and a higher one of one, as EC718P lays it out. */
interface Core {
  readonly image: Uint8Array;
  readonly raw: Uint8Array;
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  readonly low: readonly Section[];
  readonly high: readonly Section[];
}

const tableAt = 0xd000;
const highAt = 0x10000;
const coreBytes = 0x13000;
const headBytes = 12 + 56 * 3;

function makeCore(raw: Uint8Array, contents: readonly [Uint8Array, Uint8Array, Uint8Array]): Core {
  const place = (type: number, packed: boolean, bytes: Uint8Array, offset: number): Section => {
    return { type, packed, bytes, offset, stored: packed ? new Uint8Array(compress(bytes)) : bytes };
  };
  const first = place(1, true, contents[0], tableAt + headBytes);
  const second = place(8, false, contents[1], (first.offset + first.stored.length + 3) & ~3);
  const low = [first, second];
  const high = [place(6, true, contents[2], highAt)];
  const entry = ({ type, packed, bytes, stored, offset }: Section, group: number): Uint8Array =>
    join(
      u32(0xec718ca0, offset, stored.length, 0x50_0000 + offset, bytes.length),
      Uint8Array.of(type, packed ? 1 : 0, group, 1),
      sha256(bytes),
    );
  const entries = [...low.map((section) => entry(section, 1)), ...high.map((section) => entry(section, 0))];
  const head = join(u32(0xec718cba, 3), ...entries, u32(0xec718cbd));
  const tail = join(
    new Uint8Array(36),
    u32(0),
    Uint8Array.of(0, 0, 3, 1),
    u32(raw.length, tableAt),
    padded('CMAR', 4),
  );
  const image = new Uint8Array(coreBytes).fill(0xff);
  image.set(raw);
  image.set(head, tableAt);
  for (const { stored, offset } of [...low, ...high]) image.set(stored, offset);
  image.set(tail, coreBytes - tail.length);
  return { image, raw, head, tail, low, high };
}

const oldRaw = noise(12, 50_000);
const contents = [noise(13, 6000), noise(14, 900), noise(15, 8000)] as const;
const oldCore = makeCore(oldRaw, contents);
const newCore = makeCore(touched(oldRaw, 20_000, 40), [
  touched(contents[0], 100, 16),
  contents[1],
  touched(contents[2], 4000, 8),
]);
export const oldEc7xxCp = oldCore.image;
export const newEc7xxCp = newCore.image;
/** Unpacked sections of the new modem core. */
export const newEc7xxSections = [...newCore.low, ...newCore.high].map(({ bytes }) => bytes);

/** A binpkg with the three arguments of EC7xx. */
export function makeEc7xxBinpkg(ap: Uint8Array, cp: Uint8Array): Uint8Array {
  const argument = (type: number, name: string, value: Uint8Array): Uint8Array =>
    join(u16(type, 0), padded(name, 64), value, new Uint8Array(140 - 68 - value.length));
  const head = join(
    padded('111', 8),
    padded('bpkg', 4),
    u32(0, 3),
    padded('SHA256', 8),
    u16(3, 420),
    new Uint8Array(20),
  );
  const pieces: Uint8Array[] = [
    head,
    argument(1, 'pkgmode', u32(1)),
    argument(4, 'banoldtool', u32(1)),
    argument(2, 'productname', padded('EC718P_PRD', 64)),
  ];
  let offset = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const entries: readonly [string, string, number, number, Uint8Array][] = [
    ['ap_bootloader', 'BL', 0x3000, 0x1d000, noise(7, 5000)],
    ['ap', 'AP', 0x7e000, 0x2f0000, ap],
    ['cp-demo-flash', 'CP', 0x1a000, 0x64000, cp],
  ];
  for (const [name, type, address, zone, bytes] of entries) {
    const digest = padded(sha256(bytes).toString('hex').toUpperCase(), 256);
    pieces.push(join(padded(name, 64), u32(address, zone, offset, bytes.length), digest, padded(type, 16)));
    pieces.push(Buffer.alloc(364 - 352), bytes);
    offset += 364 + bytes.length;
  }
  return join(...pieces);
}

export const oldEc7xxBinpkg = makeEc7xxBinpkg(oldEc7xxAp, oldEc7xxCp);

type Move = readonly [add: number, insert: number, jump: number];

/** LEB128 of a two's complement 32-bit number. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value >>> 0;
  while (left >= 0x80) {
    bytes.push((left & 0x7f) | 0x80);
    left >>>= 7;
  }
  return [...bytes, left];
}

interface GroupPart {
  readonly sizeBytes: number;
  readonly moves: readonly Move[];
  readonly extra: Uint8Array;
}

/** A group of the LZMA method with its numbers and new bytes left unpacked, which is legal (ec7xx-delta 3). */
function makeGroup(parts: readonly GroupPart[], diffStream: Uint8Array): Uint8Array {
  const control = join(
    padded('CTLBK_1', 8),
    ...parts.map(({ sizeBytes, moves }) => {
      const numbers = Uint8Array.from(moves.flat().flatMap(varint));
      return join(u32(sizeBytes, numbers.length), numbers);
    }),
  );
  const extra = join(padded('EXTBK_1', 8), ...parts.map((part) => join(u32(part.extra.length), part.extra)));
  return join(
    padded('ECHEADER', 8),
    u32(control.length),
    Uint8Array.of(0),
    u32(extra.length),
    Uint8Array.of(0),
    u32(diffStream.length + 1),
    control,
    extra,
    diffStream,
    Uint8Array.of(0xa5),
  );
}

interface Entry {
  readonly group: Uint8Array;
  readonly zip: boolean;
  readonly segOut: number;
}

interface Sizes {
  readonly oldRaw: number;
  readonly newRaw: number;
  readonly oldTable: number;
  readonly newTable: number;
}

function makePayload(entries: readonly Entry[], sizes: Sizes): Uint8Array {
  const zips = entries.filter(({ zip }) => zip).length;
  let offset = 24 + 12 * entries.length;
  const table = entries.map(({ group, zip, segOut }) => {
    const row = u32((offset << 8) | (zip ? 1 : 0), group.length << 8, segOut);
    offset += group.length;
    return row;
  });
  return join(
    Uint8Array.of(0xec, 0x50, 0x53, 0x48),
    u16(zips << 2, entries.length),
    u32(sizes.oldRaw, sizes.newRaw, sizes.oldTable, sizes.newTable),
    ...table,
    ...entries.map(({ group }) => group),
  );
}

const empty = new Uint8Array();

function apPayload(): Uint8Array {
  const first = { sizeBytes: segmentBytes, moves: [[segmentBytes, 0, 0]] as const, extra: empty };
  const upTo = insertAt - segmentBytes;
  const rest = oldEc7xxAp.length - insertAt;
  const moves = [
    [upTo, inserted.length, 0],
    [rest, 0, 0],
  ] as const;
  const second = { sizeBytes: upTo + inserted.length + rest, moves, extra: inserted };
  const sizes = { oldRaw: oldEc7xxAp.length, newRaw: newEc7xxAp.length };
  return makePayload(
    [
      { group: makeGroup([first], streamOf('apFirst')), zip: false, segOut: segmentBytes },
      { group: makeGroup([second], streamOf('apSecond')), zip: false, segOut: segmentBytes },
    ],
    { ...sizes, oldTable: sizes.oldRaw, newTable: sizes.newRaw },
  );
}

/** Old and new descriptors side by side, then one group whose head and tail are new bytes. */
function zoneGroup(which: 'low' | 'high', group: number, stream: Uint8Array): Uint8Array {
  const sides = [oldCore, newCore] as const;
  const head = which === 'low' ? headBytes : 0;
  const tail = which === 'high' ? newCore.tail.length : 0;
  const offset = which === 'low' ? tableAt : highAt;
  const size = which === 'low' ? highAt - tableAt : coreBytes - highAt;
  const sections = newCore[which].reduce((sum, { bytes }) => sum + bytes.length, 0);
  const describe = ({ type, packed, bytes, stored, offset: at }: Section): Uint8Array =>
    join(Uint8Array.of(type, packed ? 1 : 0, 0, 0), u32(at, stored.length, bytes.length));
  const pairs = oldCore[which].flatMap((_, index) =>
    sides.flatMap((side) => side[which].slice(index, index + 1).map(describe)),
  );
  const moves: readonly Move[] = [
    [0, head, head],
    [sections, tail, 0],
  ];
  const extra = join(newCore.head.subarray(0, head), newCore.tail.subarray(0, tail));
  return join(
    Uint8Array.of(0xec, 0x5a, 0x47, 0x48),
    u32(group),
    Uint8Array.of(which === 'low' ? 2 : 1, which === 'low' ? 2 : 1, tail, tail),
    u16(head, head, oldCore[which].length, newCore[which].length),
    u32(offset, offset, size, size, head + sections + tail, head + sections + tail),
    ...pairs,
    makeGroup([{ sizeBytes: head + sections + tail, moves, extra }], stream),
  );
}

function cpPayload(): Uint8Array {
  const raw = { sizeBytes: oldRaw.length, moves: [[oldRaw.length, 0, 0]] as const, extra: empty };
  return makePayload(
    [
      { group: makeGroup([raw], streamOf('cpRaw')), zip: false, segOut: segmentBytes },
      { group: zoneGroup('high', 0, streamOf('cpHighZone')), zip: true, segOut: coreBytes - highAt },
      { group: zoneGroup('low', 1, streamOf('cpLowZone')), zip: true, segOut: highAt - tableAt },
    ],
    { oldRaw: oldRaw.length, newRaw: oldRaw.length, oldTable: tableAt, newTable: tableAt },
  );
}

interface ParImage {
  readonly role: 'ap' | 'cp';
  readonly old: Uint8Array;
  readonly fresh: Uint8Array;
  readonly payload: Uint8Array;
  readonly steps: number;
  readonly address: number;
}

/** One image with its header of 112 bytes. */
function makeImage(image: ParImage, index: number): Uint8Array {
  const zip = image.role === 'cp' ? 1 << 18 : 0;
  const word = index | ((image.role === 'ap' ? 2 : 3) << 5) | (112 << 8) | zip | (image.steps << 24);
  return join(
    u32(word, 112 + image.payload.length, 0, image.address, image.fresh.length, image.old.length),
    sha256(image.old),
    Uint8Array.of(3, 0x24, 0, 0),
    sha256(image.fresh),
    Uint8Array.of(0, 0x14),
    padded(`EC718P_${image.role.toUpperCase()}.par`, 18),
    image.payload,
  );
}

/** A delta.par with its length and SHA-256. */
export function makeEc7xxPar(images: readonly ParImage[]): Uint8Array {
  const body = join(...images.map(makeImage));
  const head = join(
    Uint8Array.of(0xec, 0xdf, 0x45, 0x40 | (images.length - 1)),
    u16(0x0010, 0x8000),
    u32(84 + body.length),
    new Uint8Array(32),
    new Uint8Array(40).fill(0xff),
  );
  const par = Buffer.from(join(head, body));
  par.set(sha256(par), 12);
  return new Uint8Array(par);
}

export const ec7xxApImage: ParImage = {
  role: 'ap',
  old: oldEc7xxAp,
  fresh: newEc7xxAp,
  payload: apPayload(),
  steps: 2,
  address: 0x7e000,
};
export const ec7xxCpImage: ParImage = {
  role: 'cp',
  old: oldEc7xxCp,
  fresh: newEc7xxCp,
  payload: cpPayload(),
  steps: 3,
  address: 0x1a000,
};
/** OLD to NEW: the AP in two blocks, the modem core with packed zones. */
export const ec7xxPar = makeEc7xxPar([ec7xxApImage, ec7xxCpImage]);
