import { parseInteger, splitFields, splitNamed } from '../../../../../shared/domain/atLine.ts';
import { trimNoise } from '../../../../../shared/domain/atText.ts';
import type { UpgradeDriver } from '../driver.ts';
import { failure, type UpgradeSignal } from '../signal.ts';

/** What `+QIND: "FOTA",...` says: the step in upper case, and the number behind it (at-commands 3). */
export function readIndication(line: string): { readonly step: string; readonly code: number | null } | null {
  const named = splitNamed(trimNoise(line));
  if (named?.name !== '+QIND') return null;
  const [subject, step, value] = splitFields(named.body);
  if (subject?.toUpperCase() !== 'FOTA' || step === undefined) return null;
  return { step: step.toUpperCase(), code: parseInteger((value ?? '').replace('%', '').trim()) };
}

export const decodeQuectel: UpgradeDriver['decode'] = (line) => {
  const text = trimNoise(line);
  if (text === 'RDY') return [{ kind: 'moduleReady' }];
  // Printed by a boot loader that takes up an interrupted application (at-commands 6, row 36).
  if (/^Last upgrade was not finished/i.test(text)) return [{ kind: 'bootBannerShown' }];
  const indication = readIndication(text);
  const signal = indication === null ? null : signalOf(indication.step, indication.code);
  return signal === null ? [] : [signal];
};

function signalOf(step: string, code: number | null): UpgradeSignal | null {
  switch (step) {
    case 'HTTPSTART':
    case 'FTPSTART':
      return { kind: 'downloadStarted', facts: {} };
    case 'HTTPEND':
      return downloadEnded('http', code);
    case 'FTPEND':
      return downloadEnded('ftp', code);
    case 'DOWNLOADING':
      // BC660K; that the number is a percentage is not documented, so no other number is taken for one.
      return { kind: 'downloadProgressed', amount: amountOf(code) };
    case 'START':
      return { kind: 'applyStarted' };
    case 'UPDATING':
      return isPercent(code) ? { kind: 'applyProgressed', percent: code } : null;
    case 'RESTORE':
      return { kind: 'rollingBack' };
    case 'END':
      return code === null ? null : { kind: 'applyEnded', code };
    default:
      return null;
  }
}

function downloadEnded(domain: 'http' | 'ftp', code: number | null): UpgradeSignal | null {
  if (code === null) return null;
  return code === 0 ? { kind: 'downloadDone' } : { kind: 'failed', failure: failure(domain, code) };
}

function amountOf(code: number | null): { unit: 'percent'; done: number } | { unit: 'unknown' } {
  return isPercent(code) ? { unit: 'percent', done: code } : { unit: 'unknown' };
}

function isPercent(code: number | null): code is number {
  return code !== null && code >= 0 && code <= 100;
}
