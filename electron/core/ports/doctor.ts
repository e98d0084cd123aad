import type { PortInfo } from '../../../shared/contract/port.ts';
import { findHoldersOnLinux, findHoldersOnMac } from './holders.ts';
import { serialName } from './identity.ts';
import { judgeAccess, type LinuxSystem, linuxSystem } from './linuxAccess.ts';
import { type SystemFiles, systemFiles } from './linuxPorts.ts';
import { type RunCommand, runCommand } from './runCommand.ts';
import { listIdleDevices } from './usbDevices.ts';

/** One thing that was looked at. */
export interface PortFinding {
  /** Text key below `doctor.` */
  readonly name: 'serialAccess' | 'portDrivers' | 'portServices' | 'portHolders' | 'portTwins';
  readonly state: 'ok' | 'warning' | 'problem';
  /** Names and ids, the same in every language. */
  readonly detail: string;
  /** What to do; text key below `doctorAdvice.` */
  readonly advice?: { readonly code: string; readonly params: Readonly<Record<string, string | number>> };
}

export interface PortSurroundings {
  readonly platform: NodeJS.Platform;
  readonly files: SystemFiles;
  readonly system: LinuxSystem;
  readonly run: RunCommand;
}

export function portSurroundings(): PortSurroundings {
  return { platform: process.platform, files: systemFiles, system: linuxSystem(), run: runCommand };
}

/** Looks at drivers, permissions and other programs, without opening a port or changing anything. */
export async function examinePorts(
  ports: readonly PortInfo[],
  around: PortSurroundings,
): Promise<PortFinding[]> {
  const serial = ports.filter(({ kind, presence }) => kind === 'serial' && presence === 'present');
  const [access, drivers, services, holders] = await Promise.all([
    checkAccess(serial, around),
    checkDrivers(serial, around),
    checkServices(around),
    checkHolders(serial, around),
  ]);
  return [access, drivers, services, holders, checkTwins(serial)].filter((finding) => finding !== null);
}

/** On Linux a serial port belongs to a group (`dialout`, on some systems `uucp`) that a person must be in. */
async function checkAccess(serial: readonly PortInfo[], around: PortSurroundings): Promise<PortFinding> {
  const name = 'serialAccess';
  if (around.platform !== 'linux') return { name, state: 'ok', detail: '' };
  const { person } = around.system;
  for (const { path } of serial) {
    const verdict = await judgeAccess(around.system, path);
    if (verdict.kind === 'notInGroup')
      return advise(name, 'problem', path, 'notInGroup', { group: verdict.group, user: person.name });
    if (verdict.kind === 'notActive')
      return advise(name, 'problem', path, 'notActive', { group: verdict.group });
    if (verdict.kind === 'ownerOnly') return advise(name, 'problem', path, 'ownerOnly', { path });
  }
  return serial.length > 0 ? { name, state: 'ok', detail: '' } : membership(name, around);
}

/** Nothing is plugged: whether it could be opened is judged by the usual groups. */
async function membership(name: 'serialAccess', { files, system }: PortSurroundings): Promise<PortFinding> {
  const { person } = system;
  if (person.userId === 0) return { name, state: 'ok', detail: 'root' };
  const lines = ((await files.read('/etc/group')) ?? '').split('\n').map((line) => line.split(':'));
  const usual = lines.filter(([group]) => group === 'dialout' || group === 'uucp');
  const mine = usual.find(([, , id]) => person.groupIds.includes(Number(id)));
  if (mine?.[0] !== undefined) return { name, state: 'ok', detail: mine[0] };
  const group = usual[0]?.[0] ?? 'dialout';
  return advise(name, 'problem', '', 'notInGroup', { group, user: person.name });
}

/** A known device without a port: its driver is missing, or another program has taken it away. */
async function checkDrivers(serial: readonly PortInfo[], around: PortSurroundings): Promise<PortFinding> {
  const name = 'portDrivers';
  const idle = await listIdleDevices(serial, around);
  const [first] = idle;
  if (first === undefined) return { name, state: 'ok', detail: '' };
  const detail = idle.map(({ usb, where }) => `${usb} (${where})`).join(', ');
  const { usb, advice, driver } = first;
  return advise(name, 'problem', detail, advice, {
    usb,
    driver,
    vendor: usb.slice(0, 4),
    product: usb.slice(5),
  });
}

/** Programs of Linux that take ports as soon as they are plugged. */
const takers: Readonly<Record<string, string>> = { ModemManager: 'modemManager', brltty: 'brltty' };

async function checkServices(around: PortSurroundings): Promise<PortFinding | null> {
  if (around.platform !== 'linux') return null;
  const pids = (await around.files.list('/proc')).filter((each) => /^\d+$/.test(each));
  const programs = await Promise.all(pids.map((pid) => around.files.read(`/proc/${pid}/comm`)));
  const found = Object.keys(takers).filter((program) => programs.includes(program));
  const code = takers[found[0] ?? ''];
  if (code === undefined) return { name: 'portServices', state: 'ok', detail: '' };
  return advise('portServices', 'warning', found.join(', '), code, {});
}

async function checkHolders(
  serial: readonly PortInfo[],
  around: PortSurroundings,
): Promise<PortFinding | null> {
  const { platform, files, run } = around;
  if (platform !== 'linux' && platform !== 'darwin') return null;
  const held: string[] = [];
  for (const { path } of serial) {
    const holders = await (platform === 'linux'
      ? findHoldersOnLinux(path, files)
      : findHoldersOnMac(path, run));
    held.push(...holders.map(({ program, pid }) => `${path}: ${program} (${pid})`));
  }
  if (held.length === 0) return { name: 'portHolders', state: 'ok', detail: '' };
  return advise('portHolders', 'warning', held.join(', '), 'held', {});
}

/** Modules that only their socket tells apart. */
function checkTwins(serial: readonly PortInfo[]): PortFinding | null {
  const sockets = new Map<string, Set<string>>();
  for (const { usb } of serial) {
    if (usb?.vendorId === undefined || usb.location === undefined || serialName(usb) !== undefined) continue;
    const product = `${usb.vendorId}:${usb.productId ?? ''}`;
    sockets.set(product, (sockets.get(product) ?? new Set()).add(usb.location));
  }
  const twins = [...sockets].filter(([, places]) => places.size > 1);
  if (twins.length === 0) return null;
  const detail = twins.map(([product, places]) => `${product}: ${[...places].join(', ')}`).join('; ');
  return advise('portTwins', 'ok', detail, 'twins', {});
}

function advise(
  name: PortFinding['name'],
  state: PortFinding['state'],
  detail: string,
  code: string,
  params: Readonly<Record<string, string | number>>,
): PortFinding {
  return { name, state, detail, advice: { code, params } };
}
