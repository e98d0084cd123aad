import type { AtCommand } from './parse.ts';

/** How a command ends. */
export type AtFinal =
  | { readonly kind: 'ok' }
  /** `ERROR`, `+CME ERROR: n` or its text, as CMEE says. */
  | { readonly kind: 'cme'; readonly code: number }
  /** A line of its own that ends the command, e.g. `+UARTUPGRAE ERROR: 5`. */
  | { readonly kind: 'line'; readonly text: string }
  /** Asks for bytes: goes out as it is, without a frame, e.g. `\r\n> `. What ends the command then comes later. */
  | { readonly kind: 'prompt'; readonly text: string };

export interface AtReply {
  readonly lines: readonly string[];
  readonly final: AtFinal;
  /** Work before the answer, e.g. writing a setting to flash; scaled milliseconds on top of the latency. */
  readonly delayMs?: number;
  /** Runs right after the answer was sent, e.g. the reboot. */
  readonly after?: () => void;
}

/** A command that answers something for each of its forms. */
export type AtHandler = (command: AtCommand) => AtReply;

/** The commands of one subject, by upper-case name. */
export type AtHandlers = Readonly<Record<string, AtHandler>>;

export function ok(...lines: readonly string[]): AtReply {
  return { lines, final: { kind: 'ok' } };
}

export function cme(code: number): AtReply {
  return { lines: [], final: { kind: 'cme', code } };
}

/** Parameter error; which of the documented numbers a module uses is unknown (at-commands 1.1). */
export const invalidParameters = 53;
export const invalidCommandLine = 58;

/** A whole number of decimal digits within limits, else null. */
export function decimal(text: string | undefined, min: number, max: number): number | null {
  if (text === undefined || !/^\d{1,12}$/.test(text)) return null;
  const value = Number(text);
  return value >= min && value <= max ? value : null;
}
