import type { DeltaFormat } from '../../../shared/contract/delta.ts';
import type { CoreHandlers } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Files } from './files.ts';
import type { CoreParts } from './handlers.ts';
import { examineModule } from './upgrade/preflight.ts';
import type { UpgradeRequest } from './upgrade/request.ts';
import { runUpgradeJob } from './upgrade/runJob.ts';
import { withChannel } from './withChannel.ts';

export function createUpgradeService(parts: CoreParts, files: Files): CoreHandlers['upgrade'] {
  return {
    async preflight({ portId, sha256, advertise }, { signal }) {
      const manifest = await parts.library.manifest(sha256);
      const host = advertise ?? ownHost(parts, portId);
      return withChannel(parts, portId, 'identify', signal, (channel) =>
        examineModule(channel, manifest, host, signal),
      );
    },
    async start(request) {
      const job = parts.jobs.start({
        kind: 'upgrade',
        title: await checkedTitle(parts, files, request),
        resources: [`port:${request.portId}`],
        sharedResources: request.way === 'http' ? ['otaServer'] : [],
        guarded: false,
        run: (context) => runUpgradeJob(parts, files, request, context),
      });
      return { jobId: job.id };
    },
  };
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

/** What AT firmware takes: wrapped packages over HTTP (luat-formats 0, 4.1), EC618's delta over the AT port (at-commands 1.5). */
const takenBy: Readonly<Record<UpgradeRequest['way'], readonly DeltaFormat[]>> = {
  http: ['ec618-at', 'ec7xx-at', 'uis8910'],
  serial: ['ec618-at', 'ec618-par'],
};

/**
 * The job's title, once the request holds: what is wrong with the request itself is an error of the call, not a failed job.
 * Throws AppError port.unknown, delta.unsupportedFormat, package.unknown and what opening the files throws.
 */
async function checkedTitle(parts: CoreParts, files: Files, { source, portId, way }: UpgradeRequest) {
  if (!parts.ports.list().some(({ id }) => id === portId)) throw new AppError('port.unknown', { id: portId });
  const checkFormat = (format: DeltaFormat): void => {
    if (!takenBy[way].includes(format)) throw new AppError('delta.unsupportedFormat', { format });
  };
  if (source.kind === 'package') {
    const { format, from, to } = await parts.library.manifest(source.sha256);
    checkFormat(format);
    return { old: from?.fileName ?? '', new: to.fileName, portId, way };
  }
  checkFormat(source.format);
  const [old, fresh] = await Promise.all([files.read(source.old), files.read(source.new)]);
  return { old: old.fileName, new: fresh.fileName, portId, way };
}
