/** Hands the core's client to every component. */
import { createContext, type ReactNode, useContext } from 'react';
import type { Core } from './connect.ts';

const Context = createContext<Core | null>(null);

export function CoreProvider({ core, children }: { readonly core: Core; readonly children: ReactNode }) {
  return <Context.Provider value={core}>{children}</Context.Provider>;
}

/** Throws outside a CoreProvider: that is a mistake in the tree, not a state. */
export function useCore(): Core {
  const core = useContext(Context);
  if (core === null) throw new Error('useCore outside CoreProvider');
  return core;
}
