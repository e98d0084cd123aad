import { createEc618Module } from '../ec618/dialect.ts';
import type { TcpConnect } from '../http/tcp.ts';
import type { LuatModule, LuatModuleOptions } from '../luatAt/createModule.ts';
import type { LuatKnobs } from '../luatAt/knobs.ts';
import type { Connection } from '../module.ts';
import { createFakeClock, type FakeClock } from './fakeClock.ts';
import {
  createFakeServer,
  type FakeExchange,
  type FakeServer,
  refusingConnect,
  serveFile,
  silentConnect,
} from './fakeServer.ts';
import { oldBinpkg, pairPackage } from './fixture.ts';

/** A module on a fake clock with a scripted server, and a terminal that keeps everything it saw. */
export interface Bench {
  readonly module: LuatModule;
  readonly clock: FakeClock;
  readonly server: FakeServer;
  /** Types without waiting. */
  type(text: string): void;
  /** Types a command with CR, waits for its final line and returns what came from here on. */
  ask(command: string): string;
  /** Runs until the terminal saw the text after the last `ask` or `waitFor`; returns what came up to there. */
  waitFor(text: string): string;
  /** Everything the terminal saw. */
  seen(): string;
  /** Lines without blank ones. */
  lines(): readonly string[];
  reattach(): Connection;
}

export interface BenchOptions {
  readonly knobs?: Partial<LuatKnobs>;
  /** Another kind of module than EC618. */
  readonly make?: (options: LuatModuleOptions) => LuatModule;
  readonly firmware?: Uint8Array;
  readonly imei?: string;
  /** What the server does; without it the pair's package is served. */
  readonly answer?: (exchange: FakeExchange) => void;
  /** Nobody listens: connections are refused. */
  readonly refuse?: boolean;
  /** Nobody answers: connections stay open for ever. */
  readonly silent?: boolean;
  readonly random?: () => number;
}

export function createBench(options: BenchOptions = {}): Bench {
  const clock = createFakeClock();
  const server = createFakeServer(clock, options.answer ?? ((exchange) => serveFile(exchange, pairPackage)));
  const module = (options.make ?? createEc618Module)({
    id: 'bench',
    firmware: options.firmware ?? oldBinpkg,
    knobs: options.knobs ?? {},
    clock,
    ...(options.imei === undefined ? {} : { imei: options.imei }),
    random: options.random ?? (() => 0.5),
    http: { connect: chooseConnect(options, clock, server) },
  });
  let text = '';
  let mark = 0;
  const attach = (): Connection => {
    const opened = module.attach();
    opened.onData((bytes) => {
      text += Buffer.from(bytes).toString('latin1');
    });
    return opened;
  };
  let connection = attach();
  const until = (pattern: RegExp): string => {
    let end = 0;
    clock.runUntil(() => {
      const match = pattern.exec(text.slice(mark));
      end = match ? mark + match.index + match[0].length : 0;
      return match !== null;
    });
    const piece = text.slice(mark, end);
    mark = end;
    return piece;
  };
  return {
    module,
    clock,
    server,
    type: (typed) => connection.write(Buffer.from(typed, 'latin1')),
    ask(command) {
      mark = text.length;
      connection.write(Buffer.from(`${command}\r`, 'latin1'));
      return until(/\r\n(?:OK|ERROR|\+CME ERROR: [^\r]*|\+UARTUPGRA\w+ ERROR: \d+)\r\n/);
    },
    waitFor: (wanted) => until(new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))),
    seen: () => text,
    lines: () => text.split(/\r\n|\r/).filter((line) => line !== ''),
    reattach() {
      connection = attach();
      return connection;
    },
  };
}

/** Points the module at the scripted server, without saving that. */
export const testUrl = 'http://bench.example:8080/p.bin';

function chooseConnect(options: BenchOptions, clock: FakeClock, server: FakeServer): TcpConnect {
  if (options.silent) return silentConnect;
  return options.refuse ? refusingConnect(clock) : server.connect;
}
