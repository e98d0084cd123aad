import type { Stage, Verdict } from '../../../../shared/contract/verdict.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { JobContext } from '../../jobs/jobContext.ts';
import type { UpgradeDriver } from '../../modem/drivers/driver.ts';
import type { Identified } from '../../modem/identity.ts';
import { runUpgrade } from '../../modem/upgrade/runUpgrade.ts';
import type { HeardSignal } from '../../modem/upgrade/unasked.ts';
import type { Lease } from '../../ports/lease.ts';
import type { Files } from '../files.ts';
import { expectedVersion } from './baseMatch.ts';
import { type Cargo, cargoOf, deliveryOf, servedFile } from './cargo.ts';
import { firstLook, pickDriver, takeOver } from './firstLook.ts';
import { followsOnly } from './following.ts';
import { listenToModule } from './logPort.ts';
import { platformOptions } from './platformOptions.ts';
import { recordOutcome } from './recordOutcome.ts';
import { refuseBanned, refuseBase, refuseUnknown } from './refusals.ts';
import type { UpgradeRequest } from './request.ts';
import { followPublication } from './serverFeed.ts';
import { type Serving, servePackage } from './serving.ts';
import type { Work } from './work.ts';

/**
 * The main job: package, port, module, server, in this order, and everything given back at the end. Returns the verdict;
 * throws AppError only for what Airdock itself could not do.
 */
export async function runUpgradeJob(files: Files, work: Work): Promise<Verdict> {
  const { parts, request, context } = work;
  context.result({ kind: 'upgrade', way: request.way, portId: request.portId, settings: [] });
  const cargo = await cargoOf(parts, files, request, context);
  if (cargo.kind === 'package') {
    const { sha256, sizeBytes } = cargo.manifest;
    context.result({ kind: 'upgrade', packageSha256: sha256, packageBytes: sizeBytes });
  } else if (cargo.kind === 'raw') context.result({ kind: 'upgrade', packageBytes: cargo.bytes.length });
  context.stage('identify');
  const { id: jobId, signal } = context;
  const lease = await parts.ports.acquire(request.portId, 'upgrade', { jobId, signal });
  try {
    const begun = followsOnly(request) ? parts.unasked.take(request.portId) : null;
    const heard: HeardSignal[] = [...(begun?.signals ?? [])];
    const found = await firstLook(work, lease, begun, (signal) => heard.push(signal));
    const driver = begun === null ? pickDriver(found, work) : takeOver(begun, context);
    if (driver === null) return refuseUnknown(found.identity.version, context);
    return (
      judgeBefore(found, cargo, work) ??
      (await bring(found, driver, cargo, lease, {
        ...work,
        begun: begun === null ? null : { ...begun, signals: heard },
      }))
    );
  } finally {
    await lease.release();
  }
}

function judgeBefore(
  { identity }: Identified,
  cargo: Cargo,
  { parts, request, context }: Work,
): Verdict | null {
  context.stage('preflight');
  if (cargo.kind === 'package') return refuseBase(cargo.manifest, identity.version, request, context);
  const { imei } = identity;
  const isBanned =
    (cargo.kind === 'plan' || cargo.kind === 'image') &&
    imei !== undefined &&
    parts.devices.banOf(imei) !== null;
  return isBanned ? refuseBanned(request, context) : null;
}

async function bring(
  found: Identified,
  driver: UpgradeDriver,
  cargo: Cargo,
  lease: Lease,
  work: Work,
): Promise<Verdict> {
  const { parts, request, context } = work;
  const { server } = parts;
  const serving = await serve(cargo, lease, work);
  try {
    const { version } = found.identity;
    const expected = cargo.kind === 'package' ? expectedVersion(cargo.manifest, version) : cargo.newVersion;
    if (serving !== null) context.event('upgrade.published', { url: serving.url });
    context.result({
      kind: 'upgrade',
      ...(expected === undefined ? {} : { expectedVersion: expected }),
      ...(serving === null ? {} : { url: serving.url }),
    });
    context.guard(true);
    const outcome = await runUpgrade({
      ...{ ports: parts.ports, lease, clock: parts.clock, journal: parts.journal, jobId: context.id, driver },
      delivery: await deliveryOf(parts, cargo, request, serving, context),
      expected: {
        ...(expected === undefined ? {} : { version: expected }),
        allowSame: request.override !== undefined,
      },
      signal: context.signal,
      timeouts: parts.upgradeTimeouts,
      onState: enterEachOnce(context),
      onProgress: context.progress,
      ...(work.begun == null ? {} : { begun: work.begun }),
      onOffer: (offer) => context.result({ kind: 'upgrade', offer }),
      onStartedByModule: () => context.result({ kind: 'upgrade', startedByModule: true }),
      waitSkips: work.waitSkips,
      ...platformOptions(found, driver, cargo, work),
      ...listenToModule(driver, server),
      ...(serving === null
        ? {}
        : {
            serverEvents: followPublication(server, serving.publicationId, servedFile(cargo)?.sizeBytes ?? 0),
          }),
    });
    recordOutcome(parts, cargo, outcome, context);
    return outcome.verdict;
  } finally {
    await serving?.end();
  }
}

/** What is brought over HTTP is served by us; a file that is not kept in the library is lent to the server for that long. */
async function serve(cargo: Cargo, lease: Lease, { parts, request, context }: Work): Promise<Serving | null> {
  const file = servedFile(cargo);
  if (file === null || request.way !== 'http') return null;
  const takeBack = cargo.kind === 'raw' ? parts.library.lend(cargo.sha256, cargo) : () => {};
  try {
    return await servePackage(parts.server, file.sha256, {
      jobId: context.id,
      advertise: request.advertise,
      serverPort: request.serverPort,
      moduleIsHere: lease.info.kind === 'virtual',
    });
  } finally {
    // The server has its own copy by now.
    takeBack();
  }
}

/** Several states share a stage; it is entered once. */
function enterEachOnce(context: JobContext): (state: unknown, stage: Stage) => void {
  let current: Stage | null = null;
  return (_state, stage) => {
    if (stage !== current) context.stage(stage);
    current = stage;
  };
}

/** @throws AppError modem.driverWay {driver, way}: a forced driver that cannot deliver in this way */
export function checkForced(driver: UpgradeDriver, way: UpgradeRequest['way']): void {
  const { id, deliveries } = driver.description;
  if (!deliveries.includes(way)) throw new AppError('modem.driverWay', { driver: id, way });
}
