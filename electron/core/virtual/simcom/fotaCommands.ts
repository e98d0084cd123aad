import { type AtHandler, type AtHandlers, type AtReply, cme, decimal, ok } from '../at/reply.ts';
import { fetchFile } from '../kit/fetchFile.ts';
import { takePowerCut } from '../kit/knobs.ts';
import type { Board, Parts } from '../kit/parts.ts';
import { restarting } from '../kit/technicianCommands.ts';
import type { SimcomKnobs } from './knobs.ts';

export interface SimcomFota {
  readonly commands: AtHandlers;
  stop(): void;
}

/** `AT+LFOTA` (package over the port) and `AT+CFOTA` (package by HTTP), at-commands 4. */
export function createSimcomFota(parts: Parts<SimcomKnobs>, board: Board): SimcomFota {
  let cancel = (): void => {};
  const cloud: AtHandler = (command) => {
    if (command.kind !== 'set') return command.kind === 'test' ? ok() : cme(parts.knobs.get().parameterCme);
    const [channel, mode, url] = command.args;
    if (decimal(channel?.text, 0, 15) === null || decimal(mode?.text, 0, 9) === null || !url?.text)
      return cme(parts.knobs.get().parameterCme);
    const start = (): void => {
      cancel();
      cancel = downloadByCloud(parts, board, url.text);
    };
    return { ...ok(), after: () => void parts.timers.after(parts.knobs.get().contactMs, start) };
  };
  return {
    commands: {
      '+LFOTA': localCommand(parts),
      '+CFOTA': cloud,
      '+CRESET': (command) => (command.kind === 'test' ? ok() : restarting(board)),
    },
    stop: () => cancel(),
  };
}

/** `0,<size>` makes room, `1,<size>` asks for exactly that many bytes. */
function localCommand(parts: Parts<SimcomKnobs>): AtHandler {
  let prepared: number | null = null;
  return (command) => {
    const { parameterCme, freeBytes } = parts.knobs.get();
    if (command.kind === 'test') return ok();
    const step = decimal(command.args[0]?.text, 0, 1);
    const sizeBytes = decimal(command.args[1]?.text, 1, 999_999_999);
    if (command.kind !== 'set' || step === null || sizeBytes === null) return cme(parameterCme);
    if (step === 0) {
      if (sizeBytes > freeBytes) return cme(parameterCme);
      prepared = sizeBytes;
      return ok();
    }
    if (prepared !== sizeBytes) return cme(parameterCme);
    prepared = null;
    return takeBytes(parts, sizeBytes);
  };
}

function takeBytes(
  { at, counters, flash, knobs, raw, timers }: Parts<SimcomKnobs>,
  sizeBytes: number,
): AtReply {
  // Before the prompt is out: a host in the same process writes while it is on its way.
  raw.expect({
    sizeBytes,
    idleMs: knobs.get().streamIdleMs,
    onDone(bytes) {
      counters.serialPackageBytes += bytes.length;
      flash.pending = { bytes, way: 'serial', tries: 0 };
      timers.after(knobs.get().latencyMs, () => at.urc('OK'));
    },
    onIdle: () => at.urc('ERROR'),
  });
  return {
    lines: [],
    final: { kind: 'prompt', text: knobs.get().promptForm === 'line' ? '\r\n>\r\n' : '\r\n> ' },
  };
}

function downloadByCloud(parts: Parts<SimcomKnobs>, board: Board, url: string): () => void {
  const { at, flash, knobs } = parts;
  const say = (what: string): void => at.urc(`+CFOTA: ${what}`);
  let nextStep = knobs.get().downloadStep;
  let cancel = (): void => {};
  const fail = (): void => {
    cancel();
    say('FOTA,ERROR');
  };
  say('FOTA,START');
  cancel = fetchFile(
    parts,
    { url },
    {
      onPercent(percent) {
        const { downloadStep, downloadFailsAt } = knobs.get();
        for (; nextStep <= Math.min(percent, downloadFailsAt); nextStep += downloadStep)
          say(`DOWNLOADING:${nextStep}`);
        if (percent >= downloadFailsAt) fail();
        else if (takePowerCut(knobs, 'download', percent)) board.losePower();
      },
      onDone(bytes) {
        flash.pending = { bytes, way: 'http', tries: 0 };
        board.resetSoon();
      },
      onFailed: fail,
    },
  );
  return () => cancel();
}
