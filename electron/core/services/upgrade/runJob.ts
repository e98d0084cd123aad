import type { Stage, Verdict } from '../../../../shared/contract/verdict.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { JobContext } from '../../jobs/jobContext.ts';
import type { UpgradeDriver } from '../../modem/drivers/driver.ts';
import { chooseDriver } from '../../modem/drivers/index.ts';
import type { Identified } from '../../modem/identity.ts';
import type { OfferAnswer } from '../../modem/upgrade/events.ts';
import { runUpgrade, type UpgradeOutcome } from '../../modem/upgrade/runUpgrade.ts';
import type { HeardSignal } from '../../modem/upgrade/unasked.ts';
import type { Lease } from '../../ports/lease.ts';
import type { Files } from '../files.ts';
import type { CoreParts } from '../handlers.ts';
import { expectedVersion } from './baseMatch.ts';
import { type Cargo, cargoOf, deliveryOf, servedFile } from './cargo.ts';
import { askWho, followsOnly } from './following.ts';
import { listenToModule, overheardOnly } from './logPort.ts';
import { createQuotaGate } from './platformQuota.ts';
import { refuseBanned, refuseBase, refuseUnknown } from './refusals.ts';
import type { UpgradeRequest } from './request.ts';
import { followPublication } from './serverFeed.ts';
import { type Serving, servePackage } from './serving.ts';
import type { BegunUpgrade } from './unaskedUpgrades.ts';

/** One job at work: what every step needs. */
interface Work {
  readonly parts: CoreParts;
  readonly request: UpgradeRequest;
  readonly context: JobContext;
  /** The person's answers to a platform's offer. */
  readonly offerAnswers: (listener: (answer: OfferAnswer) => void) => () => void;
  /** The person's wish not to wait any longer. */
  readonly waitSkips: (listener: () => boolean) => () => void;
  /** What runs already and is followed. */
  readonly begun?: BegunUpgrade | null;
}

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

/** Who is there, before anything is changed: also what the ledger of devices learns. */
async function firstLook(
  { parts, request, context }: Work,
  lease: Lease,
  begun: BegunUpgrade | null,
  onSignal: (heard: HeardSignal) => void,
): Promise<Identified> {
  const overheard = overheardOnly(lease, request.driver);
  if (overheard !== null) return overheard;
  const { id: jobId, signal } = context;
  const found = await askWho(parts, lease, begun, { jobId, signal, driver: request.driver, onSignal });
  const { version, imei, model, chip } = found.identity;
  if (imei !== undefined) {
    parts.devices.recordSeen({
      ...{ id: imei, portId: lease.info.id, jobId },
      ...(version === '' ? {} : { version }),
      ...(model === undefined ? {} : { model }),
      ...(chip === undefined ? {} : { chip }),
    });
  }
  context.result({ kind: 'upgrade', from: version, ...(imei === undefined ? {} : { imei }) });
  return found;
}

/** The driver that has understood the module so far goes on. */
function takeOver({ driver }: BegunUpgrade, context: JobContext): UpgradeDriver {
  const { id } = driver.description;
  context.result({ kind: 'upgrade', driver: id });
  context.event('upgrade.tookOver', { driver: id });
  return driver;
}

/** The driver for this way and why, in the journal. */
function pickDriver({ choices }: Identified, { request, context }: Work): UpgradeDriver | null {
  const choice = chooseDriver(choices, request.way);
  if (choice === null) return null;
  const { driver, detection, forced } = choice;
  const { id } = driver.description;
  context.result({ kind: 'upgrade', driver: id });
  if (forced || detection === null) context.event('upgrade.driverForced', { driver: id });
  else {
    const { reason, evidence } = detection;
    context.event('upgrade.driverChosen', { driver: id, reason, evidence });
  }
  return driver;
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
    record(parts, cargo, outcome, context);
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

/** What only matters where a platform is asked: its offers, its bans, and a network that may still come. */
function platformOptions(
  { identity }: Identified,
  { description }: UpgradeDriver,
  cargo: Cargo,
  { parts, request, context, offerAnswers, begun }: Work,
) {
  const isPlan = cargo.kind === 'plan' || cargo.kind === 'image';
  const waits = request.waitForNetwork ?? isPlan;
  if (!isPlan) return { waitForNetwork: waits };
  const { imei, version } = identity;
  const firstCounted = begun?.counted === true;
  const module = { imei: imei ?? '', sourceVersion: version, jobId: context.id, firstCounted };
  return {
    waitForNetwork: waits,
    offerAnswers,
    offerPolicy: { decision: request.offers ?? 'accept', acceptUnknown: request.acceptUnknown ?? false },
    ...(imei === undefined || !description.bansLoops
      ? {}
      : { quota: createQuotaGate(parts.devices, module, () => parts.clock.wallMs()) }),
  };
}

/** Several states share a stage; it is entered once. */
function enterEachOnce(context: JobContext): (state: unknown, stage: Stage) => void {
  let current: Stage | null = null;
  return (_state, stage) => {
    if (stage !== current) context.stage(stage);
    current = stage;
  };
}

/** The platform's word that it has banned the module (at-commands 1.2, code 40). */
const banCause = 40;

function record(parts: CoreParts, cargo: Cargo, outcome: UpgradeOutcome, context: JobContext): void {
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

/** @throws AppError modem.driverWay {driver, way}: a forced driver that cannot deliver in this way */
export function checkForced(driver: UpgradeDriver, way: UpgradeRequest['way']): void {
  const { id, deliveries } = driver.description;
  if (!deliveries.includes(way)) throw new AppError('modem.driverWay', { driver: id, way });
}
