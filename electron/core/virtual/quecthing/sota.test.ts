import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { KnobValues } from '../knobs/store.ts';
import { createKitBench, type KitBench, type KitBenchOptions } from '../testing/kitBench.ts';
import { buildSimulatorImage } from '../testing/simulatorPackage.ts';
import { quecthing } from './dialect.ts';

const image = Uint8Array.from({ length: 27_954 }, (_, at) => (at * 7 + (at >> 8)) & 0xff);
const hash = (name: string, bytes: Uint8Array): string => createHash(name).update(bytes).digest('hex');
const md5 = hash('md5', image);
const plan: KnobValues = {
  planKind: 'sota',
  planUrl: 'http://cloud.example.com/mcu.bin',
  planComponent: 'STM32',
  planTarget: '2_0_0',
};
const event = (data: string): string => `+QIOTEVT: ${data}`;

async function online(knobs: KnobValues = {}, more: Partial<KitBenchOptions> = {}): Promise<KitBench> {
  const bench = await createKitBench({
    dialect: quecthing,
    firmware: buildSimulatorImage({ version: 'EC800K_V1' }),
    serve: image,
    knobs: { ...plan, ...knobs },
    ...more,
  });
  bench.ask('AT+QIOTCFG="productinfo","p1111a","c2VjcmV0c2VjcmV0"');
  bench.ask('AT+QIOTREG=1');
  bench.waitFor('3,10200');
  return bench;
}

/** Declares the old version, asks, accepts, and waits for the first block. */
async function accepted(knobs: KnobValues = {}, request = 'AT+QIOTOTAREQ=1'): Promise<KitBench> {
  const bench = await online(knobs);
  bench.ask('AT+QIOTMCUVER="STM32","1_0_0"');
  bench.ask(request);
  bench.waitFor(',27954');
  bench.ask('AT+QIOTUPDATE=1');
  bench.waitFor('7,10703');
  bench.waitFor('\r\n');
  return bench;
}

/** Reads by length, as a host has to. */
function read(bench: KitBench, start: number, length: number): Uint8Array {
  const from = bench.seen().length;
  bench.ask(`AT+QIOTOTARD=${start},${length}`);
  bench.clock.advance(10);
  const answer = bench.seen().slice(from);
  const head = /\r\n\+QIOTOTARD: (\d+),(\d+)\r\n/.exec(answer);
  expect(head?.[1]).toBe(String(start));
  const size = Number(head?.[2]);
  const begin = (head?.index ?? 0) + (head?.[0].length ?? 0);
  expect(answer.slice(begin + size)).toBe('\r\n\r\nOK\r\n');
  return Uint8Array.from(Buffer.from(answer.slice(begin, begin + size), 'latin1'));
}

describe('SOTA', () => {
  test('goes line by line as documented, block by block, to the declared version', async () => {
    const bench = await online();
    expect(bench.ask('AT+QIOTMCUVER="STM32","1_0_0"')).toEqual(['OK']);
    expect(bench.ask('AT+QIOTOTAREQ=1')).toEqual(['OK']);
    expect(bench.waitFor('27954')).toEqual([event('7,10700,"STM32","","2_0_0",30,-113,27954')]);
    expect(bench.ask('AT+QIOTUPDATE=1')).toEqual(['OK']);
    expect(bench.waitFor('0,27954\r\n')).toEqual([
      event(`7,10701,"STM32",27954,"${md5}",${crc32(image)},"${hash('sha256', image)}"`),
      event('7,10702'),
      event('7,10703,"STM32",27954,0,27954'),
    ]);
    const pieces = Array.from({ length: 28 }, (_, at) => read(bench, at * 1024, 1024));
    expect(pieces.at(-1)?.length).toBe(306);
    expect(hash('md5', Buffer.concat(pieces))).toBe(md5);
    expect(bench.ask('AT+QIOTUPDATE=3')).toEqual(['OK']);
    expect(bench.waitFor('10704')).toEqual([event('7,10704')]);
    expect(bench.ask('AT+QIOTMCUVER="STM32","2_0_0"')).toEqual(['OK']);
    expect(bench.waitFor('10705')).toEqual([event('7,10705')]);
    expect(bench.ask('AT+QIOTMCUVER="STM32"')).toEqual(['+QIOTMCUVER: "STM32","2_0_0"', 'OK']);
    expect(bench.module.stats().boots).toBe(1);
  });

  test('frames a read as head, raw bytes, CR LF and OK', async () => {
    const bench = await accepted();
    const from = bench.seen().length;
    bench.ask('AT+QIOTOTARD=3,5');
    const raw = Buffer.from(image.subarray(3, 8)).toString('latin1');
    expect(bench.seen().slice(from)).toBe(`AT+QIOTOTARD=3,5\r\r\n+QIOTOTARD: 3,5\r\n${raw}\r\n\r\nOK\r\n`);
  });

  test('tells no SHA-256 where none was asked for', async () => {
    const bench = await accepted({}, 'AT+QIOTOTAREQ');
    expect(bench.lines()).toContain(event(`7,10701,"STM32",27954,"${md5}",${crc32(image)}`));
  });

  test('of several blocks waits for the host between them', async () => {
    const bench = await accepted({ blockBytes: 10_000 });
    expect(bench.lines().at(-1)).toBe(event('7,10703,"STM32",27954,0,10000'));
    expect(read(bench, 9999, 1024)).toEqual(image.slice(9999, 10_000));
    expect(bench.ask('AT+QIOTOTARD=10000,10')).toEqual(['ERROR']);
    expect(bench.ask('AT+QIOTUPDATE=2')).toEqual(['OK']);
    expect(bench.waitFor('10000,10000\r\n')).toEqual([
      event('7,10702'),
      event('7,10703,"STM32",27954,10000,10000'),
    ]);
    expect(bench.ask('AT+QIOTOTARD=0,10')).toEqual(['ERROR']);
    bench.ask('AT+QIOTUPDATE=2');
    expect(bench.waitFor('7954\r\n').at(-1)).toBe(event('7,10703,"STM32",27954,20000,7954'));
    expect(bench.ask('AT+QIOTUPDATE=2')).toEqual(['ERROR']);
  });

  test('tells how much can be read at once and refuses more', async () => {
    const bench = await accepted({ maxReadBytes: 512 });
    expect(bench.ask('AT+QIOTOTARD=?')).toEqual(['+QIOTOTARD: (0-4294967295),(1-512)', 'OK']);
    expect(bench.ask('AT+QIOTOTARD=0,513')).toEqual(['ERROR']);
    expect(read(bench, 0, 512)).toEqual(image.slice(0, 512));
  });

  test('hands out wrong bytes, a wrong MD5 or another CRC where a knob says so', async () => {
    const bytes = await accepted({ corruptBytes: true });
    expect(read(bytes, 0, 4)).not.toEqual(image.slice(0, 4));
    const digest = await accepted({ corruptMd5: true });
    expect(digest.seen()).not.toContain(md5);
    expect(read(digest, 0, 4)).toEqual(image.slice(0, 4));
    const other = await accepted({ crcKind: 'crc32Raw' });
    expect(other.seen()).toContain(`,${~crc32(image) >>> 0},`);
  });

  test('fails when another version is declared than the plan wants', async () => {
    const bench = await accepted();
    bench.ask('AT+QIOTUPDATE=3');
    bench.ask('AT+QIOTMCUVER="STM32","1_9_9"');
    bench.waitFor(event('7,10706'));
  });

  test('succeeds at the next login when the version was declared while the module was offline', async () => {
    const bench = await accepted();
    bench.ask('AT+QIOTUPDATE=3');
    bench.ask('AT+CFUN=1,1');
    bench.waitFor('RDY');
    bench.ask('AT+QIOTMCUVER="STM32","2_0_0"');
    bench.clock.advance(2000);
    bench.ask('AT+QIOTREG=1');
    bench.waitFor(event('7,10705'));
  });

  test('is only offered for a component whose version was declared', async () => {
    const bench = await online();
    bench.ask('AT+QIOTOTAREQ');
    bench.clock.advance(5000);
    expect(bench.seen()).not.toContain('10700');
    bench.ask('AT+QIOTMCUVER="STM32","1_0_0"');
    expect(bench.ask('AT+QIOTMCUVER?')).toEqual(['+QIOTMCUVER: "STM32","1_0_0"', 'OK']);
    bench.ask('AT+QIOTMCUVER="STM32",""');
    expect(bench.ask('AT+QIOTMCUVER="STM32"')).toEqual(['ERROR']);
  });

  test('refuses decisions and reads that make no sense', async () => {
    const bench = await online();
    for (const command of [
      'AT+QIOTUPDATE=1',
      'AT+QIOTUPDATE=2',
      'AT+QIOTUPDATE=3',
      'AT+QIOTUPDATE=4',
      'AT+QIOTUPDATE=0',
      'AT+QIOTOTARD=0,10',
      'AT+QIOTOTAREQ=2',
      'AT+QIOTMCUVER=""',
    ])
      expect(bench.ask(command)).toEqual(['ERROR']);
  });
});
