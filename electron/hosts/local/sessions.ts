/** Tokens that open the door once, and the sessions that they become. */
import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';

export interface Sessions {
  /** A token for one opening. The newest eight are good. */
  issueToken(): string;
  /** Uses a token up; the session's value for the cookie. Throws AppError host.missingToken. */
  redeem(token: string): string;
  /** Throws AppError host.missingToken unless the request's cookies hold a session. */
  check(cookieHeader: string | undefined): void;
  /** The Set-Cookie value for a session. */
  cookie(session: string): string;
  /** Called after each redeemed token, so that a fresh one can be put where the last one was. */
  onRedeemed(listener: () => void): void;
}

const maxTokens = 8;
const maxSessions = 64;

/** Only digests are kept, and found by look-up: neither memory nor timing gives a token away. */
export function createSessions(randomHex: (bytes: number) => string, port: number): Sessions {
  const tokens = new Set<string>();
  const sessions = new Set<string>();
  let redeemed = (): void => {};
  // Cookies know no ports: two Airdocks on one computer must not overwrite each other's.
  const name = `airdock_${port}`;
  return {
    issueToken: () => issue(tokens, maxTokens, randomHex),
    redeem(token) {
      if (!tokens.delete(digest(token))) throw new AppError('host.missingToken');
      const session = issue(sessions, maxSessions, randomHex);
      redeemed();
      return session;
    },
    check(cookieHeader) {
      const values = readCookies(cookieHeader ?? '', name);
      if (!values.some((value) => sessions.has(digest(value)))) throw new AppError('host.missingToken');
    },
    cookie: (session) => `${name}=${session}; HttpOnly; SameSite=Strict; Path=/`,
    onRedeemed(listener) {
      redeemed = listener;
    },
  };
}

/** Remembers a new value and forgets the oldest beyond `limit`. */
function issue(known: Set<string>, limit: number, randomHex: (bytes: number) => string): string {
  const value = randomHex(32);
  known.add(digest(value));
  for (const oldest of known) {
    if (known.size <= limit) break;
    known.delete(oldest);
  }
  return value;
}

function readCookies(header: string, name: string): string[] {
  return header
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));
}

function digest(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}
