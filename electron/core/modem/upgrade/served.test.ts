import { describe, expect, it } from 'vitest';
import { createUpgradeBench, newVersion, type UpgradeBench } from '../testing/upgradeBench.ts';

/**
 * A server that has handed everything over knows nothing of the module: a kernel, a tunnel or a proxy may still hold the whole
 * package. What the module says of itself outweighs it.
 */

const totalBytes = 60_000;

/** The whole package leaves the server at once. */
function serveAll(bench: UpgradeBench): void {
  bench.server({ kind: 'requestSeen', seq: 900 });
  bench.server({
    kind: 'answered',
    seq: 901,
    status: 200,
    sentBytes: totalBytes,
    totalBytes,
    complete: true,
  });
}

async function requested() {
  const bench = await createUpgradeBench({ withServer: true });
  const run = bench.start();
  await bench.waitFor('requesting');
  return { bench, run };
}

const questions = (bench: UpgradeBench): number =>
  bench.module.commands.filter((command) => command === 'AT+UPGRADE?').length;

describe('a package that is served long before the module has it', () => {
  it('is awaited as long as the module’s own count moves', async () => {
    const { bench, run } = await requested();
    for (let percent = 10; percent < 100; percent += 10) {
      bench.module.say(`+UPGRADEIND: ${percent}`);
      if (percent === 10) serveAll(bench);
      await bench.clock.advance(100_000);
      expect(bench.phases.at(-1)).toBe('downloading');
    }
    bench.module.say('+UPGRADEIND: 100');
    bench.reboot(newVersion);
    bench.module.say('RDY');
    expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
    expect(questions(bench)).toBe(0);
  });

  it('is asked for where no line came yet, and the module’s percentage is what is shown', async () => {
    const { bench, run } = await requested();
    bench.module.answer('AT+UPGRADE?', ['+UPGRADE: 1,3', 'OK']);
    serveAll(bench);
    await bench.clock.advance(20_000);
    expect(bench.phases.at(-1)).toBe('downloading');
    expect(bench.progress.slice(-2)).toEqual([
      'upgrade.downloading 60000/60000 bytes',
      'upgrade.downloading 3/100 percent',
    ]);
    await bench.clock.advance(90_000);
    bench.module.say('+UPGRADEIND: 10', '+UPGRADEIND: 100');
    bench.reboot(newVersion);
    bench.module.say('RDY');
    expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
    expect(bench.phases).not.toContain('awaitingReboot');
  });

  it('is followed while ten percent take longer than the patience, because the module is asked', async () => {
    const { bench, run } = await requested();
    let percent = 10;
    bench.module.answer('AT+UPGRADE?', () => {
      percent += 4;
      return [`+UPGRADE: 1,${percent}`, 'OK'];
    });
    bench.module.say('+UPGRADEIND: 10');
    serveAll(bench);
    await bench.clock.advance(500_000);
    expect(bench.phases.at(-1)).toBe('downloading');
    bench.module.say('+UPGRADEIND: 100');
    bench.reboot(newVersion);
    bench.module.say('RDY');
    expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
  });

  it('comes back to downloading with a late line, from the wait for the restart and from the check', async () => {
    for (const phase of ['awaitingReboot', 'settling']) {
      const { bench, run } = await requested();
      serveAll(bench);
      await bench.waitFor(phase);
      bench.module.say('+UPGRADEIND: 20');
      await bench.clock.advance(30_000);
      expect(bench.phases.at(-1)).toBe('downloading');
      bench.module.say('+UPGRADEIND: 100');
      bench.reboot(newVersion);
      bench.module.say('RDY');
      expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
    }
  });

  it('is not given up when a line comes after all while the version is being read', async () => {
    const { bench, run } = await requested();
    bench.module.say('+UPGRADEIND: 10');
    serveAll(bench);
    bench.module.answer('ATI', null);
    await bench.waitFor('checkingVersion');
    bench.module.say('+UPGRADEIND: 20');
    await bench.clock.advance(60_000);
    expect(bench.phases.at(-1)).toBe('downloading');
    bench.module.answer('ATI', [newVersion, 'OK']);
    bench.module.say('+UPGRADEIND: 100', 'RDY');
    expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
  });

  it('is given up as stalled when the module’s count stands still', async () => {
    const { bench, run } = await requested();
    bench.module.answer('AT+UPGRADE?', ['+UPGRADE: 1,30', 'OK']);
    bench.module.say('+UPGRADEIND: 30');
    serveAll(bench);
    expect((await bench.finish(run)).verdict).toMatchObject({
      code: 'upgrade.stalled',
      stage: 'download',
      params: { percent: 30 },
    });
  });

  it('ends by the clock when the module only ever says that it is downloading', async () => {
    const { bench, run } = await requested();
    bench.module.answer('AT+UPGRADE?', ['+UPGRADE: 1', 'OK']);
    serveAll(bench);
    expect((await bench.finish(run)).verdict.code).toBe('upgrade.downloadTooLong');
  });

  it('ends although the module downloads again and again', async () => {
    const { bench, run } = await requested();
    const again = (percent: number): void => {
      bench.module.say(`+UPGRADEIND: ${percent}`);
      bench.clock.after(5000, () => again(percent === 100 ? 10 : 100));
    };
    again(10);
    expect((await bench.finish(run)).verdict.code).toBe('upgrade.noReboot');
  });
});

describe('a module that says nothing but restarts', () => {
  it.each(['AT+UPGRADE? is answered with idle', 'AT+UPGRADE? finds no answer'])(
    'is awaited after everything was served: %s',
    async (title) => {
      const { bench, run } = await requested();
      if (title.endsWith('no answer')) bench.module.answer('AT+UPGRADE?', null);
      serveAll(bench);
      await bench.clock.advance(26_000);
      expect(bench.phases.at(-1)).toBe('awaitingReboot');
      bench.reboot(newVersion);
      bench.module.say('RDY');
      expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
    },
  );

  it('is followed when it restarts just while it is being asked', async () => {
    const { bench, run } = await requested();
    bench.module.answer('AT+UPGRADE?', null);
    serveAll(bench);
    await bench.waitFor('explaining');
    bench.module.say('+QIND: "FOTA","START"');
    await bench.clock.advance(10);
    expect(bench.phases.at(-1)).toBe('applying');
    bench.reboot(newVersion);
    bench.module.say('RDY');
    expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
  });

  it('may refuse the package just while it is being asked', async () => {
    const { bench, run } = await requested();
    bench.module.answer('AT+UPGRADE?', null);
    serveAll(bench);
    await bench.waitFor('explaining');
    bench.module.say('+UPGRADEIND: -1003');
    expect((await bench.finish(run)).verdict.code).toBe('upgrade.packageRejectedAfterDownload');
  });

  it('is judged by the version where the restart shows nowhere', async () => {
    const { bench, run } = await requested();
    serveAll(bench);
    bench.reboot(newVersion);
    expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
  });

  it('has not taken the package when it still runs the old version after a restart', async () => {
    const { bench, run } = await requested();
    serveAll(bench);
    await bench.clock.advance(1000);
    bench.module.say('RDY');
    expect((await bench.finish(run)).verdict.code).toBe('upgrade.sameVersion');
  });
});

describe('a restart in the middle of the download', () => {
  it.each([
    ['by a line', ['+UPGRADEIND: 50']],
    ['twice begun', ['+UPGRADEIND: 50', '+UPGRADEIND: 10']],
  ])(
    'is an interrupted download when the module said %s how far it was, whatever was served',
    async (_, lines) => {
      const { bench, run } = await requested();
      bench.module.say(...lines);
      serveAll(bench);
      await bench.clock.advance(1000);
      bench.module.say('RDY');
      expect((await bench.finish(run)).verdict).toMatchObject({
        outcome: 'failed',
        code: 'upgrade.downloadInterrupted',
        stage: 'download',
        retry: 'helps',
        remedies: ['checkPower', 'tryAgain'],
      });
    },
  );

  it('is one also when the port went away with it', async () => {
    const { bench, run } = await requested();
    bench.module.say('+UPGRADEIND: 50');
    serveAll(bench);
    await bench.clock.advance(1000);
    bench.unplug();
    await bench.clock.advance(5000);
    bench.plug();
    expect((await bench.finish(run)).verdict.code).toBe('upgrade.downloadInterrupted');
  });

  it('is none when very old firmware shows its second bar with the word of the first', async () => {
    const { bench, run } = await requested();
    bench.module.say('+UPGRADE: 100');
    await bench.clock.advance(1000);
    bench.module.raw("^boot.rom'v'!\\n\r\n");
    bench.module.say('+UPGRADE: 40', 'RDY');
    expect((await bench.finish(run)).verdict.code).toBe('upgrade.sameVersion');
  });
});
