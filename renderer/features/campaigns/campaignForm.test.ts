import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../shared/contract/otaCampaign.ts';
import { campaignInputSchema } from '../../../shared/contract/otaCampaign.ts';
import { type CampaignForm, emptyForm, formOf, inputOf } from './campaignForm.ts';

const sha = 'a'.repeat(64);
const full = 'b'.repeat(64);
const isDelta = (sha256: string) => sha256 === sha;
const good: CampaignForm = {
  ...emptyForm,
  ...{ name: ' Meters ', firmwareNames: 'METER_A\nMETER_B', target: '1.0.3' },
  packages: new Map([
    [sha, '1.0.1, 1.0.2'],
    [full, ''],
  ]),
};
const read = (form: CampaignForm) => inputOf(form, isDelta);

describe('a campaign as typed', () => {
  it('becomes what the core takes', () => {
    const result = read(good);
    if (!result.ok) throw new Error(result.problem);
    expect(campaignInputSchema.parse(result.input)).toEqual(result.input);
    expect(result.input).toMatchObject({
      ...{ name: 'Meters', firmwareNames: ['METER_A', 'METER_B'], projectKey: null, rollout: null },
      packages: [
        { kind: 'delta', sha256: sha, sourceVersions: ['1.0.1', '1.0.2'] },
        { kind: 'full', sha256: full },
      ],
    });
  });

  it.each([
    [{ name: ' ' }, 'needsName'],
    [{ packages: new Map() }, 'needsPackage'],
    [{ packages: new Map([[sha, ' ']]) }, 'needsSource'],
    [{ firmwareNames: ' ,' }, 'needsFirmwareName'],
    [{ target: '' }, 'needsTarget'],
    [{ project: 'key' }, 'needsKey'],
    [{ project: 'saved' }, 'needsProject'],
    [{ audience: 'listed' }, 'needsAllow'],
    [{ deny: 'two words' }, 'badLines'],
    [{ from: '2026-11-21T10:00', to: '2026-11-21T09:00' }, 'badWindow'],
    [{ rolled: true, batches: '20, 5, 100' }, 'badBatches'],
    [{ rolled: true, batches: '5, 20' }, 'badBatches'],
    [{ rolled: true, errorPercent: '101' }, 'badNumbers'],
    [{ rolled: true, minSample: '0' }, 'badNumbers'],
    [{ rolled: true, successPercent: '' }, 'badNumbers'],
  ] satisfies [Partial<CampaignForm>, string][])('says of %o that it %s', (patch, problem) => {
    expect(read({ ...good, ...patch })).toEqual({ ok: false, problem });
  });

  it('needs no package while the packages are being made', () => {
    expect(read({ ...good, packages: new Map(), building: true }).ok).toBe(true);
  });

  it('leaves the project key of a saved campaign alone unless it is changed', () => {
    const result = read({ ...good, project: 'keep' });
    expect(result.ok && 'projectKey' in result.input).toBe(false);
  });

  it('comes back from a saved campaign as it was', () => {
    const saved: Campaign = {
      ...{ id: 'c1', name: 'Meters', createdAtMs: 0, projectHint: 'x7Qf', firmwareNames: ['M'] },
      ...{ targetVersion: '2', coreVersion: 'V2034', packages: [{ kind: 'full', sha256: full }] },
      ...{ audience: 'listed', allow: ['1', '2'], deny: ['3'], allowOlder: true, building: false },
      window: { fromMs: Date.parse('2026-11-21T10:00'), toMs: null },
      rollout: { canary: ['1'], batches: [50, 100], successPercent: 80, errorPercent: 5, minSample: 3 },
      ...{ state: 'active', stage: 0, counts: { waiting: 0, succeeded: 0, suspected: 0, failed: 0 } },
    };
    const result = read(formOf(saved));
    const {
      id: _,
      createdAtMs: _at,
      projectHint: _hint,
      state: _state,
      stage: _stage,
      counts: _counts,
      ...same
    } = saved;
    expect(result).toEqual({ ok: true, input: same });
  });
});
