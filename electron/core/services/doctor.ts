import { execFile } from 'node:child_process';
import { readFile, statfs } from 'node:fs/promises';
import { networkInterfaces, platform, userInfo } from 'node:os';
import { promisify } from 'node:util';
import type { DoctorCheck } from '../../../shared/contract/app.ts';

const runFile = promisify(execFile);

/** Below this the journal of a busy day may not fit (1 MB/s for ten minutes is 600 MB). */
const wantedFreeBytes = 1024 ** 3;

export interface DoctorSurroundings {
  readonly dataFolder: string;
  readonly secretsIn: 'system' | 'file';
  readonly portCount: () => Promise<number>;
}

/** Looks at this computer for what field work needs; never changes anything. */
export async function examine(surroundings: DoctorSurroundings): Promise<DoctorCheck[]> {
  return Promise.all([
    checkNode(),
    checkFreeSpace(surroundings.dataFolder),
    checkSerialAccess(),
    checkPorts(surroundings.portCount),
    checkNetwork(),
    checkSocat(),
    checkSecrets(surroundings.secretsIn),
  ]);
}

function checkNode(): DoctorCheck {
  const major = Number(process.versions.node.split('.')[0]);
  return { name: 'node', state: major >= 24 ? 'ok' : 'problem', detail: process.versions.node };
}

async function checkFreeSpace(folder: string): Promise<DoctorCheck> {
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  const detail = `${folder}: ${(freeBytes / 1024 ** 3).toFixed(1)} GiB`;
  return { name: 'diskSpace', state: freeBytes >= wantedFreeBytes ? 'ok' : 'warning', detail };
}

/** On Linux a serial port belongs to a group (`dialout`, on some systems `uucp`) that a person must be in. */
async function checkSerialAccess(): Promise<DoctorCheck> {
  if (platform() !== 'linux') return { name: 'serialAccess', state: 'ok', detail: '' };
  const user = userInfo();
  if (user.uid === 0) return { name: 'serialAccess', state: 'ok', detail: 'root' };
  const groups = await readFile('/etc/group', 'utf8').catch(() => '');
  const mine = process.getgroups?.() ?? [];
  for (const line of groups.split('\n')) {
    const [name, , id] = line.split(':');
    if ((name === 'dialout' || name === 'uucp') && mine.includes(Number(id)))
      return { name: 'serialAccess', state: 'ok', detail: name };
  }
  return { name: 'serialAccess', state: 'problem', detail: `sudo usermod -aG dialout ${user.username}` };
}

async function checkPorts(portCount: () => Promise<number>): Promise<DoctorCheck> {
  const count = await portCount();
  return { name: 'ports', state: count > 0 ? 'ok' : 'warning', detail: String(count) };
}

function checkNetwork(): DoctorCheck {
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  return { name: 'network', state: addresses.length > 0 ? 'ok' : 'warning', detail: addresses.join(', ') };
}

async function checkSocat(): Promise<DoctorCheck> {
  if (platform() === 'win32') return { name: 'socat', state: 'ok', detail: '-' };
  const found = await runFile('socat', ['-V'], { timeout: 5000 }).then(
    () => true,
    () => false,
  );
  return { name: 'socat', state: found ? 'ok' : 'warning', detail: found ? '' : 'apt install socat' };
}

function checkSecrets(secretsIn: 'system' | 'file'): DoctorCheck {
  return { name: 'secrets', state: secretsIn === 'system' ? 'ok' : 'warning', detail: secretsIn };
}
