import { type SystemFiles, systemFiles } from './linuxPorts.ts';
import { type RunCommand, runCommand } from './runCommand.ts';

/** A program that has a port open. */
export interface Holder {
  readonly pid: number;
  readonly program: string;
}

/**
 * Who has a device open, by what `/proc` says of each process's files. Other people's processes are hidden unless Airdock runs as
 * root: an empty list means nothing found, not nobody.
 */
export async function findHoldersOnLinux(
  path: string,
  files: SystemFiles = systemFiles,
  ownPid: number = process.pid,
): Promise<Holder[]> {
  const device = (await files.resolve(path)) ?? path;
  const pids = (await files.list('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== ownPid);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const open = await files.list(`/proc/${pid}/fd`);
      const targets = await Promise.all(open.map((fd) => files.resolve(`/proc/${pid}/fd/${fd}`)));
      if (!targets.includes(device)) return null;
      return { pid: Number(pid), program: (await files.read(`/proc/${pid}/comm`)) ?? '?' };
    }),
  );
  return found.filter((holder) => holder !== null);
}

/** The same on macOS, by `lsof -F pc`, which prints `p<pid>` and `c<program>` on lines of their own. */
export async function findHoldersOnMac(path: string, run: RunCommand = runCommand): Promise<Holder[]> {
  const printed = (await run('/usr/sbin/lsof', ['-F', 'pc', '--', path])) ?? '';
  const holders: Holder[] = [];
  let pid = 0;
  for (const line of printed.split('\n')) {
    if (line.startsWith('p')) pid = Number(line.slice(1));
    else if (line.startsWith('c') && pid > 0 && pid !== process.pid)
      holders.push({ pid, program: line.slice(1) });
  }
  return holders;
}
