import { AppError } from '../../../../shared/errors.ts';
import type { Address } from './forms.ts';

export interface ServerAddress extends Address {
  readonly hostName: string;
  readonly port: number;
  readonly tls: boolean;
}

/**
 * `http://host:port/path?query`, `host:port` or `host`. The path stays as it was typed, blanks and UTF-8 included: URL would
 * rewrite it. Throws AppError otaClient.badUrl {url}.
 */
export function readServerAddress(url: string): ServerAddress {
  const match = /^(?:(https?):\/\/)?(\[[0-9A-Fa-f:.]+\]|[^\s/?#:@]+)(?::(\d{1,5}))?([/?].*)?$/i.exec(
    url.trim(),
  );
  const [, scheme = 'http', name = '', digits, rest = '/'] = match ?? [];
  const tls = scheme.toLowerCase() === 'https';
  const port = digits === undefined ? (tls ? 443 : 80) : Number(digits);
  if (match === null || port < 1 || port > 65_535) throw new AppError('otaClient.badUrl', { url });
  const path = rest.startsWith('?') ? `/${rest}` : rest;
  return {
    hostName: name.replace(/^\[|\]$/g, ''),
    port,
    tls,
    host: `${name}:${port}`,
    path: path.split('#')[0] ?? path,
  };
}
