/** Where the running core of a data folder listens for a second door. */
import { createHash } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';

export interface AddressSurroundings {
  readonly platform: NodeJS.Platform;
  /** Folder for sockets that are too deep in the data folder. */
  readonly temporaryFolder: string;
  readonly randomHex: (bytes: number) => string;
}

/** sun_path of unix(7) has 108 bytes on Linux and 104 on macOS, with the closing zero. */
const maxSocketPathBytes = 103;

/**
 * A socket in the data folder; in an owner-only folder of its own when that path would be too long; on Windows a named pipe
 * whose name nobody can guess and so nobody can take before us.
 * Throws AppError host.dataFolderUnusable when the folder for the socket belongs to somebody else.
 */
export function chooseAttachAddress(folder: string, surroundings: AddressSurroundings): string {
  if (surroundings.platform === 'win32') return `\\\\.\\pipe\\airdock-${surroundings.randomHex(16)}`;
  const beside = join(folder, 'core.sock');
  if (Buffer.byteLength(beside) <= maxSocketPathBytes) return beside;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const own = join(surroundings.temporaryFolder, `airdock-${name}`);
  takeFolder(own);
  return join(own, 'core.sock');
}

/** The temporary folder is everybody's: what is already there under our name is only used when it is ours alone. */
function takeFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const info = statSync(path);
  if (info.uid === process.getuid?.() && (info.mode & 0o077) === 0) return;
  throw new AppError('host.dataFolderUnusable', { path, reason: 'belongs to somebody else' });
}
