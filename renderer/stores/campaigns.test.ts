import { expect, it } from 'vitest';
import type { Campaign } from '../../shared/contract/otaCampaign.ts';
import { applyCampaignChange } from './campaigns.ts';

const campaign = (id: string, name: string): Campaign => ({
  ...{ id, name, createdAtMs: 0, projectHint: null, firmwareNames: ['M'], targetVersion: '2' },
  ...{ coreVersion: null, packages: [], audience: 'all', allow: [], deny: [], window: null },
  ...{ allowOlder: false, building: false, rollout: null, state: 'active', stage: 0 },
  counts: { waiting: 0, succeeded: 0, suspected: 0, failed: 0 },
});

it('keeps a saved campaign at its place, adds a new one at the end, and lets a removed one go', () => {
  const before = [campaign('a', 'A'), campaign('b', 'B')];
  const renamed = applyCampaignChange(before, { kind: 'campaignSaved', campaign: campaign('a', 'A2') });
  const added = applyCampaignChange(renamed, { kind: 'campaignSaved', campaign: campaign('c', 'C') });
  const left = applyCampaignChange(added, { kind: 'campaignRemoved', id: 'b' });
  expect(left.map(({ name }) => name)).toEqual(['A2', 'C']);
});
