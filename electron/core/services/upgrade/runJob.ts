import type { PackageManifest } from '../../../../shared/contract/package.ts';
import type { Stage, Verdict } from '../../../../shared/contract/verdict.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { JobContext } from '../../jobs/jobContext.ts';
import { createAtChannel } from '../../modem/atChannel.ts';
import { luatAtDriver, luatUartDriver } from '../../modem/drivers/luat/index.ts';
import { identify } from '../../modem/identity.ts';
import { runUpgrade, type UpgradeDelivery, type UpgradeOutcome } from '../../modem/upgrade/runUpgrade.ts';
import type { Lease } from '../../ports/lease.ts';
import { buildPackage } from '../buildPackage.ts';
import type { Files } from '../files.ts';
import type { CoreParts } from '../handlers.ts';
import { expectedVersion, matchBase } from './baseMatch.ts';
import type { UpgradeRequest } from './request.ts';
import { followPublication } from './serverFeed.ts';
import { type Serving, servePackage } from './serving.ts';

/**
 * The main job: package, port, module, server, in this order, and everything given back at the end. Returns the verdict;
 * throws AppError only for what Airdock itself could not do.
 */
export async function runUpgradeJob(
  parts: CoreParts,
  files: Files,
  request: UpgradeRequest,
  context: JobContext,
): Promise<Verdict> {
  context.result({ kind: 'upgrade', way: request.way, portId: request.portId, settings: [] });
  const manifest = await packageFor(parts, files, request, context);
  context.result({ kind: 'upgrade', packageSha256: manifest.sha256, packageBytes: manifest.sizeBytes });
  context.stage('identify');
  const lease = await parts.ports.acquire(request.portId, 'upgrade', {
    jobId: context.id,
    signal: context.signal,
  });
  try {
    const before = await firstLook(parts, lease, context);
    const refusal = judgeBase(manifest, before.version, request, context);
    if (refusal !== null) return refusal;
    return await bring(parts, manifest, before.version, request, lease, context);
  } finally {
    await lease.release();
  }
}

async function packageFor(
  parts: CoreParts,
  files: Files,
  request: UpgradeRequest,
  context: JobContext,
): Promise<PackageManifest> {
  const { source } = request;
  if (source.kind === 'package') return (await parts.library.get(source.sha256)).manifest;
  context.stage('build');
  const manifest = await buildPackage(parts, files, source, {
    signal: context.signal,
    onProgress: context.progress,
  });
  context.event('upgrade.packageBuilt', { sizeBytes: manifest.sizeBytes });
  return manifest;
}

/** Who is there, before anything is changed: also what the ledger of devices learns. */
async function firstLook(parts: CoreParts, lease: Lease, context: JobContext) {
  const { journal, clock, devices } = parts;
  const portId = lease.info.id;
  const channel = createAtChannel({ transport: lease.transport, journal, clock, portId, jobId: context.id });
  try {
    const identity = await identify(channel, { signal: context.signal });
    const { version, imei, model, chip } = identity;
    if (imei !== undefined) {
      devices.recordSeen({
        ...{ id: imei, version, portId, jobId: context.id },
        ...(model === undefined ? {} : { model }),
        ...(chip === undefined ? {} : { chip }),
      });
    }
    context.result({ kind: 'upgrade', from: version, ...(imei === undefined ? {} : { imei }) });
    return identity;
  } finally {
    channel.dispose();
  }
}

/** A module on another firmware than the package's base is refused before anything is sent, unless a person overrides it. */
function judgeBase(
  manifest: PackageManifest,
  version: string,
  request: UpgradeRequest,
  context: JobContext,
): Verdict | null {
  context.stage('preflight');
  const match = matchBase(manifest, version);
  const row = context.event('upgrade.baseCompared', {
    state: match.state,
    version,
    base: match.baseVersion ?? '',
  });
  if (match.state === 'match' || match.state === 'unknown') return null;
  if (request.override !== undefined) {
    context.event('upgrade.overridden', { reason: request.override }, 'warning');
    return null;
  }
  const already = match.state === 'already';
  return {
    outcome: 'failed',
    code: already ? 'upgrade.alreadyThere' : 'upgrade.baseMismatch',
    params: already ? { version } : { module: version, base: match.baseVersion ?? '' },
    domain: 'airdock',
    stage: 'preflight',
    retry: 'pointless',
    remedies: already ? [] : ['checkBase', 'useIntermediateVersion'],
    evidence: [row.seq],
  };
}

async function bring(
  parts: CoreParts,
  manifest: PackageManifest,
  version: string,
  request: UpgradeRequest,
  lease: Lease,
  context: JobContext,
): Promise<Verdict> {
  const { server } = parts;
  const serving =
    request.way === 'serial'
      ? null
      : await servePackage(server, manifest, {
          jobId: context.id,
          advertise: request.advertise,
          serverPort: request.serverPort,
          moduleIsHere: lease.info.kind === 'virtual',
        });
  try {
    const expected = expectedVersion(manifest, version);
    if (serving !== null) context.event('upgrade.published', { url: serving.url });
    context.result({
      kind: 'upgrade',
      ...(expected === undefined ? {} : { expectedVersion: expected }),
      ...(serving === null ? {} : { url: serving.url }),
    });
    context.guard(true);
    let current: Stage | null = null;
    // Several states share a stage; it is entered once.
    const enterStage = (stage: Stage): void => {
      if (stage !== current) context.stage(stage);
      current = stage;
    };
    const outcome = await runUpgrade({
      ports: parts.ports,
      lease,
      clock: parts.clock,
      journal: parts.journal,
      jobId: context.id,
      driver: request.way === 'serial' ? luatUartDriver : luatAtDriver,
      delivery: await deliveryOf(parts, manifest, request, serving),
      expected: {
        ...(expected === undefined ? {} : { version: expected }),
        allowSame: request.override !== undefined,
      },
      signal: context.signal,
      onState: (_state, stage) => enterStage(stage),
      onProgress: context.progress,
      ...(serving === null
        ? {}
        : { serverEvents: followPublication(server, serving.publicationId, manifest.sizeBytes) }),
    });
    record(parts, manifest, outcome, context);
    return outcome.verdict;
  } finally {
    await serving?.end();
  }
}

async function deliveryOf(
  parts: CoreParts,
  manifest: PackageManifest,
  request: UpgradeRequest,
  serving: Serving | null,
): Promise<UpgradeDelivery> {
  if (serving !== null) return { kind: 'http', url: serving.url, saveUrl: request.saveUrl === true };
  const { bytes } = await parts.library.get(manifest.sha256);
  return { kind: 'serial', packageBytes: barePar(bytes, manifest) };
}

/** AT+UARTUPGRADE takes the bare delta.par (luat-formats 4.1): the wrapper is ten bytes in front of it. */
function barePar(bytes: Uint8Array, { format }: PackageManifest): Uint8Array {
  if (format === 'ec618-par') return bytes;
  if (format === 'ec618-at') return bytes.subarray(10);
  throw new AppError('delta.unsupportedFormat', { format });
}

function record(
  parts: CoreParts,
  manifest: PackageManifest,
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
  parts.devices.recordUpgrade(result.imei, {
    jobId: context.id,
    outcome: verdict.outcome,
    code: verdict.code,
    from: from ?? null,
    to: to ?? null,
    packageSha256: manifest.sha256,
  });
}
