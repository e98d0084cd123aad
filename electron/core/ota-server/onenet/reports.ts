import type { OnenetKind } from '../../../../shared/contract/onenet.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { Store } from '../../store/store.ts';

export interface ReportedVersions {
  readonly fota?: string;
  readonly sota?: string;
}

/** What devices said that they run. */
export interface Reports {
  of(product: string, device: string): ReportedVersions;
  /** Keeps what is given; the other one stays. */
  report(product: string, device: string, versions: ReportedVersions): void;
  known(product: string, device: string): boolean;
}

export function createReports(store: Store, clock: Pick<Clock, 'wallMs'>): Reports {
  const find = (product: string, device: string) =>
    store.get(
      'SELECT f_version, s_version FROM onenet_devices WHERE product = ? AND device = ?',
      product,
      device,
    );
  return {
    known: (product, device) => find(product, device) !== undefined,
    of(product, device) {
      const row = find(product, device);
      return { ...versionOf('fota', row?.['f_version']), ...versionOf('sota', row?.['s_version']) };
    },
    report(product, device, { fota, sota }) {
      store.run(
        `INSERT INTO onenet_devices (product, device, f_version, s_version, last_seen_ms) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (product, device) DO UPDATE SET f_version = COALESCE(excluded.f_version, f_version),
         s_version = COALESCE(excluded.s_version, s_version), last_seen_ms = excluded.last_seen_ms`,
        ...[product, device, fota ?? null, sota ?? null, clock.wallMs()],
      );
    },
  };
}

function versionOf(kind: OnenetKind, value: unknown): ReportedVersions {
  return typeof value === 'string' ? { [kind]: value } : {};
}
