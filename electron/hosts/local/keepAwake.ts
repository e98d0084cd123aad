/** Keeping the computer awake without Electron: by the system's own tool, which lets go when it or we end. */
import { type ChildProcess, spawn } from 'node:child_process';

/** Null where the system has no such tool (Windows); the window then says that sleep is up to the person. */
export function awakeCommand(platform: NodeJS.Platform, pid: number): readonly string[] | null {
  if (platform === 'darwin') return ['caffeinate', '-i', '-w', `${pid}`];
  if (platform !== 'linux') return null;
  // `tail --pid` ends with us even when we are killed, and so does the inhibition.
  const waitForUs = ['tail', '--pid', `${pid}`, '-f', '/dev/null'];
  return [
    'systemd-inhibit',
    '--what=idle:sleep',
    '--who=Airdock',
    '--why=upgrade',
    '--mode=block',
    ...waitForUs,
  ];
}

/** Calling it twice with the same value does nothing the second time. */
export function createKeepAwake(command: readonly string[] | null): (on: boolean) => void {
  let child: ChildProcess | undefined;
  return (on) => {
    const [program, ...args] = command ?? [];
    if (!on) {
      child?.kill();
      child = undefined;
    } else if (child === undefined && program !== undefined) {
      child = spawn(program, args, { stdio: 'ignore' });
      // A system without the tool stays as it is: this is a help, not a promise.
      child.on('error', () => {});
      child.unref();
    }
  };
}
