import { describe, expect, it } from 'vitest';
import type { DialectInfo, Knob } from '../../../shared/contract/virtual.ts';
import {
  caseOf,
  changedKnobs,
  commandLine,
  fileNameOf,
  groupsOf,
  matches,
  numberOf,
  valuesOfCase,
} from './knobForm.ts';

const knob = (name: string, more: Partial<Knob> = {}): Knob => ({
  name,
  group: 'radio',
  type: 'switch',
  default: true,
  nullable: false,
  range: 'true | false',
  atCreation: false,
  ...more,
});
const knobs = [
  knob('sim'),
  knob('signalRssi', { type: 'number', default: 24, min: 0, max: 99 }),
  knob('factoryUrl', { type: 'text', default: '', group: 'settings', atCreation: true }),
];
const dialect: DialectInfo = {
  id: 'ec618-at',
  chip: 'ec618',
  fileEndings: ['.binpkg'],
  knobs,
  presets: [
    { id: 'noSim', knobs: { sim: false } },
    { id: 'weak', knobs: { signalRssi: 5, sim: true } },
  ],
};

describe('a form of knobs', () => {
  it('groups them in their order', () => {
    expect(groupsOf(knobs).map(([group, list]) => [group, list.length])).toEqual([
      ['radio', 2],
      ['settings', 1],
    ]);
  });

  it('knows which are not as made, and which case that is', () => {
    expect(changedKnobs(knobs, { sim: false, signalRssi: 24 }).map(({ name }) => name)).toEqual(['sim']);
    expect(caseOf(dialect, { sim: false })).toBe('noSim');
    expect(caseOf(dialect, { signalRssi: 5 })).toBe('weak');
    expect(caseOf(dialect, { sim: false, signalRssi: 5 })).toBeNull();
    expect(caseOf(dialect, {})).toBeNull();
  });

  it('puts everything else back when a case is played, but nothing that only counts at the creation', () => {
    expect(valuesOfCase(knobs, { sim: false })).toEqual({ sim: false, signalRssi: 24 });
  });

  it('takes numbers only within their limits', () => {
    const [, rssi] = knobs;
    if (!rssi) throw new Error('no knob');
    expect(['', ' ', 'x', '100', '-1', '5', '5.5'].map((typed) => numberOf(rssi, typed))).toEqual([
      null,
      null,
      null,
      null,
      null,
      5,
      5.5,
    ]);
  });

  it('writes the command line that makes the same module', () => {
    expect(commandLine(dialect, 'a.binpkg', '', {})).toBe('airdock virtual ec618-at a.binpkg');
    expect(commandLine(dialect, 'my file.binpkg', '123456789012345', { sim: false, signalRssi: 24 })).toBe(
      'airdock virtual ec618-at "my file.binpkg" --imei 123456789012345 --knobs sim=false',
    );
    expect(commandLine(dialect, '', '', {})).toBe('airdock virtual ec618-at FIRMWARE');
  });

  it('names a file by its last part', () => {
    expect(fileNameOf({ kind: 'path', path: 'C:\\x\\old.binpkg' }, '')).toBe('old.binpkg');
    expect(fileNameOf({ kind: 'demo', name: 'd.binpkg' }, '')).toBe('d.binpkg');
    expect(fileNameOf({ kind: 'upload', id: '0'.repeat(32) }, 'u.binpkg')).toBe('u.binpkg');
    expect(fileNameOf(null, 'u')).toBe('');
  });

  it('finds by every word that was typed', () => {
    expect(matches('', 'anything')).toBe(true);
    expect(matches('SIM 10', 'No sim card', 'error 10')).toBe(true);
    expect(matches('sim 11', 'No sim card', 'error 10')).toBe(false);
  });
});
