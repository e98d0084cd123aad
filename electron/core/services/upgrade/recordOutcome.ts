import type { JobContext } from '../../jobs/jobContext.ts';
import type { UpgradeOutcome } from '../../modem/upgrade/runUpgrade.ts';
import type { CoreParts } from '../handlers.ts';
import type { Cargo } from './cargo.ts';

/** The platform's word that it has banned the module (at-commands 1.2, code 40). */
const banCause = 40;

/** How it ended, in the job and in the ledger of devices. */
export function recordOutcome(
  parts: CoreParts,
  cargo: Cargo,
  outcome: UpgradeOutcome,
  context: JobContext,
): void {
  const { verdict, from, to, settings, servedBytes, sentBytes } = outcome;
  context.result({
    kind: 'upgrade',
    settings: [...settings],
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(servedBytes === undefined ? {} : { servedBytes }),
    ...(sentBytes === undefined ? {} : { sentBytes }),
  });
  const { result } = parts.jobs.get(context.id);
  if (result?.kind !== 'upgrade' || result.imei === undefined) return;
  const { imei } = result;
  const jobId = context.id;
  parts.devices.recordUpgrade(imei, {
    ...{ jobId, outcome: verdict.outcome, code: verdict.code, from: from ?? null, to: to ?? null },
    packageSha256: cargo.kind === 'package' ? cargo.manifest.sha256 : null,
  });
  if (verdict.params['cause'] === banCause)
    parts.devices.recordBan(imei, { cause: banCause, sourceVersion: from ?? null, jobId });
}
