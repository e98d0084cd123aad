import { createPortRegistry } from '../../ports/registry.ts';
import { createFakeClock } from '../../ports/testing/fakeClock.ts';
import { createMemoryJournal } from '../../ports/testing/memoryJournal.ts';
import { createMemoryProvider } from '../../ports/testing/memoryPorts.ts';
import type { ListedPort, PortProvider } from '../../ports/transport.ts';
import { luatAtDriver, luatUartDriver } from '../drivers/luat/index.ts';
import { type RunUpgradeOptions, runUpgrade, type UpgradeOutcome } from '../upgrade/runUpgrade.ts';
import type { ServerEvent } from '../upgrade/state.ts';
import { createScriptedModule } from './scriptedModule.ts';

export const oldVersion = 'AirM2M_780E_V1138_LTE_AT';
export const newVersion = 'AirM2M_780E_V1147_LTE_AT';
export const benchUrl = 'http://192.0.2.7:8080/f/a1/p.bin';
const port: ListedPort = { id: 'serial:/dev/ttyACM0', path: '/dev/ttyACM0', label: 'module' };

/** A whole upgrade in memory: registry, scripted module, server and person in the hands of the test. */
export async function createUpgradeBench(
  options: { readonly seed?: number; readonly withServer?: boolean } = {},
) {
  const clock = createFakeClock();
  const journal = createMemoryJournal(clock);
  const memory = createMemoryProvider('serial');
  const module = createScriptedModule({ clock, seed: options.seed ?? 1 });
  const provider: PortProvider = {
    kind: 'serial',
    list: memory.list,
    async open(path, openOptions) {
      const transport = await memory.open(path, openOptions);
      module.attach(memory.opened(path));
      return transport;
    },
  };
  memory.plug(port);
  const registry = createPortRegistry({ providers: [provider], journal, clock });
  await registry.refresh();
  const lease = await registry.acquire(port.id, 'upgrade', { jobId: 'job-1' });
  const person = new AbortController();
  const phases: string[] = [];
  const progress: string[] = [];
  let tell: ((event: ServerEvent) => void) | undefined;

  answerIdentity(module, () => version.now);
  const version = { now: oldVersion };
  const url = { saved: 'http://old.example/x', now: 'http://old.example/x' };
  answerUrl(module, url);

  const start = (overrides: Partial<RunUpgradeOptions> = {}): Promise<UpgradeOutcome> =>
    runUpgrade({
      ports: registry,
      lease,
      clock,
      journal,
      jobId: 'job-1',
      driver: overrides.delivery?.kind === 'serial' ? luatUartDriver : luatAtDriver,
      delivery: { kind: 'http', url: benchUrl, saveUrl: false },
      expected: { version: newVersion },
      signal: person.signal,
      onState: (state) => phases.push(state.phase),
      onProgress: (p) =>
        progress.push(`${p.phase} ${p.done}${p.total === undefined ? '' : `/${p.total}`} ${p.unit}`),
      ...(options.withServer === true
        ? {
            serverEvents: (listener: (event: ServerEvent) => void) => {
              tell = listener;
              return () => {
                tell = undefined;
              };
            },
          }
        : {}),
      ...overrides,
    });
  /** Moves the clock until the run has ended. */
  const finish = async (run: Promise<UpgradeOutcome>, limitMs = 3_600_000): Promise<UpgradeOutcome> => {
    let done = false;
    const mark = (): void => {
      done = true;
    };
    run.then(mark, mark);
    for (let passed = 0; !done && passed < limitMs; passed += 250) await clock.advance(250);
    if (!done) throw new Error(`still ${phases.at(-1)} after ${limitMs} ms`);
    return run;
  };
  const notes = () => journal.of('jobEvent').map((row) => row.event);
  /** The module restarts: unsaved settings are gone, and maybe its version is another one. */
  const reboot = (to: string): void => {
    version.now = to;
    url.now = url.saved;
  };
  const unplug = (): void => memory.unplug(port.id);
  const plug = (as: ListedPort = port): void => memory.plug(as);
  const server = (event: ServerEvent): void => tell?.(event);
  const waitFor = async (phase: string): Promise<void> => {
    for (let passed = 0; phases.at(-1) !== phase && passed < 600_000; passed += 50) await clock.advance(50);
    if (phases.at(-1) !== phase) throw new Error(`never ${phase}: ${phases.join(' ')}`);
  };
  const bench = { clock, journal, memory, module, registry, lease, person, phases, progress, version, url };
  return { ...bench, start, finish, notes, reboot, unplug, plug, server, waitFor };
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
