/** What the local host answers to which request, once the request has passed the guards. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../../../shared/errors.ts';
import { readPageFile } from '../common/pageFiles.ts';
import { send, sendError } from './answers.ts';
import {
  bundleInPath,
  certificateInPath,
  imageInPath,
  type OpenBundle,
  type OpenImage,
  type OpenPackage,
  type PackageFile,
  packageInPath,
  sendDownload,
} from './downloads.ts';
import { checkOrigin } from './guards.ts';
import { closedDoorPage, enterPage } from './plainPages.ts';
import { certificateHeaders, type MakeCertificate } from './reportFiles.ts';
import type { Sessions } from './sessions.ts';
import type { Uploads } from './uploads.ts';

export interface RouteOptions {
  readonly port: number;
  readonly sessions: Sessions;
  readonly pageFolder: string;
  readonly uploads: Uploads;
  readonly openPackage: OpenPackage;
  readonly openImage: OpenImage;
  readonly openBundle: OpenBundle;
  readonly certificate: MakeCertificate;
}

const html = 'text/html; charset=utf-8';

/** Answers every request, refusals included; never rejects. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: RouteOptions,
): Promise<void> {
  try {
    await route(request, response, options);
  } catch (thrown) {
    if (isLostVisitor(request, thrown)) send(response, 401, html, closedDoorPage, options.port);
    else sendError(response, thrown, options.port);
    // After an answer before its end, a large body would keep the connection busy.
    request.resume();
  }
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  options: RouteOptions,
): Promise<void> {
  const { port, sessions } = options;
  const isPost = request.method === 'POST';
  checkOrigin(request.headers, port, isPost);
  const { path, query } = splitTarget(request.url ?? '');
  if (path === '/open' && request.method === 'GET') {
    const session = sessions.redeem(query.get('token') ?? '');
    send(response, 200, html, enterPage, port, { 'Set-Cookie': sessions.cookie(session) });
    return;
  }
  sessions.check(request.headers.cookie);
  if (isPost && path === '/upload') {
    send(response, 200, 'application/json', JSON.stringify(await options.uploads.take(request)), port);
    return;
  }
  if (request.method !== 'GET')
    throw new AppError('rpc.unknownMethod', { method: `${request.method} ${path}` });
  await answerGet(path, query, response, options);
}

async function answerGet(
  path: string,
  query: URLSearchParams,
  response: ServerResponse,
  options: RouteOptions,
): Promise<void> {
  const { port } = options;
  // The page asks this after a refused WebSocket, whose status no script can see: 200 "try again", 401 "get a new link".
  if (path === '/session') {
    send(response, 200, 'application/json', '{"ok":true}', port);
    return;
  }
  const download = downloadAt(path, options);
  if (download !== undefined) {
    await sendDownload(response, download, port);
    return;
  }
  const certified = certificateInPath(path);
  if (certified !== undefined) {
    const page = await options.certificate(certified, query);
    send(response, 200, html, page, port, certificateHeaders);
    return;
  }
  const file = await readPageFile(options.pageFolder, path);
  if (file === null) throw new AppError('file.notFound', { path: path.slice(0, 255) });
  send(response, 200, file.contentType, file.bytes, port);
}

function downloadAt(
  path: string,
  { openPackage, openImage, openBundle }: RouteOptions,
): Promise<PackageFile> | undefined {
  const sha256 = packageInPath(path);
  if (sha256 !== undefined) return openPackage(sha256);
  const imageOf = imageInPath(path);
  if (imageOf !== undefined) return openImage(imageOf);
  const bundleOf = bundleInPath(path);
  return bundleOf === undefined ? undefined : openBundle(bundleOf);
}

/** The path is left encoded, for readPageFile to judge. */
function splitTarget(target: string): { path: string; query: URLSearchParams } {
  const at = target.indexOf('?');
  return at < 0
    ? { path: target, query: new URLSearchParams() }
    : { path: target.slice(0, at), query: new URLSearchParams(target.slice(at + 1)) };
}

function isLostVisitor(request: IncomingMessage, thrown: unknown): boolean {
  const isMissing = thrown instanceof AppError && thrown.code === 'host.missingToken';
  return isMissing && request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
}
