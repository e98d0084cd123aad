import { describe, expect, it } from 'vitest';
import type { OfferConditions } from '../drivers/driver.ts';
import { simcomCfotaDriver } from '../drivers/simcom.ts';
import { dialectOf } from './dialect.ts';
import { createUpgradeMachine } from './machine.ts';
import { defaultOfferPolicy } from './offerRules.ts';
import { offerViewOf } from './offerView.ts';
import { barsOf, measureOf } from './progress.ts';
import type { UpgradeFacts, UpgradeMachine, UpgradeState } from './state.ts';

const fresh = createUpgradeMachine({
  delivery: 'cloud',
  dialect: dialectOf(simcomCfotaDriver),
  asks: true,
  offerPolicy: defaultOfferPolicy,
  allowSameVersion: false,
  hasServer: false,
});
const offer = { component: 'EC800K', from: null, to: 'V2', minBattery: 30 };
const conditions: OfferConditions = { batteryPercent: 86, signalDbm: null, seqs: [] };
const at = (state: UpgradeState, facts: Partial<UpgradeFacts> = {}): UpgradeMachine => ({
  state,
  facts: { ...fresh.facts, ...facts },
});
const waiting = (reason: 'person' | 'build') =>
  ({ phase: 'deferred', waitMs: 60_000, passedMs: 3_500, reason, cause: 43 }) as const;

describe('what is seen of an offer', () => {
  it('is nothing before there is one, and stays when the machine has forgotten it', () => {
    expect(offerViewOf(fresh, null, null)).toBeNull();
    const seen = offerViewOf(at({ phase: 'offered', offer }, { offer }), conditions, null);
    expect(offerViewOf(fresh, null, seen)).toEqual(seen);
  });

  it('holds the demands against what the module said, and says where it said nothing', () => {
    expect(offerViewOf(at({ phase: 'offered', offer }, { offer }), conditions, null)).toEqual({
      ...offer,
      batteryPercent: 86,
      signalDbm: null,
      state: 'open',
    });
  });

  it.each([
    [{ phase: 'checkingOffer' }, 'checking'],
    [{ phase: 'answeringOffer', accept: true, refusal: null }, 'accepted'],
    [{ phase: 'answeringOffer', accept: false, refusal: null }, 'refused'],
    [waiting('person'), 'deferred'],
  ] as const)('in %o is %s', (state, word) => {
    expect(offerViewOf(at(state, { offer }), null, null)?.state).toBe(word);
  });

  it('keeps the answer that was given while the machine goes on', () => {
    const refused = offerViewOf(
      at({ phase: 'answeringOffer', accept: false, refusal: null }, { offer }),
      null,
      null,
    );
    const later = at({ phase: 'identifying' }, { offer });
    expect(offerViewOf(later, null, refused)?.state).toBe('refused');
  });
});

describe('what is seen of progress', () => {
  it('counts a wait in seconds and says why it waits', () => {
    expect(measureOf(at(waiting('build')))).toEqual({
      ...{ phase: 'upgrade.deferred', done: 3, total: 60, unit: 'steps' },
      wait: { reason: 'build', cause: 43 },
    });
  });

  it('keeps the first bar full while the second one runs', () => {
    const machine = at(
      { phase: 'applying', percent: 40 },
      { downloadSeen: true, downloadDone: true, applyPercent: 40 },
    );
    expect(barsOf(machine)).toEqual({
      download: { done: 100, total: 100, unit: 'percent' },
      apply: { done: 40, total: 100, unit: 'percent' },
    });
  });

  it('counts the bytes of an image that is read out, not what the module told of its own download', () => {
    const machine = at({ phase: 'readingBlocks', done: 1500, total: 6000 }, { downloadSeen: true });
    expect(barsOf(machine).download).toEqual({ done: 1500, total: 6000, unit: 'bytes' });
  });

  it('claims no percentage where the module only says that it applies', () => {
    const measure = measureOf(at({ phase: 'applying', percent: null }));
    expect(measure).toEqual({ phase: 'upgrade.applying', done: 0, unit: 'steps' });
  });
});
