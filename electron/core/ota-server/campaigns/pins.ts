import type { Store } from '../../store/store.ts';
import type { Pin } from '../rules/case.ts';

/**
 * Which file a module began to download from which version. A package that is exchanged in the middle of a download would end
 * up as half of each on the module (platform-apis 6.4), so a continuation gets the file that it began with.
 */
export interface Pins {
  find(moduleId: string, source: string, nowMs: number): Pin | null;
  set(moduleId: string, source: string, pin: Pin, untilMs: number): void;
  prune(nowMs: number): void;
}

export function createPins(store: Store): Pins {
  return {
    find(moduleId, source, nowMs) {
      const row = store.get(
        'SELECT campaign_id, package_sha256, target FROM ota_pins WHERE module_id = ? AND source = ? AND until_ms > ?',
        ...[moduleId, source, nowMs],
      );
      if (row === undefined) return null;
      return {
        campaignId: String(row['campaign_id']),
        packageSha256: String(row['package_sha256']),
        target: String(row['target']),
      };
    },
    set(moduleId, source, { campaignId, packageSha256, target }, untilMs) {
      store.run(
        'INSERT OR REPLACE INTO ota_pins VALUES (?, ?, ?, ?, ?, ?)',
        ...[moduleId, source, campaignId, packageSha256, target, untilMs],
      );
    },
    prune(nowMs) {
      store.run('DELETE FROM ota_pins WHERE until_ms <= ?', nowMs);
    },
  };
}
