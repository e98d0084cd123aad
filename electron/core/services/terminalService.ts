import type { CoreHandlers } from '../../../shared/contract/index.ts';
import { parseHex } from '../../../shared/domain/atHex.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Journal } from '../journal/journalPort.ts';
import type { Terminals } from '../modem/terminal/terminals.ts';
import type { TerminalKeep } from '../settings/terminalLibrary.ts';
import { followLines, readAfter, readBefore } from './terminalLines.ts';

export interface TerminalServiceParts {
  readonly terminals: Terminals;
  readonly terminalKeep: TerminalKeep;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly reportFailure: (where: string, error: unknown) => void;
}

const done = { ok: true } as const;
/** A sequence changes its session many times a second; only the newest state is worth telling. */
const gatherMs = 40;

export function createTerminalService(parts: TerminalServiceParts): CoreHandlers['terminal'] {
  const { terminals, terminalKeep: keep, journal } = parts;
  return {
    session({ portId }, sink) {
      sink.snapshot(terminals.state(portId));
      const stopWatching = terminals.watch(portId);
      let stopTimer: (() => void) | undefined;
      const tell = (): void => {
        stopTimer = undefined;
        sink.change(terminals.state(portId));
      };
      const unsubscribe = terminals.onChange((changed) => {
        if (changed === portId) stopTimer ??= parts.clock.after(gatherMs, tell);
      });
      return () => {
        stopTimer?.();
        unsubscribe();
        stopWatching();
      };
    },
    lines: (query, sink) =>
      followLines(parts, query, sink, (error) => parts.reportFailure('terminal.lines', error)),
    page: ({ from, limit, ...query }) =>
      from.kind === 'before'
        ? readBefore(journal, query, from.seq, limit)
        : readAfter(journal, query, from.seq, limit),
    async open({ portId, baudRate }) {
      await terminals.session(portId).open(baudRate);
      terminals.touch(portId);
      return terminals.state(portId);
    },
    async release({ portId }) {
      await terminals.session(portId).release();
      return done;
    },
    async reconnect({ portId }) {
      await terminals.session(portId).reconnect();
      return terminals.state(portId);
    },
    async send({ portId, text, lineEnding, timeoutMs }, { signal }) {
      keep.remember(text);
      try {
        return { answer: await terminals.session(portId).sendText(text, { lineEnding, timeoutMs, signal }) };
      } finally {
        terminals.touch(portId);
      }
    },
    async sendHex({ portId, hex }) {
      const bytes = parseHex(hex);
      if (bytes === null) throw new AppError('terminal.badHex', { text: hex.slice(0, 60) });
      await terminals.session(portId).sendBytes(bytes);
      terminals.touch(portId);
      return { sentBytes: bytes.length };
    },
    async run({ portId, sequence }) {
      for (const step of sequence.steps) {
        if (step.kind === 'hex' && parseHex(step.hex) === null)
          throw new AppError('terminal.badHex', { text: step.hex.slice(0, 60) });
      }
      return { runId: await terminals.session(portId).run(sequence) };
    },
    stop({ portId }) {
      terminals.session(portId).stop();
      return done;
    },
    async setBaudRate({ portId, baudRate }) {
      await terminals.session(portId).setBaudRate(baudRate);
      return done;
    },
    library(_params, sink) {
      sink.snapshot(keep.state());
      return keep.onChange((state) => sink.change(state));
    },
    setSettings: (patch) => keep.setSettings(patch),
    clearHistory() {
      keep.clearHistory();
      return done;
    },
    saveFavourite: (given) => keep.saveFavourite(given),
    removeFavourite({ id }) {
      keep.removeFavourite(id);
      return done;
    },
    exportFavourites: () => keep.exportFavourites(),
    importFavourites: ({ text }) => keep.importFavourites(text),
  };
}
