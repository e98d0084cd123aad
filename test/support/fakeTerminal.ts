/** The terminal of the in-memory core: one open session whose lines are given. Never shipped. */
import type { CoreHandlers } from '../../shared/contract/index.ts';
import type { TerminalLibrary, TerminalLine, TerminalSession } from '../../shared/contract/terminal.ts';
import type { TopicSink } from '../../shared/rpc/define.ts';

const done = { ok: true } as const;
const startMs = Date.UTC(2026, 10, 20, 6, 3, 7, 250);

type Said = readonly [direction: 'tx' | 'rx', role: 'command' | 'response' | 'final' | 'urc', text: string];
const said: readonly Said[] = [
  ['tx', 'command', 'ATI'],
  ['rx', 'response', 'AirM2M_780E_V1138_LTE_AT'],
  ['rx', 'final', 'OK'],
  ['rx', 'urc', '+NITZ: 24/07/17,09:49:59+32,0'],
  ['tx', 'command', 'AT+CSQ'],
  ['rx', 'response', '+CSQ: 24,0'],
  ['rx', 'final', 'OK'],
];

export function createFakeTerminal(): CoreHandlers['terminal'] {
  const lines: TerminalLine[] = said.map(([direction, role, text], index) => ({
    ...{ kind: 'line', seq: index + 1, wallMs: startMs + index * 37, direction, role, text },
  }));
  const lineSinks = new Set<TopicSink<unknown, { kind: 'lines'; lines: TerminalLine[] }>>();
  const library: TerminalLibrary = {
    settings: { lineEnding: 'cr', timeoutMs: 10_000, releaseAfterMin: 30, showEcho: false },
    history: ['AT+CSQ', 'ATI'],
    favourites: [
      {
        id: 'f1',
        sequence: {
          ...{ name: 'Network', rounds: 1, onRefusal: 'stop' },
          steps: [
            { kind: 'line', text: 'AT+CSQ' },
            { kind: 'wait', ms: 500 },
            { kind: 'line', text: 'AT+CEREG?' },
          ],
        },
      },
    ],
  };
  const session = (portId: string): TerminalSession => ({
    ...{ portId, link: { state: 'open' }, sinceMs: startMs, baudRate: 115_200 },
    ...{ can: { signals: true, baudRate: true }, busy: null, queued: 0, run: null },
  });
  const say = (...entries: readonly Said[]): void => {
    const fresh = entries.map<TerminalLine>(([direction, role, text], index) => ({
      ...{ kind: 'line', seq: lines.length + index + 1, wallMs: Date.now(), direction, role, text },
    }));
    lines.push(...fresh);
    for (const sink of lineSinks) sink.change({ kind: 'lines', lines: fresh });
  };
  return {
    session({ portId }, sink) {
      sink.snapshot(session(portId));
      return () => undefined;
    },
    lines({ view }, sink) {
      const shown = view === 'text' ? lines : [];
      sink.snapshot({ lines: [...shown], more: false });
      lineSinks.add(sink);
      return () => lineSinks.delete(sink);
    },
    page: () => ({ lines: [], more: false }),
    open: ({ portId }) => session(portId),
    release: () => done,
    reconnect: ({ portId }) => session(portId),
    send({ text }) {
      say(['tx', 'command', text], ['rx', 'final', 'OK']);
      return { answer: { lines: [], final: 'ok', tookMs: 4 } };
    },
    sendHex: ({ hex }) => ({ sentBytes: hex.length / 2 }),
    run: () => ({ runId: 'run-1' }),
    stop: () => done,
    setBaudRate: () => done,
    library(_params, sink) {
      sink.snapshot(library);
      return () => undefined;
    },
    setSettings: () => library.settings,
    clearHistory: () => done,
    saveFavourite: ({ id, sequence }) => ({ id: id ?? 'f2', sequence }),
    removeFavourite: () => done,
    exportFavourites: () => ({ text: '', favourites: 0, hiddenKeys: 0 }),
    importFavourites: () => ({ added: 0, replaced: 0 }),
  };
}
