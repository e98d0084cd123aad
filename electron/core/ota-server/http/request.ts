import type { DecisionKey } from '../decisions.ts';

export interface HttpHeader {
  /** Lower-case. */
  readonly name: string;
  /** One character per byte (Latin-1), trimmed. */
  readonly value: string;
}

/** A request as a device sent it, however odd. */
export interface HttpRequest {
  /** Upper-case. */
  readonly method: string;
  /** The target as it came, as text that can be turned back into bytes (`printable`). */
  readonly target: string;
  /** The same, untouched: some clients send raw UTF-8, some send raw spaces (platform-apis 1.2). */
  readonly targetBytes: Uint8Array;
  readonly minorVersion: number;
  /** Not one CR in the head: the loader of a MeiG or XinYi module, or somebody like it (platform-apis 5.3). */
  readonly bareLf: boolean;
  readonly headers: readonly HttpHeader[];
  /** Request line and header lines as they came, line ends included (`printable`). */
  readonly head: string;
  readonly body: Uint8Array;
}

export interface RequestRefusal {
  readonly status: number;
  readonly decision: DecisionKey;
}

/** The values of all headers of that name, in order; `name` in lower case. */
export function headerValues(request: Pick<HttpRequest, 'headers'>, name: string): readonly string[] {
  return request.headers.filter((header) => header.name === name).map((header) => header.value);
}
