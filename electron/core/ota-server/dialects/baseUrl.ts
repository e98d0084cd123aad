import { type HttpRequest, headerValues } from '../http/request.ts';
import type { DialectContext } from './dialect.ts';

/**
 * `http://host:port` under which this client reached the server: what it wrote itself, because behind a tunnel only that is
 * right; else the address at which the request came in.
 */
export function baseUrlOf(
  request: Pick<HttpRequest, 'target' | 'headers'>,
  { localAddress }: Pick<DialectContext, 'localAddress'>,
): string {
  const inTarget = /^https?:\/\/([^/?#]+)/i.exec(request.target)?.[1];
  const [inHeader] = headerValues(request, 'host');
  const said = [inTarget, inHeader].find((host) => host !== undefined && isHost(host));
  return `http://${said ?? localAddress}`;
}

/** A name or address with a port or without; nothing that could add a line or a path to an answer. */
function isHost(text: string): boolean {
  return text.length <= 128 && /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/.test(text);
}
