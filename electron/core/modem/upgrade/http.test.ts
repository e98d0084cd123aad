import { describe, expect, it } from 'vitest';
import { eventCodes, phaseCodes, remedyCodes, verdictCodes } from '../../../../shared/domain/upgradeTexts.ts';
import {
  benchUrl,
  createUpgradeBench,
  newVersion,
  oldVersion,
  type UpgradeBench,
} from '../testing/upgradeBench.ts';

const seeds = [1, 2, 3];

/** Rows of the journal that a verdict calls on, as text. */
function evidence(bench: UpgradeBench, seqs: readonly number[]): string[] {
  return bench.journal.rows
    .filter((row) => seqs.includes(row.seq))
    .map((row) => (row.kind === 'atLine' ? row.text : row.kind));
}

describe('an upgrade over HTTP that succeeds', () => {
  it.each(seeds)('shows everything on the UART, boot loader included (L-T2, split %s)', async (seed) => {
    const bench = await createUpgradeBench({ seed });
    const run = bench.start();
    await bench.waitFor('requesting');
    for (let percent = 10; percent <= 100; percent += 10) {
      bench.module.say(`+UPGRADEIND: ${percent}`);
      await bench.clock.advance(300);
    }
    expect(bench.phases.at(-1)).toBe('downloaded');
    bench.module.raw("^boot.rom'v'!\\n\r\n");
    bench.module.say('+QIND: "FOTA","START"');
    for (const percent of [0, 2, 4, 6, 9, 13, 18, 93, 97, 100]) {
      bench.module.say(`+QIND: "FOTA","UPDATING",${percent}`);
      await bench.clock.advance(1000);
    }
    bench.module.say('+QIND: "FOTA","END",0');
    bench.reboot(newVersion);
    bench.module.say('RDY', '^MODE: 17,17', '+E_UTRAN Service', '+CGEV: ME PDN ACT 1');
    const outcome = await bench.finish(run);
    expect(outcome).toMatchObject({
      verdict: {
        outcome: 'succeeded',
        code: 'upgrade.succeeded',
        params: { from: oldVersion, to: newVersion },
        stage: 'versionCheck',
        domain: 'module',
      },
      from: oldVersion,
      to: newVersion,
      settings: [{ name: 'URL', before: 'http://old.example/x', during: benchUrl, restored: 'gone' }],
    });
    const rows = evidence(bench, outcome.verdict.evidence);
    expect(rows.filter((text) => text === 'ATI')).toHaveLength(2);
    expect(rows).toEqual(
      expect.arrayContaining([oldVersion, newVersion, '+UPGRADEIND: 100', '+QIND: "FOTA","END",0', 'RDY']),
    );
    expect(bench.phases).toEqual(
      'identifying configuring requesting downloading downloaded rebooting applying checkingVersion restoring ended'.split(
        ' ',
      ),
    );
    expect(bench.clock.pending()).toBeLessThanOrEqual(1);
  });

  it.each(seeds)('jumps to 100 and takes its USB port away (L-T1, split %s)', async (seed) => {
    const bench = await createUpgradeBench({ seed });
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 100');
    await bench.clock.advance(3000);
    bench.unplug();
    await bench.clock.advance(20_000);
    bench.reboot(newVersion);
    bench.plug();
    const outcome = await bench.finish(run);
    expect(outcome.verdict).toMatchObject({ outcome: 'succeeded', params: { to: newVersion } });
    expect(bench.notes()).toEqual(expect.arrayContaining(['upgrade.portVanished', 'upgrade.portReturned']));
    expect(outcome.lease.info.lease?.owner).toBe('upgrade');
    await bench.lease.release();
    expect(bench.registry.list()[0]?.lease).toBeUndefined();
  });

  it('speaks the documented dialect with burn and version lines (L-T4)', async () => {
    const bench = await createUpgradeBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 0', '+UPGRADEIND: 50', '+UPGRADEIND: 100');
    await bench.clock.advance(2000);
    bench.module.say('+UPGRADEDL: 0', '+UPGRADDL: 40', '+UPGRADEDL: 100');
    await bench.clock.advance(2000);
    bench.reboot(newVersion);
    bench.module.say('RDY', `+UPGRADEVER: ${newVersion}`, '+UPGRADEVER: 1');
    const { verdict } = await bench.finish(run);
    expect(verdict.outcome).toBe('succeeded');
    expect(bench.notes()).toContain('upgrade.cloudInformed');
    expect(bench.progress).toContain('upgrade.applying 40/100 percent');
  });

  it('says nothing at all between the trigger and its restart', async () => {
    const bench = await createUpgradeBench({ withServer: true });
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.server({ kind: 'requestSeen', seq: 900 });
    bench.server({ kind: 'bytesSent', sentBytes: 30_000, totalBytes: 60_000 });
    bench.server({
      kind: 'answered',
      seq: 901,
      status: 200,
      sentBytes: 60_000,
      totalBytes: 60_000,
      complete: true,
    });
    await bench.clock.advance(20_000);
    expect(bench.phases.at(-1)).toBe('awaitingReboot');
    bench.reboot(newVersion);
    bench.unplug();
    await bench.clock.advance(5000);
    bench.plug();
    const outcome = await bench.finish(run);
    expect(outcome.verdict.outcome).toBe('succeeded');
    expect(outcome.servedBytes).toBe(60_000);
    expect(outcome.verdict.evidence).toEqual(expect.arrayContaining([900, 901]));
    expect(bench.progress).toContain('upgrade.downloading 30000/60000 bytes');
  });

  it('starts by itself as soon as the URL is set (L4), so that no trigger is sent', async () => {
    const bench = await createUpgradeBench();
    bench.module.onCommand = (command) => {
      if (command.startsWith('AT+UPGRADE="URL",')) bench.module.say('+UPGRADEIND: 50');
    };
    const run = bench.start();
    await bench.waitFor('downloading');
    bench.module.say('+UPGRADEIND: 100');
    bench.reboot(newVersion);
    bench.module.say('RDY');
    expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
    expect(bench.notes()).toContain('upgrade.startedByUrl');
    expect(bench.module.commands).not.toContain('AT+UPGRADE');
  });

  it('is already downloading when it is found (L-T8): followed, its settings left alone', async () => {
    const bench = await createUpgradeBench();
    bench.module.onCommand = (command) => {
      if (command === 'AT') bench.module.say('+UPGRADEIND: 30');
    };
    const run = bench.start();
    await bench.waitFor('downloading');
    bench.module.onCommand = undefined;
    bench.module.say('+UPGRADEIND: 100');
    bench.reboot(newVersion);
    bench.module.say('RDY');
    const outcome = await bench.finish(run);
    expect(outcome.verdict.outcome).toBe('succeeded');
    expect(outcome.settings).toEqual([]);
    expect(bench.notes()).toContain('upgrade.startedByModule');
    expect(bench.module.commands.some((command) => command.startsWith('AT+UPGRADE'))).toBe(false);
  });

  it('refuses our trigger because it had begun: that is no failure', async () => {
    const bench = await createUpgradeBench();
    bench.module.answer('AT+UPGRADE', ['+UPGRADEIND: 10', '+CME ERROR: 1006']);
    const run = bench.start();
    await bench.waitFor('downloading');
    await bench.clock.advance(1000);
    expect(bench.notes()).toContain('upgrade.triggerIgnored');
    bench.module.say('+UPGRADEIND: 100');
    bench.reboot(newVersion);
    bench.module.say('RDY');
    expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
  });

  it('boots once with the old version before it applies: looked at again', async () => {
    const bench = await createUpgradeBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 100', 'RDY');
    await bench.waitFor('settling');
    bench.module.raw("^boot.rom'v'!\\n\r\n");
    bench.reboot(newVersion);
    bench.module.say('RDY');
    expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
  });

  it('comes back under another port name, and may vanish twice', async () => {
    const usb = { vendorId: '19d1', productId: '0001', serialNumber: 'S', interfaceNumber: 6 };
    const bench = await createUpgradeBench();
    const named = { id: 'serial:COM9', path: 'COM9', label: 'm', usb };
    bench.memory.plug(named);
    await bench.registry.refresh();
    const lease = await bench.registry.acquire(named.id, 'upgrade');
    const run = bench.start({ lease });
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 100');
    bench.memory.unplug(named.id);
    await bench.clock.advance(5000);
    bench.memory.plug(named);
    await bench.clock.advance(700);
    bench.memory.unplug(named.id);
    await bench.clock.advance(5000);
    bench.reboot(newVersion);
    bench.memory.plug({ ...named, id: 'serial:COM12', path: 'COM12' });
    const outcome = await bench.finish(run);
    expect(outcome.verdict.outcome).toBe('succeeded');
    expect(outcome.lease.info.id).toBe('serial:COM12');
  });
});

describe('an upgrade over HTTP that fails', () => {
  it.each(seeds)('because the package is refused after 100 % (L-T3, split %s)', async (seed) => {
    const bench = await createUpgradeBench({ seed });
    bench.module.answer('AT+UPGRADE?', ['+UPGRADE: 2,[-1003],[200],[0]', 'OK']);
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 10', '+UPGRADEIND: 100');
    await bench.clock.advance(1000);
    bench.module.say('+UPGRADEIND: -1003');
    const outcome = await bench.finish(run);
    expect(outcome.verdict).toMatchObject({
      outcome: 'failed',
      code: 'upgrade.packageRejectedAfterDownload',
      rawCode: '-1003',
      stage: 'verify',
      domain: 'module',
      retry: 'pointless',
      params: { code: -1003, http: 200 },
    });
    expect(outcome.to).toBe(oldVersion);
    expect(evidence(bench, outcome.verdict.evidence)).toEqual(
      expect.arrayContaining(['+UPGRADEIND: 100', '+UPGRADEIND: -1003', oldVersion]),
    );
    expect(bench.module.commands.filter((command) => command === 'AT+UPGRADE?')).toHaveLength(1);
    expect(outcome.settings).toMatchObject([{ restored: 'yes' }]);
    expect(bench.url.now).toBe('http://old.example/x');
  });

  it.each([
    ['+UPGRADE: 2,-1001,0,0', -1001, 'upgrade.noNetwork', 'network', 'later', {}],
    ['+UPGRADE: 2,-1002', -1002, 'upgrade.serverUnreachable', 'network', 'later', {}],
    ['+UPGRADE: 2,-1004,404,0', -1004, 'upgrade.serverAnsweredError', 'server', 'later', { http: 404 }],
    [
      '+UPGRADE:2, [-1003, 200, 25]',
      -1003,
      'upgrade.cloudProjectInvalid',
      'server',
      'pointless',
      { cause: 25 },
    ],
    [
      '+UPGRADE: 2,[-1003],[200],[17]',
      -1003,
      'upgrade.cloudNoPermission',
      'server',
      'pointless',
      { cause: 17 },
    ],
    ['+UPGRADE: 2,-1003,200,40', -1003, 'upgrade.cloudLoopBanned', 'server', 'pointless', { cause: 40 }],
    ['+UPGRADE: 2,-1003,200,99', -1003, 'upgrade.cloudOther', 'server', 'pointless', { cause: 99 }],
    ['+UPGRADE: 0', -1005, 'upgrade.storeFailed', 'module', 'helps', {}],
    ['ERROR', -1000, 'upgrade.urlInvalid', 'module', 'pointless', {}],
    ['+UPGRADE: 0', -1234, 'upgrade.moduleError', 'module', 'helps', {}],
  ])('with %s and %s: %s (L-T5 to L-T7)', async (state, code, verdictCode, domain, retry, params) => {
    const bench = await createUpgradeBench();
    bench.module.answer('AT+UPGRADE?', state === 'ERROR' ? ['ERROR'] : [state, 'OK']);
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say(`+UPGRADEIND: ${code}`);
    const { verdict } = await bench.finish(run);
    expect(verdict).toMatchObject({
      outcome: 'failed',
      code: verdictCode,
      domain,
      retry,
      rawCode: String(code),
    });
    expect(verdict.params).toEqual({ code, ...(state.includes('200') ? { http: 200 } : {}), ...params });
  });

  it('with a state that has no OK behind it', async () => {
    const bench = await createUpgradeBench();
    bench.module.answer('AT+UPGRADE?', ['+UPGRADE: 2,-1004,404,0']);
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: -1004');
    expect((await bench.finish(run)).verdict.params).toEqual({ code: -1004, http: 404 });
  });

  it('before the trigger, because the URL alone started it (L-T7)', async () => {
    const bench = await createUpgradeBench();
    bench.module.answer('AT+UPGRADE?', ['+UPGRADE: 2,-1004,404,0', 'OK']);
    bench.module.onCommand = (command) => {
      if (command.startsWith('AT+UPGRADE="URL",')) bench.module.say('+UPGRADEIND: -1004');
    };
    const { verdict } = await bench.finish(bench.start());
    expect(verdict).toMatchObject({ code: 'upgrade.serverAnsweredError', params: { http: 404 } });
  });

  it('in the words of older firmware, +CME ERROR out of the blue', async () => {
    const bench = await createUpgradeBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADE: 40');
    await bench.clock.advance(100);
    bench.module.say('+CME ERROR: 1002');
    expect((await bench.finish(run)).verdict).toMatchObject({
      code: 'upgrade.serverUnreachable',
      stage: 'download',
    });
  });

  it('because nobody ever came to the server: a diagnosis of its own after 60 s', async () => {
    const bench = await createUpgradeBench({ withServer: true });
    const run = bench.start();
    await bench.waitFor('requesting');
    await bench.clock.advance(59_000);
    expect(bench.phases.at(-1)).toBe('requesting');
    const { verdict } = await bench.finish(run);
    expect(verdict).toMatchObject({
      outcome: 'failed',
      code: 'upgrade.neverArrived',
      domain: 'network',
      stage: 'request',
      params: { waitedMs: 60_000, url: benchUrl },
    });
    expect(verdict.remedies).toContain('useSerialWay');
  });

  it('without a server of ours the same silence is told as such', async () => {
    const bench = await createUpgradeBench();
    expect((await bench.finish(bench.start())).verdict.code).toBe('upgrade.noFirstSign');
  });

  it('keeps following when the module says after 60 s that it is downloading', async () => {
    const bench = await createUpgradeBench({ withServer: true });
    bench.module.answer('AT+UPGRADE?', ['+UPGRADE: 1,7', 'OK']);
    const run = bench.start();
    await bench.waitFor('requesting');
    await bench.waitFor('downloading');
    bench.module.say('+UPGRADEIND: 100');
    bench.reboot(newVersion);
    bench.module.say('RDY');
    expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
  });

  it('is not given up when the first request comes while the module is being asked', async () => {
    const bench = await createUpgradeBench({ withServer: true });
    bench.module.answer('AT+UPGRADE?', null);
    const run = bench.start();
    await bench.waitFor('explaining');
    bench.server({ kind: 'requestSeen', seq: 900 });
    await bench.waitFor('downloading');
    await bench.clock.advance(30_000);
    bench.module.say('+UPGRADEIND: 100');
    bench.reboot(newVersion);
    bench.module.say('RDY');
    expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
  });

  it('because the download stands still', async () => {
    const bench = await createUpgradeBench();
    bench.module.answer('AT+UPGRADE?', ['+UPGRADE: 1,30', 'OK']);
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 30');
    const { verdict } = await bench.finish(run);
    expect(verdict).toMatchObject({ code: 'upgrade.stalled', stage: 'download', params: { percent: 30 } });
  });

  it('because the download takes too long altogether', async () => {
    const bench = await createUpgradeBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    const trickle = (percent: number): void => {
      bench.module.say(`+UPGRADEIND: ${percent}`);
      bench.clock.after(60_000, () => trickle(Math.min(99, percent + 1)));
    };
    trickle(1);
    expect((await bench.finish(run)).verdict.code).toBe('upgrade.downloadTooLong');
  });

  it('because it restarts with the old version although all went well before', async () => {
    const bench = await createUpgradeBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 100', 'RDY');
    const { verdict } = await bench.finish(run);
    expect(verdict).toMatchObject({
      outcome: 'failed',
      code: 'upgrade.sameVersion',
      params: { version: oldVersion, expected: newVersion },
    });
  });

  it('because the boot loader could not apply it', async () => {
    const bench = await createUpgradeBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 100', '+QIND: "FOTA","START"', '+QIND: "FOTA","END",510', 'RDY');
    expect((await bench.finish(run)).verdict).toMatchObject({
      code: 'upgrade.applyFailed',
      rawCode: '510',
      stage: 'apply',
    });
  });

  it('because it never restarts after 100 %', async () => {
    const bench = await createUpgradeBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 100');
    expect((await bench.finish(run)).verdict).toMatchObject({ code: 'upgrade.noReboot', stage: 'reboot' });
  });

  it('because it restarted before it had taken anything, or in the middle', async () => {
    for (const [lines, code] of [
      [['RDY'], 'upgrade.restartedBeforeDownload'],
      [['+UPGRADEIND: 40', 'RDY'], 'upgrade.downloadInterrupted'],
    ] as const) {
      const bench = await createUpgradeBench();
      const run = bench.start();
      await bench.waitFor('requesting');
      bench.module.say(...lines);
      expect((await bench.finish(run)).verdict.code).toBe(code);
    }
  });

  it('because it runs something else afterwards', async () => {
    const bench = await createUpgradeBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 100');
    bench.reboot('AirM2M_780E_V1162_LTE_AT');
    bench.module.say('RDY');
    expect((await bench.finish(run)).verdict).toMatchObject({
      outcome: 'failed',
      code: 'upgrade.otherVersion',
    });
  });

  it('because the setting or the trigger is refused', async () => {
    const refusedUrl = await createUpgradeBench();
    refusedUrl.module.answer('AT+UPGRADE="URL",*', ['+CME ERROR: 53']);
    const first = await refusedUrl.finish(refusedUrl.start());
    expect(first.verdict).toMatchObject({
      code: 'upgrade.settingRefused',
      params: { name: 'URL', answer: '+CME ERROR: 53' },
      stage: 'configure',
    });
    expect(first.settings).toEqual([]);
    const refusedTrigger = await createUpgradeBench();
    refusedTrigger.module.answer('AT+UPGRADE', ['+CME ERROR: 3']);
    const second = await refusedTrigger.finish(refusedTrigger.start());
    expect(second.verdict).toMatchObject({ code: 'upgrade.triggerRefused', rawCode: '+CME ERROR: 3' });
  });

  it('because the module is silent from the start, or already there', async () => {
    const silent = await createUpgradeBench();
    silent.module.answer('AT', null);
    expect((await silent.finish(silent.start())).verdict).toMatchObject({
      code: 'upgrade.notIdentified',
      stage: 'identify',
    });
    const there = await createUpgradeBench();
    there.version.now = newVersion;
    const outcome = await there.finish(there.start());
    expect(outcome.verdict).toMatchObject({ code: 'upgrade.alreadyThere', retry: 'pointless' });
    expect(there.module.commands.some((command) => command.includes('UPGRADE'))).toBe(false);
  });
});

describe('asking again by itself', () => {
  it('waits while the cloud builds the package (43) and then succeeds', async () => {
    const bench = await createUpgradeBench();
    bench.module.answer('AT+UPGRADE?', ['+UPGRADE: 2,-1003,200,43', 'OK']);
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: -1003');
    await bench.waitFor('deferred');
    expect(bench.module.commands.filter((command) => command === 'AT+UPGRADE')).toHaveLength(1);
    await bench.clock.advance(60_000);
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 10', '+UPGRADEIND: 100');
    bench.reboot(newVersion);
    bench.module.say('RDY');
    const outcome = await bench.finish(run);
    expect(outcome.verdict.outcome).toBe('succeeded');
    expect(outcome.settings).toMatchObject([{ before: 'http://old.example/x' }]);
    expect(bench.module.commands.filter((command) => command === 'AT+UPGRADE')).toHaveLength(2);
  });

  it('gives up when the cloud never finishes', async () => {
    const bench = await createUpgradeBench();
    bench.module.answer('AT+UPGRADE?', ['+UPGRADE: 2,-1003,200,43', 'OK']);
    bench.module.onCommand = (command) => {
      if (command === 'AT+UPGRADE') bench.module.say('+UPGRADEIND: -1003');
    };
    const { verdict } = await bench.finish(bench.start());
    expect(verdict).toMatchObject({ code: 'upgrade.cloudBuilding', retry: 'later', params: { cause: 43 } });
    expect(bench.module.commands.filter((command) => command === 'AT+UPGRADE')).toHaveLength(4);
  });

  it('waits for the network only when told to', async () => {
    const bench = await createUpgradeBench();
    bench.module.onCommand = (command) => {
      if (command === 'AT+UPGRADE') bench.module.say('+UPGRADEIND: -1001');
    };
    await bench.finish(bench.start({ timeouts: { waitsForNetworkMs: [30_000] } }));
    expect(bench.module.commands.filter((command) => command === 'AT+UPGRADE')).toHaveLength(2);
  });
});

describe('what cannot be proved', () => {
  it('is a changed version when the new one is not known', async () => {
    const bench = await createUpgradeBench();
    const run = bench.start({ expected: {} });
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 100');
    bench.reboot(newVersion);
    bench.module.say('RDY');
    expect((await bench.finish(run)).verdict).toMatchObject({
      outcome: 'unproven',
      code: 'upgrade.versionChanged',
      params: { from: oldVersion, to: newVersion },
    });
  });

  it('is a package whose new version bears the old name', async () => {
    const bench = await createUpgradeBench();
    const run = bench.start({ expected: { version: oldVersion, allowSame: true } });
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 100', 'RDY');
    expect((await bench.finish(run)).verdict).toMatchObject({
      outcome: 'unproven',
      code: 'upgrade.versionCannotTell',
    });
  });

  it('is a module that stays silent after its restart', async () => {
    const bench = await createUpgradeBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 100');
    bench.module.answer('AT', null);
    bench.module.say('RDY');
    expect((await bench.finish(run)).verdict).toMatchObject({
      outcome: 'unproven',
      code: 'upgrade.silentAfterReboot',
      params: { waitedMs: 90_000 },
    });
  });

  it('is a port that never comes back; the restore that cannot happen is said and hides nothing', async () => {
    const bench = await createUpgradeBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 100');
    await bench.clock.advance(100);
    bench.unplug();
    const outcome = await bench.finish(run);
    expect(outcome.verdict).toMatchObject({
      outcome: 'unproven',
      code: 'upgrade.portGone',
      stage: 'reconnect',
    });
    expect(outcome.settings).toMatchObject([{ restored: 'unknown' }]);
    expect(bench.notes()).toEqual(
      expect.arrayContaining(['upgrade.portStillGone', 'upgrade.restoreImpossible']),
    );
  });
});

describe('cancelling', () => {
  it('before anything was sent is clean', async () => {
    const bench = await createUpgradeBench();
    bench.person.abort();
    const outcome = await bench.finish(bench.start());
    expect(outcome.verdict).toMatchObject({
      outcome: 'cancelled',
      code: 'upgrade.cancelledBeforeStart',
      domain: 'person',
    });
    expect(outcome.settings).toEqual([]);
  });

  it('while the URL is being set puts it back', async () => {
    const bench = await createUpgradeBench();
    bench.module.onCommand = (command) => {
      if (command.startsWith('AT+UPGRADE="URL",')) bench.person.abort();
    };
    const outcome = await bench.finish(bench.start());
    expect(outcome.verdict.outcome).toBe('cancelled');
    expect(outcome.settings).toMatchObject([{ restored: 'yes' }]);
    expect(bench.url.now).toBe('http://old.example/x');
  });

  it('while it downloads says that the module goes on, and writes nothing into its download', async () => {
    const bench = await createUpgradeBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 40');
    await bench.clock.advance(100);
    bench.person.abort();
    const outcome = await bench.finish(run);
    expect(outcome.verdict).toMatchObject({
      outcome: 'cancelled',
      code: 'upgrade.cancelledModuleContinues',
      params: { percent: 40 },
      stage: 'download',
    });
    expect(outcome.settings).toMatchObject([{ restored: 'untilRestart' }]);
    expect(bench.notes()).toContain('upgrade.urlStillSet');
    expect(bench.url.now).toBe(benchUrl);
  });

  it.each([
    [['+UPGRADEIND: 100'], 'unproven', 'upgrade.cancelledAfterDownload'],
    [['+UPGRADEIND: 100', '+QIND: "FOTA","START"'], 'unproven', 'upgrade.cancelledWhileApplying'],
  ])('after %s is %s', async (lines, outcome, code) => {
    const bench = await createUpgradeBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say(...lines);
    await bench.clock.advance(100);
    bench.person.abort();
    expect((await bench.finish(run)).verdict).toMatchObject({ outcome, code });
  });

  it('while it waits to ask again is clean', async () => {
    const bench = await createUpgradeBench();
    bench.module.answer('AT+UPGRADE?', ['+UPGRADE: 2,-1003,200,43', 'OK']);
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: -1003');
    await bench.waitFor('deferred');
    bench.person.abort();
    const outcome = await bench.finish(run);
    expect(outcome.verdict).toMatchObject({ outcome: 'cancelled', code: 'upgrade.cancelledWhileWaiting' });
    expect(outcome.settings).toMatchObject([{ restored: 'yes' }]);
  });

  it('while the port is away ends soon and lets the module be', async () => {
    const bench = await createUpgradeBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 100');
    await bench.clock.advance(100);
    bench.unplug();
    await bench.waitFor('reconnecting');
    bench.person.abort();
    const outcome = await bench.finish(run, 60_000);
    expect(outcome.verdict).toMatchObject({ outcome: 'unproven', code: 'upgrade.cancelledWhileApplying' });
  });
});

describe('cancelling while the port is away', () => {
  it('still puts the URL back when the port returns in time', async () => {
    const bench = await createUpgradeBench();
    const run = bench.start({ delivery: { kind: 'http', url: benchUrl, saveUrl: true } });
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 100');
    await bench.clock.advance(100);
    bench.unplug();
    await bench.waitFor('reconnecting');
    bench.person.abort();
    await bench.clock.advance(2000);
    bench.plug();
    const outcome = await bench.finish(run);
    expect(outcome.settings).toMatchObject([{ restored: 'yes' }]);
    expect(bench.url.saved).toBe('http://old.example/x');
  });
});

describe('putting the URL back', () => {
  const restoreAfterSuccess = async (prepare: (bench: UpgradeBench) => void, saveUrl = false) => {
    const bench = await createUpgradeBench();
    prepare(bench);
    const run = bench.start({ delivery: { kind: 'http', url: benchUrl, saveUrl } });
    await bench.waitFor('requesting');
    bench.module.say('+UPGRADEIND: 100');
    bench.reboot(newVersion);
    bench.module.say('RDY');
    const outcome = await bench.finish(run);
    expect(outcome.verdict.outcome).toBe('succeeded');
    return { bench, setting: outcome.settings[0] };
  };

  it('writes a saved one over with the old one', async () => {
    const { bench, setting } = await restoreAfterSuccess(() => undefined, true);
    expect(setting).toMatchObject({ restored: 'yes' });
    expect(bench.url.saved).toBe('http://old.example/x');
    expect(bench.module.commands).toContain('AT+UPGRADE="URL","http://old.example/x"');
  });

  it('fails visibly where there was none before, because clearing is not documented', async () => {
    const { bench, setting } = await restoreAfterSuccess((b) => {
      b.url.saved = '';
      b.url.now = '';
    }, true);
    expect(setting).toMatchObject({ before: '', restored: 'failed' });
    expect(bench.notes()).toContain('upgrade.urlNotRestored');
  });

  it('fails visibly when the module does not take the old one', async () => {
    const { setting } = await restoreAfterSuccess((b) => {
      b.module.answer('AT+UPGRADE="URL","http://old.example/x"', ['ERROR']);
    }, true);
    expect(setting).toMatchObject({ restored: 'failed' });
  });

  it('notices a module that saved what it was told not to save', async () => {
    const { bench, setting } = await restoreAfterSuccess((b) => {
      b.module.answer('AT+UPGRADE="URL",*', (command) => {
        b.url.saved = /"URL","([^"]*)"/.exec(command)?.[1] ?? '';
        b.url.now = b.url.saved;
        return ['OK'];
      });
    });
    expect(setting).toMatchObject({ restored: 'yes' });
    expect(bench.url.saved).toBe('http://old.example/x');
  });

  it('believes the restart where the module cannot read back', async () => {
    const { setting } = await restoreAfterSuccess((b) => b.module.answer('AT+UPGRADE="URL"', ['ERROR']));
    expect(setting).toMatchObject({ before: null, restored: 'gone' });
  });

  it('rejects a URL that would break the line before anything is sent', async () => {
    const bench = await createUpgradeBench();
    const run = bench.start({ delivery: { kind: 'http', url: 'http://x/"\r\nAT+RSTSET', saveUrl: false } });
    await expect(bench.finish(run)).rejects.toMatchObject({ code: 'settings.invalid' });
    expect(bench.module.commands.some((command) => command.includes('RSTSET'))).toBe(false);
  });
});

describe('text keys', () => {
  it('are each listed once', () => {
    for (const codes of [verdictCodes, remedyCodes, phaseCodes, eventCodes]) {
      expect(new Set<string>(codes).size).toBe(codes.length);
    }
  });
});
