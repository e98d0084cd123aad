import { latin1Bytes } from '../bytes.ts';
import type { Clock } from '../clock.ts';
import type { LuatosKnobs } from './knobs.ts';

/** The log port as a UART shows it: plain text, one character per byte here. The frames of the USB log port are not simulated. */
export interface Log {
  /** A line of the core, e.g. `I/main ROM Build: …`. */
  core(line: string): void;
  /** A line of the script: `log.info(tag, ...)` puts tabs between its values. */
  user(level: 'I' | 'W' | 'E', tag: string, ...values: readonly (string | number)[]): void;
  /** A start: the seconds begin anew. */
  restart(): void;
}

export function createLog(send: (bytes: Uint8Array) => void, clock: Clock, knobs: () => LuatosKnobs): Log {
  let startedMs = clock.now();
  const line = (text: string): void => {
    const { uptime, lineEnd } = knobs();
    const seconds = ((clock.now() - startedMs) / 1000).toFixed(3).padStart(13, '0');
    send(latin1Bytes(`${uptime ? `[${seconds}] ` : ''}${text}${lineEnd === 'lf' ? '\n' : '\r\n'}`));
  };
  return {
    core: line,
    user: (level, tag, ...values) => line([`${level}/user.${tag}`, ...values].join('\t')),
    restart: () => {
      startedMs = clock.now();
    },
  };
}
