import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPlannedBench } from '../testing/plannedBench.ts';
import type { TakenImage } from './imageTasks.ts';

const image = Uint8Array.from({ length: 300 }, (_, index) => (index * 7) & 0xff);
const md5 = createHash('md5').update(image).digest('hex');

/** A module that holds the image and hands out hex. */
async function bench(damage = false) {
  const made = await createPlannedBench();
  made.module.answer('AT+READ=*', (command) => {
    const [, start, count] = /=(\d+),(\d+)$/.exec(command) ?? [];
    const part = Buffer.from(image.subarray(Number(start), Number(start) + Number(count)));
    if (damage) part[0] = (part[0] ?? 0) ^ 1;
    return [part.toString('hex'), 'OK'];
  });
  made.module.onCommand = (command) => {
    if (command === 'AT+PLAN=2') made.say('block,200,100,300');
  };
  const taken: TakenImage[] = [];
  const begin = async (provenVersion?: string, isAhead = false) => {
    const { onCommand } = made.module;
    made.module.onCommand = (command) => {
      // It says all of it behind its OK, before anybody has read that.
      if (isAhead && command === 'AT+PLAN=1') made.say(`start,${md5}`, 'block,0,200,300');
      onCommand?.(command);
    };
    const run = made.start({
      delivery: {
        kind: 'local',
        asks: true,
        take: async (arrived) => {
          taken.push(arrived);
          return provenVersion === undefined ? {} : { provenVersion };
        },
      },
    });
    await made.waitFor('requesting');
    made.say('offer,V2,30,-100');
    await made.clock.advance(500);
    if (!isAhead) made.say(`start,${md5}`, 'block,0,200,300');
    return run;
  };
  return { ...made, taken, begin };
}

describe('an image that the host takes out of the module', () => {
  it('is read also when its first block is ready in the same breath as the answer to our yes', async () => {
    const made = await bench();
    const { verdict } = await made.finish(made.begin(undefined, true));
    expect(verdict).toMatchObject({ outcome: 'unproven', code: 'upgrade.imageTaken' });
    expect(Buffer.compare(made.taken[0]?.bytes ?? new Uint8Array(), image)).toBe(0);
  });

  it('is read block by block, verified, handed on and declared; that it runs is left to who runs it', async () => {
    const made = await bench();
    const running = made.begin();
    const { verdict } = await made.finish(running);
    expect(verdict).toMatchObject({
      outcome: 'unproven',
      code: 'upgrade.imageTaken',
      params: { version: 'V2' },
    });
    expect(Buffer.compare(made.taken[0]?.bytes ?? new Uint8Array(), image)).toBe(0);
    expect(made.taken[0]).toMatchObject({ md5, offer: { component: 'MCU', to: 'V2' } });
    expect(made.module.commands.filter((command) => /READ|PLAN=[23]|DECLARE/.test(command))).toEqual([
      'AT+READ=0,200',
      'AT+PLAN=2',
      'AT+READ=200,100',
      'AT+PLAN=3',
      'AT+DECLARE=V2',
    ]);
    expect(made.progress).toContain('upgrade.readingBlocks 200/300 bytes');
  });

  it('is a success by the word of who runs it', async () => {
    const made = await bench();
    expect((await made.finish(made.begin('V2'))).verdict).toMatchObject({
      outcome: 'succeeded',
      code: 'upgrade.imageRuns',
    });
  });

  it('is neither announced nor handed on when its digest is wrong', async () => {
    const made = await bench(true);
    const { verdict } = await made.finish(made.begin());
    expect(verdict).toMatchObject({
      outcome: 'failed',
      code: 'upgrade.imageDamaged',
      stage: 'verify',
      params: { name: 'MD5', expected: md5 },
    });
    expect(made.taken).toEqual([]);
    expect(made.module.commands).not.toContain('AT+PLAN=3');
  });

  it('is given up when a block is short', async () => {
    const made = await bench();
    made.module.answer('AT+READ=*', ['00ff', 'OK']);
    expect((await made.finish(made.begin())).verdict).toMatchObject({
      code: 'upgrade.blockShort',
      params: { startByte: 0, sizeBytes: 200, readBytes: 2 },
    });
  });
});
