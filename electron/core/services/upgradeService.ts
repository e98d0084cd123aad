import type { CoreHandlers } from '../../../shared/contract/index.ts';
import { waySchema } from '../../../shared/contract/upgrade.ts';
import { AppError } from '../../../shared/errors.ts';
import { drivers } from '../modem/drivers/index.ts';
import type { Identified } from '../modem/identity.ts';
import { forcedDriver } from '../modem/identityDrivers.ts';
import type { OfferAnswer } from '../modem/upgrade/events.ts';
import type { Files } from './files.ts';
import type { CoreParts } from './handlers.ts';
import { checkFormat, checkWay } from './upgrade/cargo.ts';
import { checkOwnUpgrade, followRequest } from './upgrade/following.ts';
import { overheardOnly } from './upgrade/logPort.ts';
import { examineModule } from './upgrade/preflight.ts';
import type { UpgradeRequest } from './upgrade/request.ts';
import { checkForced, runUpgradeJob } from './upgrade/runJob.ts';
import { checkImagePath } from './upgrade/saveImage.ts';
import { withChannel } from './withChannel.ts';

export function createUpgradeService(parts: CoreParts, files: Files): CoreHandlers['upgrade'] {
  const answers = createListeners<(answer: OfferAnswer) => void>();
  const skips = createListeners<() => boolean>();
  const start = async (request: UpgradeRequest): Promise<{ jobId: string }> => {
    const job = parts.jobs.start({
      kind: 'upgrade',
      title: await checkedTitle(parts, files, request),
      resources: [`port:${request.portId}`],
      sharedResources: usesServer(request) ? ['otaServer'] : [],
      guarded: false,
      run: (context) =>
        runUpgradeJob(files, {
          parts,
          request,
          context,
          offerAnswers: answers.of(context.id),
          waitSkips: skips.of(context.id),
        }),
    });
    return { jobId: job.id };
  };
  return {
    async preflight({ portId, sha256, advertise, driver, way }, { signal }) {
      const manifest = sha256 === undefined ? null : await parts.library.manifest(sha256);
      if (driver !== undefined) forcedDriver(driver);
      const host = advertise ?? ownHost(parts, portId);
      return withChannel(parts, portId, 'identify', signal, (channel) =>
        examineModule(
          { channel, devices: parts.devices, clock: parts.clock, signal },
          { manifest, host, forced: driver, way, overheard: overheardOn(parts, portId, driver) },
        ),
      );
    },
    start,
    follow({ portId }) {
      const own = parts.unasked.of(portId);
      if (own === null) throw new AppError('modem.noOwnUpgrade', { portId });
      return start(followRequest(portId, own.driver));
    },
    answerOffer({ jobId, answer }) {
      const listener = answers.get(jobId);
      if (listener === undefined) throw new AppError('modem.noOfferOpen', { jobId });
      listener(answer);
      return { ok: true };
    },
    skipWait({ jobId }) {
      if (skips.get(jobId)?.() !== true) throw new AppError('modem.noWaitToSkip', { jobId });
      return { ok: true };
    },
    drivers: () =>
      drivers.map(({ configure, description: { id, deliveries, needsConfirm } }) => ({
        id,
        ways: waySchema.options.filter((way) => deliveries.includes(way)),
        needsConfirm,
        setsUrl: configure !== undefined,
      })),
  };
}

/** What is known of a port that carries a log; null for ports that answer. */
function overheardOn({ ports }: CoreParts, portId: string, driver: string | undefined): Identified | null {
  const info = ports.list().find(({ id }) => id === portId);
  return info === undefined ? null : overheardOnly({ info }, driver);
}

/** Who listens in which job, as long as it runs. */
function createListeners<T>() {
  const byJob = new Map<string, T>();
  return {
    get: (jobId: string) => byJob.get(jobId),
    of: (jobId: string) => (listener: T) => {
      byJob.set(jobId, listener);
      return () => void byJob.delete(jobId);
    },
  };
}

/** Only a package of our own is served. */
function usesServer({ way, source }: UpgradeRequest): boolean {
  return way === 'http' && source.kind !== 'url';
}

/** The address of this computer that the module would be given; null where there is none. */
function ownHost({ server, ports }: CoreParts, portId: string): string | null {
  const isHere = ports.list().find(({ id }) => id === portId)?.kind === 'virtual';
  try {
    return server.bestAddressFor(isHere ? '127.0.0.1' : undefined);
  } catch (error) {
    if (error instanceof AppError && error.code === 'server.noAddress') return null;
    throw error;
  }
}

/**
 * The job's title, once the request holds: what is wrong with the request itself is an error of the call, not a failed job.
 * Throws AppError port.unknown, modem.unknownDriver, modem.driverWay, modem.ownUpgradeRuns, rpc.invalidInput, delta.unsupportedFormat, package.unknown
 * and what opening the files throws.
 */
async function checkedTitle(parts: CoreParts, files: Files, request: UpgradeRequest) {
  const { source, portId, way, driver } = request;
  if (!parts.ports.list().some(({ id }) => id === portId)) throw new AppError('port.unknown', { id: portId });
  if (driver !== undefined) checkForced(forcedDriver(driver), way);
  checkWay(request);
  checkOwnUpgrade(parts, request);
  switch (source.kind) {
    case 'package': {
      const { format, from, to } = await parts.library.manifest(source.sha256);
      checkFormat(format, way);
      return { old: from?.fileName ?? '', new: to.fileName, portId, way };
    }
    case 'files': {
      checkFormat(source.format, way);
      const [old, fresh] = await Promise.all([files.read(source.old), files.read(source.new)]);
      return { old: old.fileName, new: fresh.fileName, portId, way };
    }
    case 'url':
      return { old: '', new: source.newVersion ?? source.url, portId, way };
    case 'raw':
      return { old: '', new: (await files.read(source.file)).fileName, portId, way };
    case 'image':
      await checkImagePath(files, source.path);
      return { old: source.component?.version ?? '', new: source.newVersion ?? '', portId, way };
    case 'plan':
      return { old: '', new: source.newVersion ?? '', portId, way };
  }
}
