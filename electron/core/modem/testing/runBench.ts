import { createPortRegistry } from '../../ports/registry.ts';
import { createFakeClock } from '../../ports/testing/fakeClock.ts';
import { createMemoryJournal } from '../../ports/testing/memoryJournal.ts';
import { createMemoryProvider, type MemoryTransport } from '../../ports/testing/memoryPorts.ts';
import type { ListedPort, PortProvider } from '../../ports/transport.ts';
import { type RunUpgradeOptions, runUpgrade, type UpgradeOutcome } from '../upgrade/runUpgrade.ts';

const port: ListedPort = { id: 'serial:/dev/ttyACM0', path: '/dev/ttyACM0', label: 'module' };

export type BenchClock = ReturnType<typeof createFakeClock>;
export type BenchOptions = Partial<RunUpgradeOptions> & Pick<RunUpgradeOptions, 'driver' | 'delivery'>;

/** Whatever speaks at the far end of the port. */
export interface FarEnd {
  /** Connects to a newly opened transport. */
  attach(transport: MemoryTransport): void;
}

/** A whole upgrade in memory: registry, journal, clock and person; the module is what the caller brings. */
export async function createRunBench<Module extends FarEnd>(createModule: (clock: BenchClock) => Module) {
  const clock = createFakeClock();
  const journal = createMemoryJournal(clock);
  const memory = createMemoryProvider('serial');
  const module = createModule(clock);
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
  const run = (options: BenchOptions): Promise<UpgradeOutcome> =>
    runUpgrade({
      ports: registry,
      lease,
      clock,
      journal,
      jobId: 'job-1',
      expected: {},
      signal: person.signal,
      onState: (state) => phases.push(state.phase),
      onProgress: (p) =>
        progress.push(`${p.phase} ${p.done}${p.total === undefined ? '' : `/${p.total}`} ${p.unit}`),
      ...options,
    });
  /** Moves the clock until the run has ended. */
  const finish = async (ending: Promise<UpgradeOutcome>, limitMs = 3_600_000): Promise<UpgradeOutcome> => {
    let done = false;
    const mark = (): void => {
      done = true;
    };
    ending.then(mark, mark);
    for (let passed = 0; !done && passed < limitMs; passed += 250) await clock.advance(250);
    if (!done) throw new Error(`still ${phases.at(-1)} after ${limitMs} ms`);
    return ending;
  };
  const notes = () => journal.of('jobEvent').map((row) => row.event);
  const unplug = (): void => memory.unplug(port.id);
  const plug = (as: ListedPort = port): void => memory.plug(as);
  const waitFor = async (phase: string): Promise<void> => {
    for (let passed = 0; phases.at(-1) !== phase && passed < 600_000; passed += 50) await clock.advance(50);
    if (phases.at(-1) !== phase) throw new Error(`never ${phase}: ${phases.join(' ')}`);
  };
  const state = { clock, journal, memory, module, registry, lease, person, phases, progress };
  return { ...state, run, finish, notes, unplug, plug, waitFor };
}
