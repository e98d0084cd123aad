/** A sequence that the core runs, until it has ended. */
import type { CoreClient } from '../../../../shared/contract/index.ts';
import type { TerminalRun } from '../../../../shared/contract/terminal.ts';
import type { Sequence } from '../../../../shared/domain/atSequence.ts';

/** Stops the sequence when the signal fires, and resolves with how far it was. */
export async function runToEnd(
  core: CoreClient,
  portId: string,
  sequence: Sequence,
  signal: AbortSignal,
): Promise<TerminalRun> {
  const given = { ...sequence, steps: sequence.steps.map((step) => ({ ...step })) };
  const { runId } = await core.terminal.run({ portId, sequence: given });
  const ended = Promise.withResolvers<TerminalRun>();
  const look = ({ run }: { readonly run: TerminalRun | null }): void => {
    if (run !== null && run.id === runId && run.state !== 'running') ended.resolve(run);
  };
  const unsubscribe = core.terminal.session(
    { portId },
    {
      onSnapshot: look,
      onChanges: (changes) => changes.forEach(look),
      onError: (error) => ended.reject(error),
    },
  );
  const stop = (): void => void core.terminal.stop({ portId }).catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await ended.promise;
  } finally {
    signal.removeEventListener('abort', stop);
    unsubscribe();
  }
}
