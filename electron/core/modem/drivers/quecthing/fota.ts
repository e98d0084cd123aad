import type { UpgradeSignal } from '../signal.ts';
import { decodeShared, eventFailure, type QuecthingEvent } from './events.ts';

/** The module's own firmware: events without data, and no percentage (at-commands 2.2). */
export function decodeFota(line: string): readonly UpgradeSignal[] {
  return decodeShared(line, ofDownload);
}

function ofDownload({ code, data }: QuecthingEvent): readonly UpgradeSignal[] {
  switch (code) {
    case 10_701:
      // Only the image of an MCU is announced with its name and digests; this driver cannot take it.
      return data.length > 0 ? [eventFailure('mcu')] : [{ kind: 'downloadStarted', facts: {} }];
    case 10_702:
      return [{ kind: 'downloadProgressed', amount: { unit: 'unknown' } }];
    case 10_703:
      return data.length > 0 ? [] : [{ kind: 'downloadDone' }];
    case 10_704:
      return [{ kind: 'applyStarted', restarts: true }];
    case 10_705:
      // Before, during or after the restart: the moment is not documented.
      return [
        { kind: 'applyEnded', code: 0 },
        { kind: 'cloudInformed', succeeded: true },
      ];
    default:
      return [];
  }
}
