import type { OtaServer } from '../../ota-server/otaServer.ts';

/** A package at a URL for the time of one job. */
export interface Serving {
  readonly url: string;
  readonly publicationId: string;
  /** Takes the URL away, and stops the server where this job had started it and nobody else uses it. */
  end(): Promise<void>;
}

export interface ServingOptions {
  readonly jobId: string;
  /** Host for the URL; without one the own address that fits best. */
  readonly advertise?: string | undefined;
  readonly serverPort?: number | undefined;
  /** The module runs on this computer, so loopback is its surest way. */
  readonly moduleIsHere: boolean;
}

/** Throws what starting and publishing throw: server.addressInUse, server.noAddress, server.urlTooLong, package.damaged. */
export async function servePackage(
  server: OtaServer,
  sha256: string,
  options: ServingOptions,
): Promise<Serving> {
  const wasRunning = server.status().state === 'running';
  await server.start(options.serverPort === undefined ? {} : { port: options.serverPort });
  const publication = await server.publish(sha256, { jobId: options.jobId });
  const end = async (): Promise<void> => {
    server.unpublish(publication.id);
    const status = server.status();
    if (!wasRunning && status.state === 'running' && status.publications.length === 0) await server.stop();
  };
  try {
    const address =
      options.advertise ?? server.bestAddressFor(options.moduleIsHere ? '127.0.0.1' : undefined);
    return { url: server.urlFor(publication.id, address), publicationId: publication.id, end };
  } catch (error) {
    await end();
    throw error;
  }
}
