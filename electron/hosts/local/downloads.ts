/** Packages of the library, images that were taken out of modules, and bundles, as downloads: what "save" is for a browser. */
import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { commonHeaders } from './answers.ts';

/** A package as a file to read from. */
export interface PackageFile {
  readonly path: string;
  /** Name to offer; a single path segment. */
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Called once when it has been read, or not. */
  dispose(): Promise<void>;
}

/** Throws AppError package.unknown. */
export type OpenPackage = (sha256: string) => Promise<PackageFile>;

/** Throws AppError job.unknown, file.notFound, file.notReadable: what lies there is not what was taken out. */
export type OpenImage = (jobId: string) => Promise<PackageFile>;

/** Throws AppError job.unknown, file.notFound, file.notReadable: what lies there is not what was written. */
export type OpenBundle = (jobId: string) => Promise<PackageFile>;

/** The digest in `/download/package/<sha256>`; undefined for any other path. */
export function packageInPath(path: string): string | undefined {
  return /^\/download\/package\/([0-9a-f]{64})$/.exec(path)?.[1];
}

/** The job's id in `/download/image/<job>`; undefined for any other path. A job names its file, never the visitor. */
export function imageInPath(path: string): string | undefined {
  return /^\/download\/image\/([0-9A-Za-z-]{1,64})$/.exec(path)?.[1];
}

/** The job's id in `/download/bundle/<job>`; undefined for any other path. */
export function bundleInPath(path: string): string | undefined {
  return /^\/download\/bundle\/([0-9A-Za-z-]{1,64})$/.exec(path)?.[1];
}

/** The job's id in `/certificate/<job>`; undefined for any other path. */
export function certificateInPath(path: string): string | undefined {
  return /^\/certificate\/([0-9A-Za-z-]{1,64})$/.exec(path)?.[1];
}

export async function sendDownload(
  response: ServerResponse,
  opened: Promise<PackageFile>,
  port: number,
): Promise<void> {
  const file = await opened;
  try {
    response.writeHead(200, {
      ...commonHeaders(port),
      'Content-Type': 'application/octet-stream',
      'Content-Length': file.sizeBytes,
      'Content-Disposition': attachment(file.fileName),
    });
    await pipeline(createReadStream(file.path), response);
  } finally {
    await file.dispose();
  }
}

/** RFC 6266: a plain name for old readers and the true one for all others. */
function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\w.-]/g, '_');
  const exact = encodeURIComponent(fileName).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
