/** A recording as a virtual module plays it. Times are ms since the step before. */
export type ReplayStep =
  /** The module speaks. */
  | { readonly kind: 'says'; readonly afterMs: number; readonly bytes: Uint8Array }
  /** The host spoke one line, or so many bytes that are no text. */
  | { readonly kind: 'hears'; readonly line: string }
  | { readonly kind: 'hearsBytes'; readonly count: number }
  /** The port vanished, or came back. */
  | { readonly kind: 'port'; readonly afterMs: number; readonly present: boolean }
  /** The module began a request; `id` is named again where its answer ended. */
  | {
      readonly kind: 'asks';
      readonly afterMs: number;
      readonly id: string;
      readonly method: string;
      readonly target: string;
      readonly head: string;
      /** Body bytes after which the module hung up; absent where it took all. */
      readonly hangUpAfter?: number;
    }
  | { readonly kind: 'answered'; readonly id: string };

/**
 * What two commands must share to be the same question: the command and its first value, without what differs from one computer
 * to the next, e.g. an address.
 */
export function shapeOf(line: string): string {
  return (/^[^=]*=?"?[^",]*/.exec(line.trim())?.[0] ?? '').toUpperCase();
}

/** Values of `recorded` and what stands in their places now; only long ones, so that `1` is never replaced everywhere. */
export function changedValues(recorded: string, actual: string): [string, string][] {
  const [before, now] = [valuesOf(recorded), valuesOf(actual)];
  return before.flatMap((value, index): [string, string][] => {
    const other = now[index];
    return other === undefined || other === value || value.length < 6 ? [] : [[value, other]];
  });
}

function valuesOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|([^",=]+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}
