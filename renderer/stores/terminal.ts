/** The terminal session of a port, and what people keep for the terminal. Caches of the core's topics. */
import { useEffect, useState } from 'react';
import type { TerminalLibrary, TerminalSession } from '../../shared/contract/terminal.ts';
import { useCore } from '../connection/CoreContext.tsx';

/** Null until the core has told. While this is used, the core does not release the port by itself. */
export function useTerminalSession(portId: string): TerminalSession | null {
  const core = useCore();
  const [session, setSession] = useState<TerminalSession | null>(null);
  useEffect(() => {
    setSession(null);
    return core.terminal.session(
      { portId },
      {
        onSnapshot: setSession,
        onChanges: (changes) => setSession((before) => changes.at(-1) ?? before),
      },
    );
  }, [core, portId]);
  return session;
}

export function useTerminalLibrary(): TerminalLibrary | null {
  const core = useCore();
  const [library, setLibrary] = useState<TerminalLibrary | null>(null);
  useEffect(
    () =>
      core.terminal.library(
        {},
        {
          onSnapshot: setLibrary,
          onChanges: (changes) => setLibrary((before) => changes.at(-1) ?? before),
        },
      ),
    [core],
  );
  return library;
}
