import { type AtHandlers, type AtReply, cme, decimal, ok } from '../at/reply.ts';
import type { Parts } from '../kit/parts.ts';
import type { QuectelKnobs } from './knobs.ts';

const memoryFull = 20;
const defaultTimeoutSec = 5;

/** Name under which a file is kept: both spellings of the user's file system are one place (at-commands 3). */
export function fileKey(name: string): string {
  return name.replace(/^UFS:/i, '').replace(/^\/data\/ufs\//, '');
}

/**
 * Upload, list and delete. The shapes follow Quectel's file commands as public code uses them: `CONNECT`, raw bytes,
 * `+QFUPL: <size>,<checksum>`; the reference only names `AT+QFUPL` (inferred).
 */
export function fileCommands(parts: Parts<QuectelKnobs>): AtHandlers {
  const { flash, knobs } = parts;
  return {
    '+QFUPL': (command) => {
      if (command.kind === 'test') return ok();
      const name = command.args[0]?.text ?? '';
      const sizeBytes = decimal(command.args[1]?.text, 1, 999_999_999);
      const timeoutSec = decimal(command.args[2]?.text ?? String(defaultTimeoutSec), 1, 65_535);
      if (command.kind !== 'set' || name === '' || sizeBytes === null || timeoutSec === null)
        return cme(knobs.get().parameterCme);
      return sizeBytes > freeBytes(parts) ? cme(memoryFull) : upload(parts, name, sizeBytes, timeoutSec);
    },
    '+QFLST': () => ok(...[...flash.files].map(([name, bytes]) => `+QFLST: "UFS:${name}",${bytes.length}`)),
    '+QFDEL': (command) => {
      const name = command.args[0]?.text ?? '';
      if (name === '*') flash.files.clear();
      else if (!flash.files.delete(fileKey(name))) return cme(knobs.get().missingFileCme);
      return ok();
    },
  };
}

function freeBytes({ flash, knobs }: Parts<QuectelKnobs>): number {
  return [...flash.files.values()].reduce((free, { length }) => free - length, knobs.get().freeBytes);
}

function upload(parts: Parts<QuectelKnobs>, name: string, sizeBytes: number, timeoutSec: number): AtReply {
  const { at, counters, flash, raw, timers, knobs } = parts;
  // Before the prompt is out: a host in the same process writes while it is on its way.
  raw.expect({
    sizeBytes,
    idleMs: timeoutSec * 1000,
    onDone(bytes) {
      counters.serialPackageBytes += bytes.length;
      flash.files.set(fileKey(name), bytes);
      timers.after(knobs.get().latencyMs, () => {
        at.urc(`+QFUPL: ${bytes.length},${checksum(bytes)}`);
        at.urc('OK');
      });
    },
    onIdle: () => at.urc(`+CME ERROR: ${knobs.get().parameterCme}`),
  });
  return { lines: [], final: { kind: 'prompt', text: '\r\nCONNECT\r\n' } };
}

/** 16-bit words, most significant byte first, combined by exclusive or; lower-case hex. */
function checksum(bytes: Uint8Array): string {
  let high = 0;
  let low = 0;
  for (const [index, byte] of bytes.entries()) {
    if (index % 2 === 0) high ^= byte;
    else low ^= byte;
  }
  return ((high << 8) | low).toString(16);
}
