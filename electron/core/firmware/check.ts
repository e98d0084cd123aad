import { hex } from './damaged.ts';
import type { FirmwareCheck } from './image.ts';

/** A check that compares two values; both are said when they differ. */
export function checkEqual(name: string, expected: number | string, found: number | string): FirmwareCheck {
  const ok = expected === found;
  return { name, ok, detail: ok ? '' : `${shown(expected)}, ${shown(found)}` };
}

/** A check that went well; what fails it was thrown before. */
export function checkPassed(name: string): FirmwareCheck {
  return { name, ok: true, detail: '' };
}

/** Whether a file ends where its content does. What lies behind is told with its place; it does not make the content unreadable. */
export function checkEnd(name: string, endOffset: number, sizeBytes: number): FirmwareCheck {
  const rest = sizeBytes - endOffset;
  return { name, ok: rest === 0, detail: rest === 0 ? '' : `0 bytes, ${rest} at ${hex(endOffset)}` };
}

function shown(value: number | string): string {
  return typeof value === 'number' ? hex(value) : value;
}
