import { describe, expect, it } from 'vitest';
import type { CampaignInput } from '../../../../shared/contract/otaCampaign.ts';
import { otaDecisionSchema } from '../../../../shared/contract/otaDecision.ts';
import type { UpdateRequest } from '../decisions/updateRequest.ts';
import { openUpdatesBench, requestOf, whyOf } from '../testing/updatesBench.ts';
import { rulesInOrder } from './judge.ts';

const hour = 3_600_000;

type Refusal = [
  why: string,
  cause: number,
  campaign: Partial<CampaignInput> | undefined,
  request: Partial<UpdateRequest>,
];

describe('the rules', () => {
  it('stand in the documented order, and one that fails leaves the later ones unasked', async () => {
    const { offer, ask } = openUpdatesBench();
    await offer();
    const { rules } = ask({ firmwareName: 'other' });
    expect(rules.map(({ rule }) => rule)).toEqual(rulesInOrder.map(({ name }) => name));
    expect(rules.map(({ outcome }) => outcome)).toEqual([
      ...Array(4).fill('pass'),
      'fail',
      ...Array(6).fill('notReached'),
    ]);
  });

  it('give a module the package, and say so rule by rule', async () => {
    const { offer, ask, pack } = openUpdatesBench();
    const { id } = await offer();
    const decision = ask();
    expect(otaDecisionSchema.parse(decision)).toEqual(decision);
    expect(decision).toMatchObject({
      outcome: 'serve',
      cause: 0,
      campaignId: id,
      packageSha256: pack('full'),
      targetVersion: '2.0.0',
    });
    expect(decision.rules.every(({ outcome }) => outcome === 'pass')).toBe(true);
  });

  it.each([
    ['project: nothingOffered', 25, undefined, {}],
    ['project: projectUnknown', 25, { projectKey: 'KEY-ONE-1234' }, { project: 'KEY-TWO-1234' }],
    ['project: projectMissing', 25, { projectKey: 'KEY-ONE-1234' }, {}],
    ['identity: identityMissing', 3, {}, { identity: null }],
    ['identity: identityMalformed', 3, {}, { identity: { kind: 'imei', value: 'x'.repeat(65) } }],
    ['firmwareName: nameMissing', 26, {}, { firmwareName: null }],
    ['firmwareName: nameUnknown', 26, {}, { firmwareName: 'Lamp' }],
    ['audience: denied', 27, { allow: ['m1'], deny: ['m1'] }, {}],
    ['audience: notListed', 27, { audience: 'listed', allow: ['m2'] }, {}],
    ['audience: beforeWindow', 27, { window: { fromMs: 1_700_000_000_001, toMs: null } }, {}],
    ['audience: afterWindow', 27, { window: { fromMs: null, toMs: 1_700_000_000_000 } }, {}],
    ['source: versionMissing', 27, {}, { version: null }],
    ['source: coreMissing', 44, { coreVersion: '2034' }, {}],
    ['source: coreDiffers', 44, { coreVersion: '2034' }, { coreVersion: 'V2033' }],
    ['newer: alreadyNewest', 27, {}, { version: '002.000.000' }],
    ['newer: wouldGoBack', 27, {}, { version: '2.0.1' }],
    ['newer: notComparable', 27, {}, { version: 'spring' }],
    ['building: stillBuilding', 43, { building: true }, {}],
    ['building: stillBuilding', 43, { building: true, packages: [] }, {}],
  ] satisfies Refusal[])('refuse with %s as %i', async (why, cause, campaign, request) => {
    const { offer, ask } = openUpdatesBench();
    if (campaign !== undefined) await offer(campaign);
    const decision = ask(request);
    expect(whyOf(decision)).toBe(why);
    expect(decision).toMatchObject({ outcome: 'refuse', cause, sentCode: cause, packageSha256: null });
  });

  it('bind a module to the project of its first request, until a person unbinds it', async () => {
    const { offer, ask, updates } = openUpdatesBench();
    await offer({ projectKey: 'KEY-ONE-1234' });
    await offer({ projectKey: 'KEY-TWO-5678' });
    expect(ask({ project: 'KEY-ONE-1234' }).cause).toBe(0);
    expect(updates.module('m1').projectHint).toBe('1234');
    const elsewhere = ask({ project: 'KEY-TWO-5678' });
    expect([whyOf(elsewhere), elsewhere.cause]).toEqual(['binding: boundElsewhere', 17]);
    updates.describeModule('m1', { unbind: true });
    expect(ask({ project: 'KEY-TWO-5678' }).cause).toBe(0);
  });

  it('bind nobody to a project that has no campaign', async () => {
    const { offer, ask, updates } = openUpdatesBench();
    await offer();
    ask({ project: 'some-random-key' });
    expect(updates.module('m1').projectHint).toBeNull();
  });

  it('number refusals as the shifted table does when that is set, and keep the cause', async () => {
    const { offer, ask, updates } = openUpdatesBench();
    await offer();
    updates.setRules({ codeTable: 'shifted' });
    expect(ask({ firmwareName: 'other' })).toMatchObject({ cause: 26, sentCode: 27 });
    expect(ask({ version: '2.0.0' })).toMatchObject({ cause: 27, sentCode: 27 });
  });

  it('know a firmware by its aliases', async () => {
    const { offer, ask } = openUpdatesBench();
    await offer({ firmwareNames: ['lamp_LuatOS-SoC_Air780EHV', 'lamp_LuatOS-SoC_Air780EHV-1.8V'] });
    const { rules, cause } = ask({ firmwareName: 'lamp_LuatOS-SoC_Air780EHV-1.8V' });
    expect(cause).toBe(0);
    expect(rules[4]).toMatchObject({ reason: 'aliasKnown' });
  });

  it('take the core of a LuatOS module out of its version', async () => {
    const { offer, ask } = openUpdatesBench();
    const names = { firmwareNames: ['lamp_LuatOS-SoC_Air780E'], targetVersion: '2034.1.5' };
    await offer({ ...names, coreVersion: 'V2034' });
    const firmwareName = 'lamp_LuatOS-SoC_Air780E';
    expect(ask({ firmwareName, version: '2034.1.4' }).cause).toBe(0);
    expect(ask({ id: 'm2', firmwareName, version: '2033.1.4' }).cause).toBe(44);
  });

  it('prefer the delta for the version of the module, and fall back to the full package', async () => {
    const { offer, ask, pack } = openUpdatesBench();
    const [full, delta] = [pack('full'), pack('delta')];
    await offer({
      packages: [
        { kind: 'full', sha256: full },
        { kind: 'delta', sha256: delta, sourceVersions: ['1.0.0'] },
      ],
    });
    expect(ask({ version: '001.000.000' }).packageSha256).toBe(delta);
    expect(ask({ id: 'm2', version: '1.0.1' }).packageSha256).toBe(full);
  });

  it('refuse a source that no delta names when there is no full package', async () => {
    const { offer, ask, pack } = openUpdatesBench();
    await offer({ packages: [{ kind: 'delta', sha256: pack('delta'), sourceVersions: ['1.0.0'] }] });
    expect(whyOf(ask({ version: '1.0.1' }))).toBe('source: sourceNotCovered');
    expect(whyOf(ask({ version: '2.0.0' }))).toBe('newer: alreadyNewest');
  });

  it('serve what a delta names although nobody can compare the names', async () => {
    const { offer, ask, pack } = openUpdatesBench();
    const packages = [{ kind: 'delta' as const, sha256: pack('delta'), sourceVersions: ['winter'] }];
    await offer({ targetVersion: 'spring', packages });
    expect(ask({ version: 'winter' }).cause).toBe(0);
  });

  it('go back only where the campaign allows it', async () => {
    const { offer, ask } = openUpdatesBench();
    await offer({ allowOlder: true });
    expect(ask({ version: '3.0.0' })).toMatchObject({ cause: 0, targetVersion: '2.0.0' });
    expect(ask({ version: '2.0.0' }).cause).toBe(27);
  });

  it('give the newest of several, but a module that is listed by name what its list says', async () => {
    const { offer, ask } = openUpdatesBench();
    await offer({ targetVersion: '2.10.0' });
    await offer({ targetVersion: '2.9.0' });
    await offer({ targetVersion: '1.5.0', allow: ['m1'] });
    expect(ask({ id: 'm2' }).targetVersion).toBe('2.10.0');
    expect(ask({ id: 'm1' }).targetVersion).toBe('1.5.0');
    expect(whyOf(ask({ id: 'm1', version: '1.5.0' }))).toBe('newer: alreadyNewest');
  });

  it('wait with 43 while a package is read after a start, and refuse with it when it is lost', async () => {
    const bench = openUpdatesBench();
    await bench.offer();
    const reopened = await bench.restart();
    expect(reopened.ask().cause).toBe(0);
    reopened.lose('full');
    const without = await reopened.restart();
    expect(whyOf(without.ask({ id: 'm2' }))).toBe('package: packageDamaged');
  });
});

describe('a continued download', () => {
  it('gets the file that it began with, whatever campaign was made meanwhile, and is not counted', async () => {
    const { offer, ask, pack, updates } = openUpdatesBench();
    await offer();
    expect(ask().packageSha256).toBe(pack('full'));
    await offer({ targetVersion: '3.0.0', packages: [{ kind: 'full', sha256: pack('newer') }] });
    for (let n = 0; n < 30; n++) {
      expect(ask({ startByte: 2 })).toMatchObject({ cause: 0, resume: true, packageSha256: pack('full') });
    }
    expect(updates.module('m1').offer).toMatchObject({ servings: 1, state: 'waiting' });
    expect(ask()).toMatchObject({ resume: false, packageSha256: pack('newer') });
  });

  it('survives a restart and a pause, but neither an abort nor a denial', async () => {
    const bench = openUpdatesBench();
    const campaign = await bench.offer();
    bench.ask();
    const { ask, updates } = await bench.restart();
    updates.steerCampaign(campaign.id, 'pause');
    expect(ask({ startByte: 2 })).toMatchObject({ cause: 0, resume: true });
    expect(whyOf(ask())).toBe('audience: campaignPaused');
    updates.steerCampaign(campaign.id, 'abort');
    expect(whyOf(ask({ startByte: 2 }))).toBe('audience: campaignAborted');
  });

  it('is forgotten after its time and is then a new download', async () => {
    const { offer, ask, clock } = openUpdatesBench();
    await offer();
    ask();
    clock.advance(24 * hour + 1);
    expect(ask({ startByte: 2 }).resume).toBe(false);
  });
});

describe('the loop ban', () => {
  it('refuses the sixth download within an hour and stays until a person releases the module', async () => {
    const { offer, ask, clock, updates } = openUpdatesBench();
    await offer();
    for (let n = 0; n < 5; n++) expect(ask().cause).toBe(0);
    const sixth = ask();
    expect([whyOf(sixth), sixth.cause]).toEqual(['loop: loopDetected', 40]);
    clock.advance(48 * hour);
    expect(whyOf(ask())).toBe('ban: bannedInLoop');
    expect(updates.module('m1').ban).toMatchObject({ kind: 'loop', source: '1.0.0', target: '2.0.0' });
    updates.releaseModule('m1');
    expect(ask().cause).toBe(0);
  });

  it('refuses the tenth within a day although never six came in an hour', async () => {
    const { offer, ask, clock } = openUpdatesBench();
    await offer();
    for (let n = 0; n < 9; n++) {
      expect(ask().cause).toBe(0);
      clock.advance(2 * hour);
    }
    expect(whyOf(ask())).toBe('loop: loopDetected');
  });

  it('counts each module, source and target by itself', async () => {
    const { offer, ask } = openUpdatesBench();
    await offer();
    for (let n = 0; n < 5; n++) ask();
    expect(ask({ id: 'm2' }).cause).toBe(0);
    expect(ask({ version: '1.0.1' }).cause).toBe(0);
    await offer({ targetVersion: '3.0.0' });
    expect(ask().targetVersion).toBe('3.0.0');
  });

  it('leaves modules of the bench alone', async () => {
    const { offer, ask, updates } = openUpdatesBench();
    await offer();
    ask();
    updates.describeModule('m1', { bench: true });
    for (let n = 0; n < 20; n++) expect(ask().cause).toBe(0);
  });

  it('does not count what was refused', async () => {
    const { offer, ask } = openUpdatesBench();
    const { id } = await offer({ building: true });
    for (let n = 0; n < 40; n++) expect(ask().cause).toBe(43);
    await offer({ id, building: false });
    expect(ask().cause).toBe(0);
  });

  it('takes the windows that a person set', async () => {
    const { offer, ask, updates } = openUpdatesBench();
    await offer();
    updates.setRules({ loopWindows: [{ count: 2, windowMs: hour }] });
    expect(ask().cause).toBe(0);
    expect(ask().cause).toBe(40);
  });

  it('is another thing than the ban of a person, which may come before the first request', async () => {
    const { offer, ask, updates } = openUpdatesBench();
    await offer();
    updates.banModule('m1', 'stolen');
    expect(ask()).toMatchObject({ cause: 21 });
  });
});

describe('what becomes of an upgrade', () => {
  it('is a success only when the module reports the target itself', async () => {
    const { offer, ask, updates } = openUpdatesBench();
    const { id } = await offer();
    ask();
    expect(updates.module('m1').offer).toMatchObject({ state: 'waiting' });
    expect(ask({ version: '2.0.0' }).cause).toBe(27);
    expect(updates.module('m1').offer).toMatchObject({ state: 'succeeded' });
    expect(updates.campaigns().find((campaign) => campaign.id === id)?.counts).toMatchObject({
      succeeded: 1,
    });
  });

  it('is suspected to have failed after its time, asked or not, and a success all the same if that comes late', async () => {
    const { offer, ask, updates, clock } = openUpdatesBench();
    await offer();
    ask();
    clock.advance(0);
    clock.advance(24 * hour + 1);
    expect(updates.module('m1').offer).toMatchObject({ state: 'suspected' });
    ask({ version: '2.0.0' });
    expect(updates.module('m1').offer).toMatchObject({ state: 'succeeded' });
  });

  it('is a failure when the module runs something else', async () => {
    const { offer, ask, updates } = openUpdatesBench();
    await offer();
    ask();
    ask({ version: '1.5.0' });
    const offers = updates.module('m1').offers.map(({ source, state }) => [source, state]);
    expect(offers).toEqual([
      ['1.0.0', 'failed'],
      ['1.5.0', 'waiting'],
    ]);
  });

  it('is in the ledger with the module, the one seen last first', async () => {
    const { offer, ask, updates, clock } = openUpdatesBench();
    await offer();
    ask({ id: 'm1' });
    clock.advance(1);
    ask({ id: 'm2', coreVersion: '2034' });
    const { modules, total } = updates.modules({ limit: 10 });
    expect(total).toBe(2);
    expect(modules.map(({ id, coreVersion, requests }) => [id, coreVersion, requests])).toEqual([
      ['m2', '2034', 1],
      ['m1', null, 1],
    ]);
    expect(updates.modules({ search: 'm1', limit: 10 }).total).toBe(1);
  });
});

describe('decisions', () => {
  it('can be read again as they were made, newest first, and after a restart', async () => {
    const bench = openUpdatesBench();
    await bench.offer();
    const made = [bench.ask(), bench.ask({ version: '2.0.0' }), bench.ask({ id: 'm2', firmwareName: null })];
    const { updates } = await bench.restart();
    expect(updates.decisions({ limit: 10 })).toEqual(made.toReversed());
    expect(updates.decisions({ moduleId: 'm1', limit: 1 })).toEqual([made[1]]);
    expect(updates.decisions({ beforeSeq: made[1]?.seq, limit: 10 })).toEqual([made[0]]);
  });

  it('of a dry run are those of a request, but leave nothing behind', async () => {
    const { offer, ask, updates } = openUpdatesBench();
    await offer();
    for (let n = 0; n < 50; n++) expect(updates.judge(requestOf('m1'))).toMatchObject({ seq: 0, cause: 0 });
    expect(updates.modules({ limit: 1 }).total).toBe(0);
    expect(updates.decisions({ limit: 1 })).toEqual([]);
    expect(ask().cause).toBe(0);
  });

  it('are told to listeners as soon as they are in the database', async () => {
    const { offer, ask, updates } = openUpdatesBench();
    await offer();
    const heard: number[] = [];
    updates.onDecision(({ seq }) => heard.push(seq));
    expect(heard).toEqual([]);
    const { seq } = ask();
    expect(heard).toEqual([]);
    await updates.settled();
    expect(heard).toEqual([seq]);
  });
});

it('keeps no project key in clear', async () => {
  const { offer, ask, updates } = openUpdatesBench();
  await offer({ projectKey: 'SECRET-KEY-9876' });
  const shown = JSON.stringify([
    ask({ project: 'SECRET-KEY-9876' }),
    updates.campaigns(),
    updates.module('m1'),
  ]);
  expect(shown).not.toContain('SECRET');
  expect(shown).toContain('9876');
});
