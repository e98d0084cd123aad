/** Messages as JSON text: what every transport but the in-memory one carries. */
import { AppError } from '../errors.ts';
import type { ServerMessage } from './messages.ts';

/** Largest frame in UTF-8 bytes that any door takes or gives: 8 MiB. Larger things travel as files (architecture, law 9). */
export const maxFrameBytes = 8 * 1024 * 1024;

/**
 * A message as JSON text.
 * Throws AppError rpc.frameTooLarge {limitBytes} when the text needs more than `limitBytes` of UTF-8.
 */
export function encodeFrame(message: unknown, limitBytes: number = maxFrameBytes): string {
  const text = JSON.stringify(message);
  if (exceeds(text, limitBytes)) throw frameTooLarge(limitBytes);
  return text;
}

/**
 * The message in a frame.
 * Throws AppError rpc.frameTooLarge {limitBytes} before parsing, rpc.invalidInput {member: 'frame'} for anything but JSON.
 */
export function decodeFrame(text: unknown, limitBytes: number = maxFrameBytes): unknown {
  if (typeof text !== 'string') throw notJson('binary');
  if (exceeds(text, limitBytes)) throw frameTooLarge(limitBytes);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the input, which may hold a secret.
    throw notJson('notJson');
  }
}

export function frameTooLarge(limitBytes: number): AppError {
  return new AppError('rpc.frameTooLarge', { limitBytes });
}

/** What a transport sends before it closes because of what the other end did. */
export function goodbye(error: AppError): ServerMessage {
  return { kind: 'goodbye', error: error.toData() };
}

function notJson(reason: string): AppError {
  return new AppError('rpc.invalidInput', { member: 'frame', path: '', reason });
}

/** A UTF-16 unit takes one to three bytes of UTF-8: most texts are decided without encoding them. */
function exceeds(text: string, limitBytes: number): boolean {
  if (text.length > limitBytes) return true;
  if (text.length * 3 <= limitBytes) return false;
  return new TextEncoder().encode(text).length > limitBytes;
}
