/** What the local host answers to which request, once the request has passed the guards. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../../../shared/errors.ts';
import { readPageFile } from '../common/pageFiles.ts';
import { send, sendError } from './answers.ts';
import { imageInPath, type OpenImage, type OpenPackage, packageInPath, sendDownload } from './downloads.ts';
import { checkOrigin } from './guards.ts';
import { closedDoorPage, enterPage } from './plainPages.ts';
import type { Sessions } from './sessions.ts';
import type { Uploads } from './uploads.ts';

export interface RouteOptions {
  readonly port: number;
  readonly sessions: Sessions;
  readonly pageFolder: string;
  readonly uploads: Uploads;
  readonly openPackage: OpenPackage;
  readonly openImage: OpenImage;
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
  await answerGet(path, response, options);
}

async function answerGet(path: string, response: ServerResponse, options: RouteOptions): Promise<void> {
  const { port } = options;
  // The page asks this after a refused WebSocket, whose status no script can see: 200 "try again", 401 "get a new link".
  if (path === '/session') {
    send(response, 200, 'application/json', '{"ok":true}', port);
    return;
  }
  const sha256 = packageInPath(path);
  if (sha256 !== undefined) {
    await sendDownload(response, options.openPackage(sha256), port);
    return;
  }
  const jobId = imageInPath(path);
  if (jobId !== undefined) {
    await sendDownload(response, options.openImage(jobId), port);
    return;
  }
  const file = await readPageFile(options.pageFolder, path);
  if (file === null) throw new AppError('file.notFound', { path: path.slice(0, 255) });
  send(response, 200, file.contentType, file.bytes, port);
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
