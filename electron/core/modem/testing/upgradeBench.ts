import { luatAtDriver, luatUartDriver } from '../drivers/luat/index.ts';
import type { ServerEvent } from '../upgrade/events.ts';
import type { RunUpgradeOptions, UpgradeOutcome } from '../upgrade/runUpgrade.ts';
import { createRunBench } from './runBench.ts';
import { createScriptedModule } from './scriptedModule.ts';

export const oldVersion = 'AirM2M_780E_V1138_LTE_AT';
export const newVersion = 'AirM2M_780E_V1147_LTE_AT';
export const benchUrl = 'http://192.0.2.7:8080/f/a1/p.bin';

/** A whole upgrade of a Luat module in memory: registry, scripted module, server and person in the hands of the test. */
export async function createUpgradeBench(
  options: { readonly seed?: number; readonly withServer?: boolean } = {},
) {
  const bench = await createRunBench((clock) => createScriptedModule({ clock, seed: options.seed ?? 1 }));
  const version = { now: oldVersion };
  const url = { saved: 'http://old.example/x', now: 'http://old.example/x' };
  answerIdentity(bench.module, () => version.now);
  answerUrl(bench.module, url);
  let tell: ((event: ServerEvent) => void) | undefined;
  const listen = (listener: (event: ServerEvent) => void) => {
    tell = listener;
    return () => {
      tell = undefined;
    };
  };
  const start = (overrides: Partial<RunUpgradeOptions> = {}): Promise<UpgradeOutcome> =>
    bench.run({
      driver: overrides.delivery?.kind === 'serial' ? luatUartDriver : luatAtDriver,
      delivery: { kind: 'http', url: benchUrl, saveUrl: false },
      expected: { version: newVersion },
      ...(options.withServer === true ? { serverEvents: listen } : {}),
      ...overrides,
    });
  /** The module restarts: unsaved settings are gone, and maybe its version is another one. */
  const reboot = (to: string): void => {
    version.now = to;
    url.now = url.saved;
  };
  const server = (event: ServerEvent): void => tell?.(event);
  return { ...bench, version, url, start, reboot, server };
}

export type UpgradeBench = Awaited<ReturnType<typeof createUpgradeBench>>;

function answerIdentity(module: ReturnType<typeof createScriptedModule>, version: () => string): void {
  module.answer('AT', ['OK']);
  module.answer('ATI', () => [version(), 'OK']);
  module.answer('AT+UPGRADE', ['OK']);
  module.answer('AT+UPGRADE?', ['+UPGRADE: 0', 'OK']);
}

/** URL with read-back, saved and unsaved. */
function answerUrl(
  module: ReturnType<typeof createScriptedModule>,
  url: { saved: string; now: string },
): void {
  module.answer('AT+UPGRADE="URL"', () => [`+UPGRADE:URL,${url.now}`, 'OK']);
  module.answer('AT+UPGRADE="URL",*', (command) => {
    const match = /^AT\+UPGRADE="URL","([^"]*)"(,1)?$/.exec(command);
    if (match?.[1] === undefined) return ['ERROR'];
    url.now = match[1];
    if (match[2] === undefined) url.saved = match[1];
    return ['OK'];
  });
}
