/** What browser tests need from the system: a Chromium, a CJK font and socat, brought where Airdock may install them. */
import { existsSync } from 'node:fs';
import { inProject, node24, scriptEnvironment } from './paths.mjs';
import { has, run } from './run.mjs';

const candidates = {
  linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].flatMap(
    (name) => [`/usr/bin/${name}`, `/snap/bin/${name}`],
  ),
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) =>
    [
      'Google/Chrome/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
      'Chromium/Application/chrome.exe',
    ].map((path) => `${process.env[variable] ?? ''}/${path}`),
  ),
};

function installedBrowser() {
  if (process.env.AIRDOCK_CHROMIUM && existsSync(process.env.AIRDOCK_CHROMIUM))
    return process.env.AIRDOCK_CHROMIUM;
  return (candidates[process.platform] ?? []).find((path) => existsSync(path)) ?? null;
}

async function canUseApt() {
  return process.platform === 'linux' && process.getuid?.() === 0 && (await has('apt-get'));
}

let aptUpdated = false;
async function aptInstall(...packages) {
  console.log(`Installing ${packages.join(', ')} (apt-get) ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!aptUpdated) await run('apt-get', ['update', '-qq'], { env, capture: true, timeoutMs: 180_000 });
  aptUpdated = true;
  const result = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    env,
    capture: true,
    timeoutMs: 420_000,
  });
  if (result.code !== 0) console.error(result.output.slice(-2000));
  return result.code === 0;
}

/**
 * An executable path, `'playwright'` for Playwright's own download, or null where no Chromium can be had.
 * @returns {Promise<string | null>}
 */
export async function ensureChromium() {
  const present = installedBrowser();
  if (present) return present;
  if ((await canUseApt()) && (await aptInstall('chromium'))) return installedBrowser();
  console.log("Fetching Playwright's Chromium ...");
  const { code } = await run(
    node24,
    [inProject('node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium'],
    {
      cwd: inProject(),
      env: scriptEnvironment(),
      timeoutMs: 240_000,
      capture: true,
    },
  );
  if (code === 0) return 'playwright';
  console.error('No Chromium: install Chrome, Edge or Chromium, or set AIRDOCK_CHROMIUM to its path.');
  return null;
}

/** True when Chinese text has a font; without one every screenshot shows empty boxes. */
export async function ensureChineseFont() {
  if (process.platform !== 'linux') return true;
  const present = async () =>
    (await run('fc-list', [':lang=zh'], { capture: true, timeoutMs: 60_000 })).output.trim() !== '';
  if (await present()) return true;
  if ((await canUseApt()) && (await aptInstall('fontconfig', 'fonts-noto-cjk')) && (await present()))
    return true;
  console.error(
    'No Chinese font: install fonts-noto-cjk (Debian) or any CJK font, or pictures show empty boxes.',
  );
  return false;
}

/** True when socat is there; the pseudo-terminal tests need it. */
export async function ensureSocat() {
  if (process.platform === 'win32') return false;
  if (await has('socat', ['-V'])) return true;
  return (await canUseApt()) && (await aptInstall('socat')) && (await has('socat', ['-V']));
}
