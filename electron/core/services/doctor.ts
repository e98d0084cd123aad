import { execFile } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { networkInterfaces, platform } from 'node:os';
import { promisify } from 'node:util';
import type { DoctorCheck } from '../../../shared/contract/app.ts';
import type { PortInfo } from '../../../shared/contract/port.ts';
import { examinePorts, portSurroundings } from '../ports/doctor.ts';

const runFile = promisify(execFile);

/** Below this the journal of a busy day may not fit (1 MB/s for ten minutes is 600 MB). */
const wantedFreeBytes = 1024 ** 3;

export interface DoctorSurroundings {
  readonly dataFolder: string;
  readonly secretsIn: 'system' | 'file';
  /** The ports as they are now. */
  readonly listPorts: () => Promise<readonly PortInfo[]>;
}

/** Looks at this computer for what field work needs; never changes anything. */
export async function examine(surroundings: DoctorSurroundings): Promise<DoctorCheck[]> {
  const ports = await surroundings.listPorts();
  const [node, space, ofPorts, socat] = await Promise.all([
    checkNode(),
    checkFreeSpace(surroundings.dataFolder),
    examinePorts(ports, portSurroundings()),
    checkSocat(),
  ]);
  return [
    node,
    space,
    { ...checkPorts(ports), ofPorts: true },
    ...ofPorts.map((finding) => ({ ...finding, ofPorts: true })),
    checkNetwork(),
    socat,
    checkSecrets(surroundings.secretsIn),
  ];
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

function checkPorts(ports: readonly PortInfo[]): DoctorCheck {
  const count = ports.filter(({ kind, presence }) => kind === 'serial' && presence === 'present').length;
  return {
    name: 'ports',
    state: count > 0 ? 'ok' : 'warning',
    detail: String(count),
    ...(count > 0 ? {} : { advice: { code: 'noPorts', params: {} } }),
  };
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
