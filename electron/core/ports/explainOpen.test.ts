import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { explainOpen, type OpenExplainer } from './explainOpen.ts';
import { findHoldersOnLinux, findHoldersOnMac } from './holders.ts';
import { type DeviceAccess, judgeAccess, type LinuxSystem } from './linuxAccess.ts';

const groups = 'root:x:0:\ndialout:x:20:lin,mei\nuucp:x:14:\n';
const path = '/dev/ttyUSB0';

function system(
  access: DeviceAccess | null,
  groupIds: number[] = [],
  name = 'lin',
  userId = 1000,
): LinuxSystem {
  return {
    files: { read: async (file) => (file === '/etc/group' ? groups : undefined) },
    person: { name, userId, groupIds },
    access: async () => access,
  };
}
const ofGroup = (groupId: number, mode = 0o660): DeviceAccess => ({ userId: 0, groupId, mode });

describe('whether a device may be opened', () => {
  it.each([
    ['by everybody', system(ofGroup(20, 0o666)), { kind: 'allowed' }],
    ['by its group', system(ofGroup(20), [20]), { kind: 'allowed' }],
    ['by root', system(ofGroup(20), [], 'root', 0), { kind: 'allowed' }],
    ['after the next login', system(ofGroup(20)), { kind: 'notActive', group: 'dialout' }],
    ['not yet', system(ofGroup(14)), { kind: 'notInGroup', group: 'uucp' }],
    ['by its owner alone', system(ofGroup(20, 0o600), [20]), { kind: 'ownerOnly' }],
    ['by the owner, who asks', system({ userId: 1000, groupId: 20, mode: 0o600 }), { kind: 'allowed' }],
    ['by nobody: it is not there', system(null), { kind: 'notThere' }],
  ])('%s', async (_how, linux, expected) => expect(await judgeAccess(linux, path)).toEqual(expected));
});

/** A computer on which three processes run, one of them hidden. */
const proc = {
  list: async (folder: string) =>
    ({ '/proc': ['1', '77', '812', 'cpuinfo'], '/proc/812/fd': ['0', '9'], '/proc/77/fd': ['3'] })[folder] ??
    [],
  read: async (file: string) => ({ '/proc/812/comm': 'ModemManager', '/proc/77/comm': 'airdock' })[file],
  resolve: async (link: string) =>
    ({
      '/dev/serial/by-id/usb-x': path,
      '/proc/812/fd/9': path,
      '/proc/812/fd/0': '/dev/null',
      '/proc/77/fd/3': path,
    })[link],
};

describe('who has a port open', () => {
  it('is found by the files of each process, by a link as well, and never oneself', async () => {
    const expected = [{ pid: 812, program: 'ModemManager' }];
    expect(await findHoldersOnLinux(path, proc, 77)).toEqual(expected);
    expect(await findHoldersOnLinux('/dev/serial/by-id/usb-x', proc, 77)).toEqual(expected);
  });

  it('is told by lsof on macOS', async () => {
    const run = async () => 'p812\ncscreen\nf5\np900\ncminicom\n';
    expect(await findHoldersOnMac('/dev/cu.x', run)).toEqual([
      { pid: 812, program: 'screen' },
      { pid: 900, program: 'minicom' },
    ]);
    expect(await findHoldersOnMac('/dev/cu.x', async () => null)).toEqual([]);
  });
});

describe('a failure to open', () => {
  const explainer = (more: Partial<OpenExplainer>): OpenExplainer => ({
    platform: 'linux',
    system: system(ofGroup(14)),
    findHolders: async () => [],
    ...more,
  });
  const held = new AppError('port.heldElsewhere', { path }, { retry: 'later' });
  const forbidden = new AppError('port.noPermission', { path, group: 'dialout' }, { retry: 'later' });

  it('names the program that has the port', async () => {
    const by = (program: string) => explainer({ findHolders: async () => [{ pid: 9, program }] });
    expect(await explainOpen(held, path, by('minicom'))).toMatchObject({
      code: 'port.heldByProgram',
      params: { path, program: 'minicom', pid: 9 },
      retry: 'later',
    });
    expect((await explainOpen(held, path, by('ModemManager'))).code).toBe('port.heldByModemManager');
    expect(await explainOpen(held, path, explainer({}))).toBe(held);
  });

  it('names the group that is missing, or what else is', async () => {
    const of = (linux: LinuxSystem) => explainOpen(forbidden, path, explainer({ system: linux }));
    expect((await of(system(ofGroup(14)))).params).toEqual({ path, group: 'uucp' });
    expect((await of(system(ofGroup(20)))).code).toBe('port.permissionNotActive');
    expect((await of(system(ofGroup(0, 0o600)))).code).toBe('port.ownerOnly');
  });

  it('stays what it was where finding out more fails, and on other systems', async () => {
    const broken = explainer({ findHolders: () => Promise.reject(new Error('EACCES')) });
    expect(await explainOpen(held, path, broken)).toBe(held);
    expect(await explainOpen(forbidden, path, explainer({ platform: 'darwin' }))).toBe(forbidden);
  });
});
