import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { strToU8, zipSync } from 'fflate';
import { libarchiveWasm } from 'libarchive-wasm';
import { describe, expect, it } from 'vitest';
import { appErrorOf, refusalOf } from '../../../test/support/appError.ts';
import { buildSevenZip } from '../../../test/support/buildSevenZip.ts';
import { filler } from '../../../test/support/tinyFirmware.ts';
import { readArchive } from './archive.ts';
import { archiveLimits } from './archiveWalk.ts';
import { wrapReader } from './wasmArchive.ts';

const readme = strToU8('hello '.repeat(40));
const core = filler(1, 5000);
const sevenZip = await buildSevenZip([
  { path: 'info.json', bytes: readme },
  { path: 'pack/core.bin', bytes: core },
]);
const zip = zipSync({ 'info.json': readme, 'pack/core.bin': [core, { level: 0 }] });

/** A ZIP with a Unix file type, which is how links and devices travel. */
const zipOfType = (mode: number): Uint8Array =>
  zipSync({ 'a.txt': readme, odd: [strToU8('a.txt'), { os: 3, attrs: (mode << 16) >>> 0 }] });

function renamed(bytes: Uint8Array, from: string, to: string): Uint8Array {
  return new Uint8Array(Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(from, to), 'latin1'));
}

describe.each([
  ['7z', sevenZip],
  ['zip', zip],
] as const)('a %s archive', (kind, bytes) => {
  it('gives its members with their bytes', async () => {
    const archive = await readArchive(bytes);
    expect(archive.kind).toBe(kind);
    expect(archive.members).toEqual([
      { path: 'info.json', sizeBytes: readme.length, bytes: readme },
      { path: 'pack/core.bin', sizeBytes: core.length, bytes: core },
    ]);
  });

  it('counts a member that is not kept without holding it', async () => {
    const { members } = await readArchive(bytes, { keep: (path) => path === 'info.json' });
    expect(members[1]).toEqual({ path: 'pack/core.bin', sizeBytes: core.length, bytes: null });
  });

  it('cut short anywhere is an error, never an archive with fewer members', async () => {
    const step = Math.max(1, Math.floor(bytes.length / 60));
    for (let length = bytes.length - 1; length >= 0; length -= step) {
      const error = await appErrorOf(() => readArchive(bytes.subarray(0, length)));
      expect(error.code, `${length} bytes`).toBe('firmware.damaged');
    }
  });

  it('with a changed byte in its content is damaged', async () => {
    const changed = bytes.slice();
    const at = Math.floor(bytes.length / 2);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect((await appErrorOf(() => readArchive(changed))).code).toBe('firmware.damaged');
  });

  it('stops at the limit of entries', async () => {
    const limits = { ...archiveLimits, maxEntries: 1 };
    const { code, params } = await refusalOf(() => readArchive(bytes, { limits }));
    expect(code).toBe('firmware.hostileArchive');
    expect(params).toMatchObject({ reason: 'tooManyEntries', limit: 1, found: 2 });
  });

  it('stops at the limit of unpacked bytes', async () => {
    const limits = { ...archiveLimits, maxUnpackedBytes: 4000 };
    const { params } = await refusalOf(() => readArchive(bytes, { limits }));
    expect(params).toMatchObject({ reason: 'tooLarge', member: 'pack/core.bin', limit: 4000 });
  });

  it('stops when the signal has fired', async () => {
    const bomb =
      kind === 'zip' ? zipSync({ a: new Uint8Array(5_000_000) }) : await sevenZipOfZeros(5_000_000);
    const signal = AbortSignal.abort();
    const limits = { ...archiveLimits, maxRatio: 1_000_000 };
    expect((await appErrorOf(() => readArchive(bomb, { signal, limits }))).code).toBe('rpc.cancelled');
  });

  it('that unpacks to thousands of times its size is refused on the way', async () => {
    const bomb =
      kind === 'zip' ? zipSync({ a: new Uint8Array(2_000_000) }) : await sevenZipOfZeros(2_000_000);
    const limits = { ...archiveLimits, ratioFreeBytes: 500_000 };
    const { code, params } = await refusalOf(() => readArchive(bomb, { limits }));
    expect(code).toBe('firmware.hostileArchive');
    expect(params).toMatchObject({ reason: 'ratio', member: 'a', limit: 200 });
  });
});

async function sevenZipOfZeros(sizeBytes: number): Promise<Uint8Array> {
  return buildSevenZip([{ path: 'a', bytes: new Uint8Array(sizeBytes) }]);
}

describe('an archive that could harm', () => {
  const cases: readonly (readonly [
    what: string,
    bytes: () => Uint8Array | Promise<Uint8Array>,
    reason: string,
  ])[] = [
    ['a path out of the folder', () => zipSync({ '../evil': core }), 'parentPath'],
    ['a path out of the folder further down', () => zipSync({ 'pack/../../evil': core }), 'parentPath'],
    [
      'a path out of the folder in the spelling of Windows',
      () => zipSync({ 'a\\..\\..\\evil': core }),
      'parentPath',
    ],
    ['an absolute path', () => zipSync({ '/etc/passwd': core }), 'absolutePath'],
    ['a drive letter', () => zipSync({ 'C:evil': core }), 'absolutePath'],
    ['a control character in a name', () => zipSync({ 'a\u001b[2J': core }), 'badName'],
    ['a symbolic link in a ZIP', () => zipOfType(0o120777), 'link'],
    ['a device in a ZIP', () => zipOfType(0o020666), 'special'],
    [
      'a symbolic link in a 7z',
      () =>
        buildSevenZip([
          { path: 'b', bytes: core },
          { path: 'l', link: 'b' },
        ]),
      'link',
    ],
    [
      'the same name twice',
      () => renamed(zipSync({ 'a.bin': core, 'b.bin': readme }), 'b.bin', 'a.bin'),
      'duplicate',
    ],
    ['names that differ in case only', () => zipSync({ 'a.bin': core, 'A.bin': readme }), 'duplicate'],
    ['encrypted content', () => buildSevenZip([{ path: 'b', bytes: core }], ['-psecret']), 'encrypted'],
    [
      'an encrypted directory',
      () => buildSevenZip([{ path: 'b', bytes: core }], ['-psecret', '-mhe=on']),
      'encrypted',
    ],
  ];
  it.each(cases)('with %s is refused', async (_what, bytes, reason) => {
    const input = await bytes();
    const error = await appErrorOf(() => readArchive(input));
    expect(error.code).toBe('firmware.hostileArchive');
    expect(error.params['reason']).toBe(reason);
  });

  it('that claims a small size is still bounded by what comes out', async () => {
    const limits = { ...archiveLimits, maxUnpackedBytes: 1000 };
    // Declared size in the local and the central header: 1 byte.
    const bytes = zipSync({ a: [core, { level: 0 }] });
    const view = new DataView(bytes.buffer);
    const central = bytes.length - 22 - 47;
    view.setUint32(22, 1, true);
    view.setUint32(central + 24, 1, true);
    const error = await appErrorOf(() => readArchive(bytes, { limits }));
    expect(['firmware.hostileArchive', 'firmware.damaged']).toContain(error.code);
  });

  it('with a directory that announces more members than there are is damaged', async () => {
    const bytes = zip.slice();
    bytes[bytes.length - 22 + 10] = 3;
    expect((await appErrorOf(() => readArchive(bytes))).code).toBe('firmware.damaged');
  });
});

describe('the memory of the unpacker', () => {
  const large = zipSync({ a: [filler(5, 2_000_000), { level: 0 }], b: readme });

  it('does not grow when one instance opens fifty archives', async () => {
    const wasm = await libarchiveWasm();
    const sizes: number[] = [];
    for (let i = 0; i < 50; i += 1) {
      using archive = wrapReader(wasm, large);
      while (archive.next() !== null) while (archive.read(65_536).length > 0);
      sizes.push(archive.heapBytes());
    }
    expect(sizes[0]).toBeGreaterThan(0);
    expect(sizes.at(-1)).toBe(sizes[0]);
  });

  it('is given back after fifty archives, half of them damaged', async () => {
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    if (typeof collect !== 'function') throw new Error('no garbage collector to call');
    const damaged = large.slice();
    damaged.fill(0x55, 1000, 1100);
    const settle = async (): Promise<number> => {
      for (let i = 0; i < 3; i += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        collect();
      }
      return process.memoryUsage().rss;
    };
    await readArchive(large);
    const before = await settle();
    for (let i = 0; i < 50; i += 1) await readArchive(i % 2 === 0 ? large : damaged).catch(() => undefined);
    const grown = (await settle()) - before;
    // Fifty heaps of 17 MiB that stay would be 850 MiB.
    expect(grown).toBeLessThan(200 * 1024 * 1024);
  });
});
