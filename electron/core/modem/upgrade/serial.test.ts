import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { createUpgradeBench, newVersion, oldVersion, type UpgradeBench } from '../testing/upgradeBench.ts';

const packageBytes = Uint8Array.from({ length: 2 * 1024 + 5 }, (_, index) => (index * 37) & 0xff);

/** The module's side of `AT+UARTUPGRADE`, from the manual: erased or not, next number, bytes so far. */
function answerSerial(bench: UpgradeBench) {
  const area = { erases: 0, erased: false, next: 0, bytes: Buffer.alloc(0), applied: false };
  const refuse = (number: number): readonly string[] => [`+UARTUPGRAE ERROR: ${number}`];
  bench.module.answer('AT+UARTUPGRADE=?', ['+UARTUPGRADE: (0-5)', 'OK']);
  bench.module.answer('AT+UARTUPGRADE=0', () => {
    Object.assign(area, { erases: area.erases + 1, erased: true, next: 0, bytes: Buffer.alloc(0) });
    return ['OK'];
  });
  const block = (command: string): readonly string[] => {
    const [, sn, count, hex, xor] =
      /^AT\+UARTUPGRADE=1,(\d+),(\d+),([0-9a-f]+),([0-9a-f]{2})$/i.exec(command) ?? [];
    if (hex === undefined || xor === undefined) return refuse(1);
    const bytes = Buffer.from(hex, 'hex');
    if (!area.erased) return refuse(6);
    if (bytes.length !== Number(count) || bytes.length % 4 !== 0 || bytes.length > 1024) return refuse(3);
    if (Number(sn) !== area.next) return refuse(4);
    if (bytes.reduce((sum, byte) => sum ^ byte, 0) !== Number.parseInt(xor, 16)) return refuse(5);
    area.next += 1;
    area.bytes = Buffer.concat([area.bytes, bytes]);
    return ['OK'];
  };
  bench.module.answer('AT+UARTUPGRADE=1,*', block);
  bench.module.answer('AT+UARTUPGRADE=2', ['+UARTUPGRADE: 6, XOTA_PS_PKG_VERIFIED', 'OK']);
  bench.module.answer('AT+UARTUPGRADE=5', () => {
    area.applied = true;
    return ['OK'];
  });
  /** Replaces the answer to one block, once per entry. */
  const disturb = (sn: number, ...answers: (readonly string[] | null)[]): void => {
    bench.module.answer('AT+UARTUPGRADE=1,*', (command) => {
      const disturbed = command.startsWith(`AT+UARTUPGRADE=1,${sn},`) ? answers.shift() : undefined;
      return disturbed === undefined ? block(command) : disturbed;
    });
  };
  /** One block is taken, but its OK never arrives. */
  const loseOk = (sn: number): void => {
    let lost = false;
    bench.module.answer('AT+UARTUPGRADE=1,*', (command) => {
      const answer = block(command);
      if (lost || !command.startsWith(`AT+UARTUPGRADE=1,${sn},`)) return answer;
      lost = true;
      return null;
    });
  };
  return { area, disturb, loseOk };
}

const delivery = { kind: 'serial', packageBytes } as const;

async function bench(seed = 1) {
  const made = await createUpgradeBench({ seed });
  return { ...made, ...answerSerial(made) };
}

/** The whole road once the blocks are through. */
async function comeBack(made: UpgradeBench): Promise<void> {
  await made.waitFor('applying');
  await made.clock.advance(90_000);
  made.reboot(newVersion);
  made.module.say('RDY');
}

describe('an upgrade over the AT port', () => {
  it.each([1, 2, 3])(
    'brings every byte, the tail padded, and proves the new version (U-T1, split %s)',
    async (seed) => {
      const made = await bench(seed);
      const run = made.start({ delivery });
      await comeBack(made);
      const outcome = await made.finish(run);
      expect(outcome.verdict).toMatchObject({
        outcome: 'succeeded',
        params: { from: oldVersion, to: newVersion },
      });
      expect(Buffer.compare(made.area.bytes, Buffer.concat([packageBytes, Buffer.alloc(3)]))).toBe(0);
      expect(outcome.sentBytes).toBe(packageBytes.length);
      expect(outcome.settings).toEqual([]);
      expect(made.progress).toEqual(
        expect.arrayContaining([
          'upgrade.sending 0/2053 bytes',
          'upgrade.sending 1024/2053 bytes',
          'upgrade.verifying 2053/2053 bytes',
        ]),
      );
      expect(made.module.commands.some((command) => command.startsWith('AT+UPGRADE'))).toBe(false);
    },
  );

  it('sends a block again after a wrong checksum, whether ERROR follows or not (U-T2)', async () => {
    const made = await bench();
    made.disturb(1, ['+UARTUPGRAE ERROR: 5'], ['+UARTUPGRADE ERROR: 5', 'ERROR']);
    const run = made.start({ delivery });
    await comeBack(made);
    expect((await made.finish(run)).verdict.outcome).toBe('succeeded');
    expect(made.area.erases).toBe(1);
    expect(made.notes().filter((note) => note === 'upgrade.serialBlockRepeated')).toHaveLength(2);
  });

  it('begins anew once when the module lost count', async () => {
    const made = await bench();
    made.disturb(2, ['+UARTUPGRAE ERROR: 4']);
    const run = made.start({ delivery });
    await comeBack(made);
    expect((await made.finish(run)).verdict.outcome).toBe('succeeded');
    expect(made.area.erases).toBe(2);
  });

  it('begins anew when a block was taken but its OK was lost', async () => {
    const made = await bench();
    made.loseOk(1);
    const run = made.start({ delivery });
    await comeBack(made);
    expect((await made.finish(run)).verdict.outcome).toBe('succeeded');
    expect(made.area.erases).toBe(2);
    expect(Buffer.compare(made.area.bytes.subarray(0, packageBytes.length), packageBytes)).toBe(0);
  });

  it.each([
    [1, 'upgrade.serialParameter'],
    [2, 'upgrade.serialUnsupported'],
    [3, 'upgrade.serialSize'],
    [7, 'upgrade.serialEraseFailed'],
    [9, 'upgrade.serialReadFailed'],
    [10, 'upgrade.serialNoFile'],
    [77, 'upgrade.serialOther'],
  ])('ends with error %s as %s', async (number, code) => {
    const made = await bench();
    made.disturb(1, [`+UARTUPGRAE ERROR: ${number}`]);
    const { verdict } = await made.finish(made.start({ delivery }));
    expect(verdict).toMatchObject({
      outcome: 'failed',
      code,
      rawCode: String(number),
      stage: 'download',
      params: { block: 1, code: String(number) },
    });
    expect(verdict.evidence.length).toBeGreaterThan(2);
    expect(made.area.applied).toBe(false);
  });

  it.each([
    [4, 'upgrade.serialSequence'],
    [5, 'upgrade.serialChecksum'],
    [6, 'upgrade.serialNotErased'],
    [8, 'upgrade.serialWriteFailed'],
  ])('gives up on error %s when it never ends', async (number, code) => {
    const made = await bench();
    made.module.answer('AT+UARTUPGRADE=1,*', [`+UARTUPGRAE ERROR: ${number}`]);
    expect((await made.finish(made.start({ delivery }))).verdict).toMatchObject({ outcome: 'failed', code });
  });

  it('is not offered by older firmware (U-T4)', async () => {
    for (const answer of ['ERROR', '+CME ERROR: 58']) {
      const made = await bench();
      made.module.answer('AT+UARTUPGRADE=?', [answer]);
      expect((await made.finish(made.start({ delivery }))).verdict).toMatchObject({
        code: 'upgrade.serialNotOffered',
        params: { answer },
        retry: 'pointless',
      });
    }
  });

  it('fails when the package does not verify, whatever the number before the name (U-T3)', async () => {
    for (const line of [
      '+UARTUPGRADE: 4, XOTA_PS_PKG_VERIFAILED',
      '+UARTUPGRADE: 6, XOTA_PS_PKG_UNVERIFIED',
    ]) {
      const made = await bench();
      made.module.answer('AT+UARTUPGRADE=2', [line, 'OK']);
      const { verdict } = await made.finish(made.start({ delivery }));
      expect(verdict).toMatchObject({
        outcome: 'failed',
        code: 'upgrade.serialNotVerified',
        stage: 'verify',
      });
      expect(made.area.applied).toBe(false);
    }
  });

  it('fails when the module falls silent in the middle', async () => {
    const made = await bench();
    made.module.answer('AT+UARTUPGRADE=1,1,*', null);
    expect((await made.finish(made.start({ delivery }))).verdict).toMatchObject({
      code: 'upgrade.serialSilent',
      params: { step: 'sending' },
    });
  });

  it('fails when the port vanishes while sending', async () => {
    const made = await bench();
    made.module.answer('AT+UARTUPGRADE=1,1,*', null);
    const run = made.start({ delivery });
    await made.waitFor('uploading');
    await made.clock.advance(1000);
    made.unplug();
    expect((await made.finish(run)).verdict).toMatchObject({ outcome: 'failed', code: 'upgrade.portLost' });
  });

  it('takes a restart before the OK of apply for what it is', async () => {
    const made = await bench();
    made.module.answer('AT+UARTUPGRADE=5', () => {
      made.reboot(newVersion);
      made.clock.after(2000, () => made.module.say('RDY'));
      return null;
    });
    expect((await made.finish(made.start({ delivery }))).verdict.outcome).toBe('succeeded');
  });

  it('with the old version at the end is a failure', async () => {
    const made = await bench();
    const run = made.start({ delivery });
    await made.waitFor('applying');
    made.module.say('RDY');
    expect((await made.finish(run)).verdict).toMatchObject({
      outcome: 'failed',
      code: 'upgrade.sameVersion',
    });
  });

  it('can be cancelled between two blocks and leaves the module as it was', async () => {
    const made = await bench();
    made.module.onCommand = (command) => {
      if (command.startsWith('AT+UARTUPGRADE=1,1,')) made.person.abort();
    };
    const { verdict } = await made.finish(made.start({ delivery }));
    expect(verdict).toMatchObject({ outcome: 'cancelled', code: 'upgrade.cancelledWhileSending' });
    expect(made.module.commands.filter((command) => command.startsWith('AT+UARTUPGRADE=1,2,'))).toEqual([]);
    expect(made.area.applied).toBe(false);
  });

  it('is unproven when it is cancelled after the order to apply', async () => {
    const made = await bench();
    const run = made.start({ delivery });
    await made.waitFor('applying');
    made.person.abort();
    expect((await made.finish(run)).verdict).toMatchObject({
      outcome: 'unproven',
      code: 'upgrade.cancelledWhileApplying',
    });
  });
});
