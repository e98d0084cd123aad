import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import type { TakenImage } from '../../electron/core/modem/upgrade/imageTasks.ts';
import { buildSimulatorImage } from '../../electron/core/virtual/testing/simulatorPackage.ts';
import { type CaseEnd, type CaseOptions, runCase } from './bench.ts';
import { pulledCable } from './pulledCable.ts';

/** The image of an MCU is taken out of the module, and its cable comes off on the way: 2,000 of 5,000 bytes were read. */
const image = Uint8Array.from({ length: 5000 }, (_, index) => (index * 37 + (index >> 8)) & 0xff);
const blockBytes = 2000;
const readBytes = 500;

async function takeImage(moment: string, awayMs: number): Promise<CaseEnd & { images: TakenImage[] }> {
  const images: TakenImage[] = [];
  const options: CaseOptions = {
    ...{ dialect: 'quecthing', driver: 'quecthing-sota', newVersion: '2.0.0', serve: image },
    firmware: buildSimulatorImage({ version: 'BC25_FOTA_V1_0' }),
    before: [
      'AT+QIOTCFG="productinfo","p1111a","c2VjcmV0c2VjcmV0"',
      'AT+QIOTCFG="server",1,"mqtt://iot-south.quectelcn.com:1883"',
      'AT+QIOTMCUVER="MCU1","1.0.0"',
    ],
    delivery: {
      ...{ kind: 'local', asks: true },
      take: async (arrived) => {
        images.push(arrived);
        return {};
      },
    },
    knobs: {
      ...{ planKind: 'sota', planUrl: 'http://a/b', planComponent: 'MCU1', planTarget: '2.0.0' },
      ...{ blockBytes, maxReadBytes: readBytes },
    },
    cable: (provider, clock) => pulledCable(provider, clock, (line) => line.startsWith(moment), awayMs),
  };
  return { ...(await runCase(options)), images };
}

const readsOf = ({ sent }: CaseEnd): string[] => sent.filter((line) => /^AT\+QIOTOTARD=\d/.test(line));

describe('an image for an MCU whose port is lost on the way', () => {
  it.each([
    ['in the middle of a block', 'AT+QIOTOTARD=3000,'],
    ['at the first byte of a block', 'AT+QIOTOTARD=2000,'],
    ['at the last read', 'AT+QIOTOTARD=4500,'],
  ])('goes on with the block that was open, and is whole: %s', async (_when, moment) => {
    const end = await takeImage(moment, 3000);
    expect(end.said).toBe('unproven imageTaken');
    expect(end.images.map(({ bytes }) => Buffer.compare(bytes, image))).toEqual([0]);
    expect(end.notes).toEqual(expect.arrayContaining(['upgrade.portVanished', 'upgrade.portReturned']));
    // Nothing was asked for anew, and what had been read stays read.
    expect(end.sent.filter((line) => line.startsWith('AT+QIOTOTAREQ'))).toHaveLength(1);
    const reads = readsOf(end);
    expect(reads.filter((line) => line.startsWith('AT+QIOTOTARD=0,'))).toHaveLength(1);
    const open = Math.floor(Number(/=(\d+)/.exec(moment)?.[1]) / blockBytes) * blockBytes;
    expect(reads[reads.lastIndexOf(`${moment}${readBytes}`)]).toBeDefined();
    expect(reads.filter((line) => line === `AT+QIOTOTARD=${open},${readBytes}`)).toHaveLength(2);
    expect(end.stats.boots).toBe(1);
  });

  it('says what stands still when the port stays away', async () => {
    const end = await takeImage('AT+QIOTOTARD=3000,', 3_600_000);
    expect(end.said).toBe('unproven portGone');
    expect(end.images).toEqual([]);
  });
});
