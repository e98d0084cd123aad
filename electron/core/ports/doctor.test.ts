import { describe, expect, it } from 'vitest';
import type { PortInfo } from '../../../shared/contract/port.ts';
import { examinePorts, type PortSurroundings } from './doctor.ts';
import { listLinuxPorts } from './linuxPorts.ts';
import { toMacPorts } from './macPorts.ts';
import { toListedPort } from './serialProvider.ts';
import { linuxBench, linuxFiles } from './testing/systems/linux.ts';
import { macBinding, macUsb } from './testing/systems/mac.ts';
import { problemDevices } from './testing/systems/windows.ts';

const groups = { '/etc/group': 'root:x:0:\ndialout:x:20:mei\n' };

function linux(more: Readonly<Record<string, string>> = {}, groupIds: number[] = [20], pids: string[] = []) {
  const files = linuxFiles(linuxBench, { ...groups, ...more });
  const list = async (folder: string) => (folder === '/proc' ? pids : files.list(folder));
  const around: PortSurroundings = {
    platform: 'linux',
    files: { ...files, list },
    system: {
      files,
      person: { name: 'lin', userId: 1000, groupIds },
      access: async () => ({ userId: 0, groupId: 20, mode: 0o660 }),
    },
    run: async () => null,
  };
  return around;
}

const present = (listed: ReturnType<typeof toListedPort>): PortInfo => ({
  ...listed,
  kind: 'serial',
  role: listed.role ?? { guess: 'unknown', reason: 'plainUart' },
  presence: 'present',
});
const portsOf = async (around: PortSurroundings) =>
  (await listLinuxPorts(around.files)).map((port) => present(toListedPort(port)));

describe('the doctor of ports on Linux', () => {
  it('finds the module that no driver has taken, and says how to bind it', async () => {
    const around = linux();
    const findings = await examinePorts(await portsOf(around), around);
    expect(findings.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'serialAccess ok',
      'portDrivers problem',
      'portServices ok',
      'portHolders ok',
      'portTwins ok',
    ]);
    expect(findings[1]).toMatchObject({
      detail: '2c7c:6005 (1-3.2)',
      advice: { code: 'driverNewIdLinux', params: { vendor: '2c7c', product: '6005', driver: 'option' } },
    });
    expect(findings[4]).toMatchObject({ detail: '19d1:0001: 1-1, 1-2', advice: { code: 'twins' } });
  });

  it('says which group is missing, with and without a port', async () => {
    const around = linux({}, []);
    const problem = {
      state: 'problem',
      advice: { code: 'notInGroup', params: { group: 'dialout', user: 'lin' } },
    };
    expect((await examinePorts(await portsOf(around), around))[0]).toMatchObject(problem);
    expect((await examinePorts([], around))[0]).toMatchObject(problem);
  });

  it('warns of services that take ports', async () => {
    const around = linux({ '/proc/812/comm': 'ModemManager' }, [20], ['1', '812']);
    expect((await examinePorts([], around))[2]).toMatchObject({
      state: 'warning',
      detail: 'ModemManager',
      advice: { code: 'modemManager' },
    });
  });
});

describe('the doctor of ports elsewhere', () => {
  const on = (platform: NodeJS.Platform, printed: string | null): PortSurroundings => ({
    ...linux(),
    platform,
    run: async () => printed,
  });

  it('reads the problems of Windows in any language, those of modules and bridges only', async () => {
    const findings = await examinePorts([], on('win32', problemDevices));
    expect(findings.map(({ name }) => name)).toEqual(['serialAccess', 'portDrivers']);
    expect(findings[1]).toMatchObject({
      state: 'problem',
      detail: '1a86:7523 (USB\\VID_1A86&PID_7523\\5&1A2B3C4D&0&4)',
      advice: { code: 'driverWindows' },
    });
  });

  it('finds devices of macOS that have no port, behind hubs too', async () => {
    const ports = toMacPorts(macBinding).map((port) => present(toListedPort(port)));
    const findings = await examinePorts(ports, on('darwin', macUsb));
    expect(findings[1]).toMatchObject({ detail: '10c4:ea60 (USB Serial)', advice: { code: 'driverMac' } });
  });

  it.each(['win32', 'darwin'] as const)(
    'says nothing of drivers where %s cannot be asked',
    async (platform) => {
      for (const printed of [null, 'no such command'])
        expect((await examinePorts([], on(platform, printed)))[1]).toMatchObject({
          name: 'portDrivers',
          state: 'ok',
        });
    },
  );
});
