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

function shown(value: number | string): string {
  return typeof value === 'number' ? hex(value) : value;
}
