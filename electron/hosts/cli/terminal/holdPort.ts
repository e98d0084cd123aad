/** An open terminal session for as long as a verb takes; one that somebody else has open stays open. */
import type { CoreClient } from '../../../../shared/contract/index.ts';
import type { TerminalSession } from '../../../../shared/contract/terminal.ts';

export interface HeldPort {
  /** Gives the port free again, unless it was open before. */
  release(): Promise<void>;
}

/** Throws what opening throws, e.g. AppError port.busy {id, owner}. */
export async function holdPort(core: CoreClient, portId: string, baudRate?: number): Promise<HeldPort> {
  const before = await stateOf(core, portId);
  await core.terminal.open({ portId, ...(baudRate === undefined ? {} : { baudRate }) });
  const wasOurs = before.link.state === 'closed' || before.link.state === 'failed';
  return {
    release: async () => {
      if (wasOurs) await core.terminal.release({ portId });
    },
  };
}

function stateOf(core: CoreClient, portId: string): Promise<TerminalSession> {
  return new Promise((resolve, reject) => {
    const stop = core.terminal.session(
      { portId },
      {
        onSnapshot(state) {
          resolve(state);
          // Not before the subscription has returned its end.
          queueMicrotask(() => stop());
        },
        onChanges: () => undefined,
        onError: reject,
      },
    );
  });
}
