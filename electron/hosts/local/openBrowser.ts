/** The system's browser, where there is one. */
import { spawn } from 'node:child_process';

/** Null where nobody could see a window (a Linux without a display). The address is ours, so it needs no quoting. */
export function browserCommand(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  url: string,
): readonly string[] | null {
  if (platform === 'darwin') return ['open', url];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  const hasDisplay = Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'] || env['WSL_DISTRO_NAME']);
  return hasDisplay ? ['xdg-open', url] : null;
}

export function openBrowser(url: string): void {
  const [program, ...args] = browserCommand(process.platform, process.env, url) ?? [];
  if (program === undefined) return;
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  // The address is on the terminal anyway.
  child.on('error', () => {});
  child.unref();
}
