import { AppError } from '../../../shared/errors.ts';

/** MiniFOTA takes URLs of at most 128 bytes, the shortest limit known (platform-apis 3, 6.1). The whole URL stays below it. */
const urlLimitBytes = 128;
/** The longest host that an own address can make. */
const longestOwnHost = '255.255.255.255:65535';

/** The path of a publication: `/f/<id>/<name>` with a name of plain ASCII; the id alone decides, the name is for people. */
export function pathFor(id: string, fileName: string): string {
  const name = fileName.replace(/[^A-Za-z0-9._-]+/g, '_');
  const path = `/f/${id}/${name === '' ? 'package' : name}`;
  // Refused when it is published rather than when somebody wants the URL.
  joinUrl(longestOwnHost, path);
  return path;
}

/**
 * The URL for a host with its port. The port is always written, 80 too: a loader wants one (platform-apis 3).
 * Throws AppError `server.urlTooLong` {lengthBytes, limitBytes}.
 */
export function joinUrl(hostAndPort: string, path: string): string {
  const url = `http://${hostAndPort}${path}`;
  const lengthBytes = Buffer.byteLength(url);
  if (lengthBytes >= urlLimitBytes) {
    throw new AppError('server.urlTooLong', { lengthBytes, limitBytes: urlLimitBytes - 1 });
  }
  return url;
}

/** Host and port for an own address, or for the outside of a tunnel that names its own port (`bench.example.com:9000`). */
export function hostWithPort(address: string, port: number): string {
  return /:\d+$/.test(address) ? address : `${address}:${port}`;
}
