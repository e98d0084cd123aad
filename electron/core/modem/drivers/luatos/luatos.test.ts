import { describe, expect, it } from 'vitest';
import { readLogLine } from '../../../../../shared/domain/luatosLogLine.ts';
import { decodeLuatos } from './signals.ts';
import { isSameScript } from './versions.ts';

const kinds = (line: string) => decodeLuatos(line, 'text').map(({ kind }) => kind);

describe('a line of a LuatOS log', () => {
  it('is taken apart with tabs, with blanks in a tag and with the seconds in front', () => {
    expect(readLogLine('I/user.fota\tresult\t0')).toEqual({
      ...{ level: 'I', tag: 'user.fota', values: ['result', '0'], text: 'result 0' },
    });
    expect(readLogLine('I/user.http fota\t-9\ttable: 0C7F1A20\t')?.tag).toBe('user.http fota');
    expect(readLogLine('[000000001.226] I/main LuatOS@Air780E base 23.11 bsp V1112 32bit')).toMatchObject({
      tag: 'main',
      text: 'LuatOS@Air780E base 23.11 bsp V1112 32bit',
    });
    expect(readLogLine('+CREG: 1')).toBeNull();
  });

  it('tells versions, requests, answers and ends', () => {
    expect(decodeLuatos('I/user.main\tdemo\t1.0.1', 'text')).toEqual([
      { kind: 'versionAnnounced', version: '1.0.1' },
    ]);
    expect(kinds('I/user.main\tdemo\thello')).toEqual([]);
    expect(kinds('I/user.fota.url\tGET\thttp://h/p?imei=1&project_key=k&version=1112.1.0')).toEqual([
      'versionAnnounced',
      'remarked',
    ]);
    expect(kinds('I/user.fota.url\thttp://h/upgradeimei=1&project_key=k')).toEqual(['troubled', 'remarked']);
    const repeated = 'I/user.fota.url\tGET\thttp://h/p?imei=1&version=1.0.0?imei=1&version=1.0.0';
    expect(kinds(repeated)).toContain('troubled');
    expect(kinds('I/user.fota\tresult\t0')).toEqual(['downloadDone']);
    expect(kinds('I/user.fota\tresult\t4')).toEqual(['failed']);
    expect(kinds('I/user.http fota\t200\ttable: 0C7F1A20\t1234')).toEqual([]);
    expect(decodeLuatos('I/user.fota\t400\t{"code": 27, "msg": "x"}', 'text')).toEqual([
      { kind: 'troubled', failure: { domain: 'cloud', code: 27, http: 400, cause: 27 } },
    ]);
    expect(kinds('I/pm poweron reason: 3 0 0')).toEqual([]);
    expect(kinds('I/pm poweron reason: 8 0 0')).toEqual(['failed']);
  });
});

describe('two versions of a script', () => {
  it('are the same however the script and its request write them', () => {
    expect(isSameScript('1112.1.1', '1.0.1')).toBe(true);
    expect(isSameScript('1.0.1', '1112.1.1')).toBe(true);
    expect(isSameScript('1112.1.0.1', '1.0.1')).toBe(true);
    expect(isSameScript('001.000.002', '1.0.2')).toBe(true);
  });

  it('differ in any segment that both tell, the core included', () => {
    expect(isSameScript('1112.1.0', '1.0.1')).toBe(false);
    expect(isSameScript('1.0.1', '1.1.1')).toBe(false);
    expect(isSameScript('1112.1.1', '1113.1.1')).toBe(false);
    expect(isSameScript('mine', 'other')).toBe(false);
  });
});
