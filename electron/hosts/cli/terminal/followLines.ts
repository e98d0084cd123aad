/** Every line of a port from now on, none left out: what the core does not send of a flood is read from the journal. */
import type { CoreClient } from '../../../../shared/contract/index.ts';
import type { TerminalLine, TerminalView } from '../../../../shared/contract/terminal.ts';

export interface LineFollower {
  /** Resolves when everything that was said so far was handed out. */
  flush(): Promise<void>;
  stop(): void;
}

const pageLines = 2000;

/** Resolves when it is known where "now" is. Throws what the core throws. */
export async function followLines(
  core: CoreClient,
  portId: string,
  view: TerminalView,
  onLine: (line: TerminalLine) => void,
): Promise<LineFollower> {
  const begun = Promise.withResolvers<void>();
  let seq = 0;
  let work: Promise<void> = begun.promise;

  /** The topic only says that there is something: reading by sequence keeps the order whatever comes in between. */
  const pump = (): Promise<void> => {
    work = work.then(async () => {
      for (;;) {
        const { lines, more } = await core.terminal.page({
          ...{ portId, view, from: { kind: 'after', seq }, limit: pageLines },
        });
        for (const line of lines) onLine(line);
        seq = lines.at(-1)?.seq ?? seq;
        if (!more) return;
      }
    });
    return work;
  };
  const stop = core.terminal.lines(
    { portId, view, last: 1 },
    {
      onSnapshot(snapshot) {
        // A snapshot later on means that the stream was interrupted: then there may be something to read.
        seq = seq === 0 ? (snapshot.lines.at(-1)?.seq ?? 0) : seq;
        begun.resolve();
        pump().catch(() => undefined);
      },
      onChanges: () => void pump().catch(() => undefined),
      onError: (error) => begun.reject(error),
    },
  );
  await begun.promise;
  return { flush: pump, stop };
}
