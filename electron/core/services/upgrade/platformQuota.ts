import type { SettingValue } from '../../../../shared/contract/modem.ts';
import type { Devices } from '../../devices/devices.ts';
import { judgeQuota, ownRequestsPerDay, type RequestQuota } from '../../modem/upgrade/requestQuota.ts';
import type { QuotaGate } from '../../modem/upgrade/runUpgrade.ts';

type Ledger = Pick<Devices, 'listRequests' | 'recordRequest' | 'banOf'>;

const dayMs = 24 * 3_600_000;

/** What the ledger says about asking a platform now, with what the module asks by itself. */
export function quotaOf(
  devices: Ledger,
  imei: string,
  sourceVersion: string,
  nowMs: number,
  settings: readonly SettingValue[] = [],
): RequestQuota {
  const settingOf = (name: SettingValue['name']): string | null =>
    settings.find((setting) => setting.name === name)?.value ?? null;
  // Without its settings nothing is known of what it asks; then only what was counted counts.
  const own = settings.length === 0 ? 0 : ownRequestsPerDay(settingOf('AUTO'), settingOf('PERIOD'));
  return judgeQuota(devices.listRequests(imei, nowMs - dayMs), sourceVersion, nowMs, own);
}

/** Counts the requests of one job and holds back those that would come too often. */
export function createQuotaGate(
  devices: Ledger,
  module: {
    readonly imei: string;
    readonly sourceVersion: string;
    readonly jobId: string;
    /** The request that the module began with stands in the ledger already. */
    readonly firstCounted?: boolean;
  },
  wallMs: () => number,
): QuotaGate {
  const { imei, sourceVersion, jobId } = module;
  let isCounted = module.firstCounted === true;
  return {
    holdMs: () => quotaOf(devices, imei, sourceVersion, wallMs()).holdMs,
    onRequest: (startedBy) => {
      if (isCounted && startedBy === 'module') isCounted = false;
      else devices.recordRequest({ imei, sourceVersion, startedBy, jobId });
    },
  };
}
