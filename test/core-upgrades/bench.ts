import { createAtChannel } from '../../electron/core/modem/atChannel.ts';
import { chooseDriver, findDriver } from '../../electron/core/modem/drivers/index.ts';
import { recognise } from '../../electron/core/modem/identityDrivers.ts';
import type { OfferAnswer } from '../../electron/core/modem/upgrade/events.ts';
import {
  type RunUpgradeOptions,
  runUpgrade,
  type UpgradeDelivery,
} from '../../electron/core/modem/upgrade/runUpgrade.ts';
import { createPortRegistry } from '../../electron/core/ports/registry.ts';
import { createFakeClock } from '../../electron/core/ports/testing/fakeClock.ts';
import { createMemoryJournal } from '../../electron/core/ports/testing/memoryJournal.ts';
import type { PortProvider } from '../../electron/core/ports/transport.ts';
import { createVirtualModules } from '../../electron/core/services/virtualModules.ts';
import { dialectOf } from '../../electron/core/virtual/dialects.ts';
import type { TcpConnect } from '../../electron/core/virtual/http/tcp.ts';
import type { KnobValues } from '../../electron/core/virtual/knobs/store.ts';
import type { FakeClock as ModuleBenchClock } from '../../electron/core/virtual/testing/fakeClock.ts';
import {
  createFakeServer,
  type FakeExchange,
  serveFile,
} from '../../electron/core/virtual/testing/fakeServer.ts';
import type { JournalRow } from '../../shared/contract/journal.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import type { Clock } from '../../shared/domain/clock.ts';

/**
 * A whole upgrade of a virtual module in memory, on one clock that stands still: ports, channel, driver and machine on one side,
 * module and server on the other, and between them nothing but bytes.
 */
export interface CaseOptions {
  readonly dialect: string;
  readonly firmware: Uint8Array;
  readonly knobs?: KnobValues;
  /** A file, or what the server does; default: nothing is there. */
  readonly serve?: Uint8Array | ((exchange: FakeExchange) => void);
  /** Replaces the server. */
  readonly connect?: (clock: ModuleBenchClock) => TcpConnect;
  readonly driver: string;
  readonly delivery: UpgradeDelivery;
  readonly newVersion?: string;
  readonly options?: Partial<RunUpgradeOptions>;
  /** Typed before the upgrade begins, each answered with OK. */
  readonly before?: readonly string[];
  readonly answer?: OfferAnswer;
  /** What lies between the port list and the module. */
  readonly cable?: (provider: PortProvider, clock: Clock) => PortProvider;
  /** Something that happens as soon as the run is in this phase. */
  readonly when?: {
    readonly phase: string;
    readonly act: (module: { setKnobs(knobs: KnobValues): void }) => void;
  };
}

export interface CaseEnd {
  readonly verdict: Verdict;
  /** `outcome code`, as tables of expectations write it. */
  readonly said: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly notes: readonly string[];
  readonly sent: readonly string[];
  readonly phases: readonly string[];
  readonly progress: readonly string[];
  readonly requests: readonly string[];
  readonly stats: {
    readonly boots: number;
    readonly serialPackageBytes: number;
    readonly httpBodyBytes: number;
  };
  readonly tookMs: number;
  /** Everything that the journal holds of it. */
  readonly rows: readonly JournalRow[];
}

const limitMs = 6 * 3_600_000;

export async function runCase(options: CaseOptions): Promise<CaseEnd> {
  const clock = createFakeClock();
  const moduleClock = clockOfModule(clock);
  const { serve = notThere } = options;
  const server = createFakeServer(
    moduleClock,
    typeof serve === 'function' ? serve : (exchange) => serveFile(exchange, serve),
  );
  const modules = createVirtualModules();
  const module = await modules.add((id) =>
    dialectOf(options.dialect).create({
      id,
      firmware: options.firmware,
      fileName: 'bench.bin',
      knobs: options.knobs ?? {},
      clock: moduleClock,
      random: () => 0.5,
      http: { connect: options.connect?.(moduleClock) ?? server.connect },
    }),
  );
  const journal = createMemoryJournal(clock);
  const provider = options.cable?.(modules.provider, clock) ?? modules.provider;
  const ports = createPortRegistry({ providers: [provider], journal, clock });
  await ports.refresh();
  const lease = await ports.acquire(module.id, 'upgrade', { jobId: 'job-1' });
  const phases: string[] = [];
  const progress: string[] = [];
  const advance = until(clock);
  for (const command of options.before ?? []) await advance(type(lease, command, clock, journal));
  const driver = findDriver(options.driver);
  if (driver === undefined) throw new Error(`no driver ${options.driver}`);
  const startMs = clock.monoMs();
  const outcome = await advance(
    runUpgrade({
      ...{ ports, lease, clock, journal, driver, jobId: 'job-1', delivery: options.delivery },
      expected: options.newVersion === undefined ? {} : { version: options.newVersion },
      signal: new AbortController().signal,
      onState: ({ phase }) => {
        phases.push(phase);
        if (options.when?.phase === phase) options.when.act(module);
      },
      onProgress: (now) => progress.push(`${now.phase} ${now.done}/${now.total ?? '?'} ${now.unit}`),
      ...options.options,
    }),
  );
  const { verdict, from, to } = outcome;
  const end = {
    ...{ verdict, from, to, phases, progress },
    said: `${verdict.outcome} ${verdict.code.replace('upgrade.', '')}`,
    notes: journal.of('jobEvent').map(({ event }) => event),
    sent: journal.of('atLine').flatMap(({ direction, text }) => (direction === 'tx' ? [text] : [])),
    requests: server.requests,
    stats: module.stats(),
    tookMs: clock.monoMs() - startMs,
    rows: journal.rows,
  };
  await modules.dispose();
  return end;
}

/** The driver that a module's own answers lead to. */
export async function driverFor(
  options: Pick<CaseOptions, 'dialect' | 'firmware' | 'knobs'>,
  delivery: UpgradeDelivery['kind'],
): Promise<string | undefined> {
  const clock = createFakeClock();
  const modules = createVirtualModules();
  const module = await modules.add((id) =>
    dialectOf(options.dialect).create({ ...options, id, fileName: 'bench.bin', clock: clockOfModule(clock) }),
  );
  const journal = createMemoryJournal(clock);
  const ports = createPortRegistry({ providers: [modules.provider], journal, clock });
  await ports.refresh();
  const { transport } = await ports.acquire(module.id, 'identify');
  const channel = createAtChannel({ transport, journal, clock, portId: module.id });
  const { choices } = await until(clock)(recognise(channel));
  channel.dispose();
  await modules.dispose();
  return chooseDriver(choices, delivery)?.driver.description.id;
}

type BenchClock = ReturnType<typeof createFakeClock>;

async function type(
  { transport, info }: Parameters<typeof runUpgrade>[0]['lease'],
  command: string,
  clock: Clock,
  journal: ReturnType<typeof createMemoryJournal>,
): Promise<void> {
  const channel = createAtChannel({ transport, journal, clock, portId: info.id });
  const { final } = await channel.send(command);
  channel.dispose();
  if (final !== 'ok') throw new Error(`${command}: ${final}`);
}

/** Moves the clock until a promise has settled. */
export function until(clock: BenchClock) {
  return async <T>(promise: Promise<T>): Promise<T> => {
    let settled = false;
    const mark = (): void => {
      settled = true;
    };
    promise.then(mark, mark);
    const end = clock.monoMs() + limitMs;
    await clock.settle();
    while (!settled && clock.monoMs() < end) await clock.advance(500);
    if (!settled) throw new Error('no end after six hours');
    return promise;
  };
}

/** The module's view of the same clock; only the bench moves it. */
export function clockOfModule(clock: BenchClock): ModuleBenchClock {
  return {
    advance: never,
    runUntil: never,
    pending: clock.pending,
    now: () => clock.wallMs(),
    setTimeout: (callback, delayMs) => clock.after(delayMs, callback),
    clearTimeout: (stop: () => void) => stop(),
  };
}

export function notThere({ send, end }: FakeExchange): void {
  send('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
  end();
}

function never(): never {
  throw new Error('only the bench moves the clock');
}
