import { AppError } from '../../../shared/errors.ts';

export interface TcpAddress {
  readonly host: string;
  readonly port: number;
  /** The one way in which this address is written: `tcp://host:port`, host in lower case, IPv6 in brackets. */
  readonly text: string;
}

/** Reads `tcp://host:port`. Throws AppError port.badAddress {address} for anything else, a missing port included. */
export function parseTcpAddress(word: string): TcpAddress {
  const match = /^tcp:\/\/(\[[0-9a-f:.%a-z]+\]|[^\s:/?#@[\]]+):(\d{1,5})\/?$/i.exec(word.trim());
  const port = Number(match?.[2]);
  const written = match?.[1]?.toLowerCase();
  if (written === undefined || !(port >= 1 && port <= 65_535))
    throw new AppError('port.badAddress', { address: word.slice(0, 200) });
  return { host: written.replace(/^\[|\]$/g, ''), port, text: `tcp://${written}:${port}` };
}
