import { describe, expect, it } from 'vitest';
import { decodeUrc, parseUpgradeQuery, parseUpgradeTag } from './urc.ts';

describe('lines of a module on its own', () => {
  it.each([
    ['+UPGRADEIND: 0', { kind: 'downloadProgressed', percent: 0 }],
    ['+UPGRADEIND:100', { kind: 'downloadProgressed', percent: 100 }],
    ['+UPGRADEIND: "50"', { kind: 'downloadProgressed', percent: 50 }],
    ['␀+UPGRADEIND: -1003', { kind: 'upgradeFailed', code: -1003, dialect: 'UPGRADEIND' }],
    ['+CME ERROR: 1002', { kind: 'upgradeFailed', code: -1002, dialect: 'CME' }],
    ['+CME ERROR: 10', { kind: 'other', name: '+CME ERROR', body: '10' }],
    ['+UPGRADE: 45', { kind: 'downloadProgressed', percent: 45 }],
    [
      '+UPGRADE: 2,-1003,200,43',
      { kind: 'upgradeStateTold', state: { state: 'ended', code: -1003, http: 200, cause: 43 } },
    ],
    ['+UPGRADEDL: 7', { kind: 'applyProgressed', percent: 7 }],
    ['+UPGRADDL:7', { kind: 'applyProgressed', percent: 7 }],
    ['+UPGRADEVER: 1', { kind: 'cloudInformed', succeeded: true }],
    ['+UPGRADEVER: "0"', { kind: 'cloudInformed', succeeded: false }],
    [
      '+UPGRADEVER: "AirM2M_780E_V1121_LTE_AT"',
      { kind: 'versionAnnounced', version: 'AirM2M_780E_V1121_LTE_AT' },
    ],
    ['+QIND: "FOTA","START"', { kind: 'applyStarted' }],
    ['+QIND: "FOTA", "UPDATING", 13', { kind: 'applyProgressed', percent: 13 }],
    ['+QIND:FOTA,UPDATING,13%', { kind: 'applyProgressed', percent: 13 }],
    ['+QIND: "FOTA","END",0', { kind: 'applyEnded', code: 0 }],
    ['+QIND: "FOTA","END",510', { kind: 'applyEnded', code: 510 }],
    ['+QIND: "csq",20', { kind: 'other', name: '+QIND', body: '"csq",20' }],
    ["^boot.rom'v'!\\n", { kind: 'bootBannerShown' }],
    ['␀␀RDY', { kind: 'moduleReady' }],
    ['^MODE: 17,17', { kind: 'modeChanged', mode: 17 }],
    ['+E_UTRAN Service', { kind: 'serviceChanged', available: true }],
    ['+NO Service', { kind: 'serviceChanged', available: false }],
    ['+CGEV: ME PDN ACT 1,0', { kind: 'packetDomainChanged', active: true, detail: 'ME PDN ACT 1,0' }],
    ['+CGEV: NW PDN DEACT 1', { kind: 'packetDomainChanged', active: false, detail: 'NW PDN DEACT 1' }],
    ['+NITZ: 2024/08/23,06:52:50+32,0', { kind: 'networkTimeTold', time: '2024/08/23,06:52:50+32,0' }],
    ['+CPIN: SIM REMOVED 0', { kind: 'simChanged', sim: 'absent' }],
    ['+CPIN: READY 0', { kind: 'simChanged', sim: 'ready' }],
    ['+CEREG: 5', { kind: 'registrationChanged', status: 5 }],
    ['NORMAL POWER DOWN', { kind: 'poweredDown' }],
    ['+XYZ: a', { kind: 'other', name: '+XYZ', body: 'a' }],
  ])('%s', (line, event) => {
    expect(decodeUrc(line)).toEqual(event);
  });

  it.each(['OK', 'ERROR', 'I/user.main hello', 'AirM2M_780E_V1138_LTE_AT', '', '+CSQ', 'RDYX', '7,10700'])(
    '%s is none',
    (line) => {
      expect(decodeUrc(line)).toBeNull();
    },
  );

  it('keep the name of a known line whose value makes no sense', () => {
    for (const line of ['+UPGRADEIND: 101', '+UPGRADEIND: x', '+UPGRADEIND: 1e1']) {
      expect(decodeUrc(line)).toMatchObject({ kind: 'other', name: '+UPGRADEIND' });
    }
  });
});

describe('the answer to AT+UPGRADE?', () => {
  it.each([
    ['+UPGRADE: 0', { state: 'idle' }],
    ['+UPGRADE:1,7', { state: 'downloading', percent: 7 }],
    ['+UPGRADE: 1', { state: 'downloading', percent: null }],
    ['+UPGRADE: 2,-1003,200,43', { state: 'ended', code: -1003, http: 200, cause: 43 }],
    ['+UPGRADE: 2, [-1003, 200, 43]', { state: 'ended', code: -1003, http: 200, cause: 43 }],
    ['+UPGRADE: 2,[-1003],[200],[43]', { state: 'ended', code: -1003, http: 200, cause: 43 }],
    ['+UPGRADE: [2,-1004,404]', { state: 'ended', code: -1004, http: 404, cause: null }],
    ['+UPGRADE: 2,-1001,0,0', { state: 'ended', code: -1001, http: null, cause: null }],
    ['+UPGRADE: 2', { state: 'ended', code: null, http: null, cause: null }],
    ['+UPGRADE: 2,,,', { state: 'ended', code: null, http: null, cause: null }],
    ['+UPGRADE: 45', null],
    ['+UPGRADE:URL,http://x', null],
    ['+UPGRADEIND: 1', null],
  ])('%s', (line, expected) => {
    expect(parseUpgradeQuery(line)).toEqual(expected);
  });
});

describe('the read-back of a setting', () => {
  it.each([
    ['+UPGRADE:URL,http://a/b,c', 'URL', 'http://a/b,c'],
    ['+UPGRADE: "KEY" , "abc"', 'KEY', 'abc'],
    ['+UPGRADE:AUTO,1', 'AUTO', '1'],
    ['+UPGRADE:URL', 'URL', ''],
    ['+UPGRADE:AUTO,1', 'URL', null],
    ['+UPGRADE: 1,20', 'URL', null],
  ])('%s for %s is %s', (line, tag, value) => {
    expect(parseUpgradeTag(line, tag)).toBe(value);
  });
});
