import type { DeltaFormat } from '../contract/delta.ts';
import type { Way } from '../contract/upgrade.ts';

/**
 * What AT firmware takes on each way, the best for it first: wrapped packages over HTTP (luat-formats 0, 4.1), EC618's delta over
 * the AT port, which carries it bare (at-commands 1.5). Everything else travels in the ways of its own platform.
 */
export const formatsOfWay: Readonly<Record<Way, readonly DeltaFormat[]>> = {
  http: ['ec618-at', 'ec7xx-at', 'uis8910'],
  serial: ['ec618-par', 'ec618-at'],
  cloud: [],
  local: [],
};

/** Whether AT commands can bring a package of this format to a module at all. */
export function travelsByAt({ format }: { readonly format: DeltaFormat }): boolean {
  return Object.values(formatsOfWay).some((formats) => formats.includes(format));
}
