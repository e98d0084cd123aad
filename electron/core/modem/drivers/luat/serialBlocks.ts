/**
 * The lines of `AT+UARTUPGRADE` (at-commands 1.5). Pure: package bytes to lines, answers to meanings.
 */
import { Buffer } from 'node:buffer';
import { type AtFinal, parseInteger, splitFields, splitNamed } from '../../../../../shared/domain/atLine.ts';

/** Bytes per block; 4 to 1024 and a multiple of 4 are allowed. */
export const blockBytes = 1024;

export const testCommand = 'AT+UARTUPGRADE=?';
export const eraseCommand = 'AT+UARTUPGRADE=0';
export const verifyCommand = 'AT+UARTUPGRADE=2';
export const applyCommand = 'AT+UARTUPGRADE=5';

/** How many blocks a package takes. */
export function blockCount(sizeBytes: number): number {
  return Math.ceil(sizeBytes / blockBytes);
}

/**
 * One block: sequence number from 0, byte count, hex, XOR of all bytes in two hex digits. The tail is padded with zeros to a
 * multiple of four.
 */
export function blockCommand(bytes: Uint8Array, number: number): string {
  const part = bytes.subarray(number * blockBytes, (number + 1) * blockBytes);
  const block = Buffer.alloc(Math.ceil(part.length / 4) * 4);
  block.set(part);
  let xor = 0;
  for (const byte of block) xor ^= byte;
  return `AT+UARTUPGRADE=1,${number},${block.length},${block.toString('hex')},${xor.toString(16).padStart(2, '0')}`;
}

/** `+UARTUPGRAE ERROR: 5`, spelled as the manual does or correctly; the code is the number. */
export function serialFinal(line: string): AtFinal | null {
  const number = /^\+UARTUPGRAD?E ERROR[ \t]*:?[ \t]*(\d{1,3})/i.exec(line)?.[1];
  return number === undefined ? null : { kind: 'error', code: number };
}

/**
 * State from `+UARTUPGRADE: 6, XOTA_PS_PKG_VERIFIED`. Only the number 6 is documented, so the name decides where there is one.
 */
export function readPackageState(lines: readonly string[]): {
  readonly verified: boolean;
  readonly state: string;
} {
  for (const line of lines) {
    const named = splitNamed(line);
    if (named?.name !== '+UARTUPGRADE') continue;
    const [number, name] = splitFields(named.body);
    if (name !== undefined && name !== '') return { verified: /_PKG_VERIFIED$/i.test(name), state: name };
    return { verified: parseInteger(number) === 6, state: number ?? '' };
  }
  return { verified: false, state: '' };
}
