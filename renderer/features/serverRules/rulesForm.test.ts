import { describe, expect, it } from 'vitest';
import { defaultOtaRules } from '../../../shared/contract/otaLedger.ts';
import { formOfRules, type RulesForm, rulesOf } from './rulesForm.ts';

const form = formOfRules(defaultOtaRules);

describe('rules as typed', () => {
  it('are what they were when nothing was changed', () => {
    expect(form.loops).toEqual([
      { count: '6', hours: '1' },
      { count: '10', hours: '24' },
    ]);
    expect(rulesOf(form)).toEqual({ ok: true, rules: defaultOtaRules });
  });

  it('take parts of hours, and no window at all', () => {
    const changed = rulesOf({ ...form, loops: [], confirmHours: '0.5', pinHours: '1.25' });
    expect(changed).toMatchObject({
      ok: true,
      rules: { loopWindows: [], confirmTimeoutMs: 1_800_000, pinMs: 4_500_000 },
    });
  });

  it.each([
    [{ refusalStatus: '200' }, 'badStatus'],
    [{ refusalStatus: '' }, 'badStatus'],
    [{ loops: [{ count: '1', hours: '1' }] }, 'badLoop'],
    [{ loops: [{ count: '6', hours: '' }] }, 'badLoop'],
    [{ confirmHours: '-1' }, 'badConfirm'],
    [{ pinHours: 'x' }, 'badPin'],
  ] satisfies [Partial<RulesForm>, string][])('say what is wrong with %o: %s', (change, problem) => {
    expect(rulesOf({ ...form, ...change })).toEqual({ ok: false, problem });
  });
});
