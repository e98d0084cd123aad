/**
 * Who is asking? A page of another origin, or a name that was made to resolve to this computer (DNS rebinding), reaches a
 * local port as easily as our own page does: Host and Origin tell them apart, because scripts cannot forge either.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../../shared/errors.ts';

/** Host names under which the page may be opened; `localhost` is never asked of a foreign name server. */
export function allowedHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

/**
 * Throws AppError host.foreignOrigin {host, origin} unless Host is ours and Origin, where there is one, is the same place.
 * `needsOrigin`: browsers send it with every WebSocket and every POST; who leaves it out is not a page of ours.
 */
export function checkOrigin(headers: IncomingHttpHeaders, port: number, needsOrigin: boolean): void {
  const { host = '', origin } = headers;
  const sameOrigin = origin === undefined ? !needsOrigin : origin === `http://${host}`;
  if (allowedHosts(port).includes(host) && sameOrigin) return;
  throw new AppError('host.foreignOrigin', {
    host: host.slice(0, 255),
    origin: (origin ?? '').slice(0, 255),
  });
}
