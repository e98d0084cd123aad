import type { VirtualDialect } from '../dialect.ts';
import type { TcpConnect } from '../http/tcp.ts';
import type { KnobValues } from '../knobs/store.ts';
import type { Connection, VirtualModule } from '../module.ts';
import { createFakeClock, type FakeClock } from './fakeClock.ts';
import { createFakeServer, type FakeExchange, type FakeServer, serveFile } from './fakeServer.ts';

/** A module of any dialect on a fake clock with a scripted server, and a terminal that keeps everything it saw. */
export interface KitBench {
  readonly module: VirtualModule;
  readonly clock: FakeClock;
  readonly server: FakeServer;
  /** Sends bytes or text as they are. */
  send(data: string | Uint8Array): void;
  /** Types a command with CR, runs until its final line, and returns the lines that came from here on without the echo. */
  ask(command: string): readonly string[];
  /** Runs until the text came after the last `ask` or `waitFor`; returns the lines up to there. */
  waitFor(text: string): readonly string[];
  /** Everything the terminal saw, one character per byte. */
  seen(): string;
  /** All lines but blank ones. */
  lines(): readonly string[];
  /** Opens the port again after it vanished. */
  reattach(): Connection;
}

export interface KitBenchOptions {
  readonly dialect: VirtualDialect;
  readonly firmware: Uint8Array;
  readonly knobs?: KnobValues;
  /** A file that the server serves, or what it does. */
  readonly serve?: Uint8Array | ((exchange: FakeExchange) => void);
  /** Replaces the server. */
  readonly connect?: (clock: FakeClock) => TcpConnect;
}

const finalLine = /\r\n(?:OK|ERROR|\+CM[ES] ERROR: [^\r]*|\+CIS ERROR: \d+)\r\n/;

/** Far above every time-out of a dialect: a module that restarts for ever has to fail its test soon. */
const longestWaitMs = 6 * 3_600_000;

/** Characters that a text waited for can span. */
const longestPattern = 400;

export async function createKitBench(options: KitBenchOptions): Promise<KitBench> {
  const clock = createFakeClock();
  const { serve = new Uint8Array() } = options;
  const server = createFakeServer(
    clock,
    typeof serve === 'function' ? serve : (exchange) => serveFile(exchange, serve),
  );
  const module = await options.dialect.create({
    id: 'bench',
    firmware: options.firmware,
    fileName: 'bench.simfw',
    knobs: options.knobs ?? {},
    clock,
    random: () => 0.5,
    http: { connect: options.connect?.(clock) ?? server.connect },
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
  const send = (data: string | Uint8Array): void =>
    connection.write(typeof data === 'string' ? Buffer.from(data, 'latin1') : data);
  const until = (pattern: RegExp): readonly string[] => {
    let end = 0;
    let searched = -1;
    const limit = clock.now() + longestWaitMs;
    clock.runUntil(() => {
      if (clock.now() > limit) throw new Error(`${pattern} did not come; the end is ${text.slice(-400)}`);
      if (text.length === searched) return false;
      // Only what is new: a module that restarts for ever must not make the test do so.
      const from = Math.max(mark, searched - longestPattern);
      searched = text.length;
      const match = pattern.exec(text.slice(from));
      end = match ? from + match.index + match[0].length : 0;
      return match !== null;
    });
    const piece = text.slice(mark, end);
    mark = end;
    return linesOf(piece);
  };
  return {
    module,
    clock,
    server,
    send,
    ask(command) {
      mark = text.length;
      send(`${command}\r`);
      return until(finalLine).filter((line) => line !== command);
    },
    waitFor: (wanted) => until(new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))),
    seen: () => text,
    lines: () => linesOf(text),
    reattach() {
      connection = attach();
      return connection;
    },
  };
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).filter((line) => line !== '');
}
