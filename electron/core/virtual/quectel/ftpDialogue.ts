/** What one side of an FTP control connection says and wants; text in, actions out, no socket (RFC 959, passive mode). */

/** `login`: refused; `file`: not there; `timeout`: silence; `other`: everything else. */
export type FtpFailure = 'login' | 'file' | 'timeout' | 'other';

export type FtpAction =
  | { readonly kind: 'send'; readonly line: string }
  | { readonly kind: 'openData'; readonly host: string; readonly port: number }
  /** The server says that the file was sent whole. */
  | { readonly kind: 'complete' }
  | { readonly kind: 'fail'; readonly failure: FtpFailure };

export interface FtpRequest {
  readonly user: string;
  readonly password: string;
  readonly path: string;
}

export interface FtpDialogue {
  /** Bytes of the control connection as text, in pieces of any size. */
  receive(text: string): readonly FtpAction[];
}

type Step = 'greeting' | 'user' | 'password' | 'type' | 'passive' | 'retrieve';

/** USER, PASS, TYPE I, PASV, RETR. */
export function createFtpDialogue({ user, password, path }: FtpRequest): FtpDialogue {
  let step: Step = 'greeting';
  let line = '';

  const say = (next: Step, command: string): readonly FtpAction[] => {
    step = next;
    return [{ kind: 'send', line: command }];
  };
  const fail = (failure: FtpFailure): readonly FtpAction[] => [{ kind: 'fail', failure }];
  const retrieve = (address: string): readonly FtpAction[] => {
    const numbers = /(\d+),(\d+),(\d+),(\d+),(\d+),(\d+)/.exec(address)?.slice(1).map(Number);
    if (numbers === undefined) return fail('other');
    const [a, b, c, d, high = 0, low = 0] = numbers;
    const data: FtpAction = { kind: 'openData', host: `${a}.${b}.${c}.${d}`, port: high * 256 + low };
    return [data, ...say('retrieve', `RETR ${path}`)];
  };
  const steps: Readonly<Record<Step, (code: string, rest: string) => readonly FtpAction[]>> = {
    greeting: (code) => (code === '220' ? say('user', `USER ${user}`) : fail('other')),
    user(code) {
      if (code === '331') return say('password', `PASS ${password}`);
      return code === '230' ? say('type', 'TYPE I') : fail('login');
    },
    password: (code) => (code === '230' ? say('type', 'TYPE I') : fail('login')),
    type: (code) => (code === '200' ? say('passive', 'PASV') : fail('other')),
    passive: (code, rest) => (code === '227' ? retrieve(rest) : fail('other')),
    retrieve(code) {
      if (code === '226') return [{ kind: 'complete' }];
      if (code === '150' || code === '125') return [];
      return fail(code === '550' ? 'file' : 'other');
    },
  };
  return {
    receive(text) {
      line += text;
      const actions: FtpAction[] = [];
      for (let end = line.indexOf('\n'); end >= 0; end = line.indexOf('\n')) {
        const answer = line.slice(0, end).trim();
        line = line.slice(end + 1);
        // `220-` begins an answer of several lines; only the last one counts.
        if (/^\d{3} /.test(answer)) actions.push(...steps[step](answer.slice(0, 3), answer.slice(4)));
      }
      return actions;
    },
  };
}
