/** Every port that Airdock knows. */
import { create } from 'zustand';
import type { PortInfo } from '../../shared/contract/port.ts';
import type { Core } from '../connection/connect.ts';

export interface PortsView {
  readonly loaded: boolean;
  readonly ports: readonly PortInfo[];
}

type PortChange =
  | { readonly kind: 'portChanged'; readonly port: PortInfo }
  | { readonly kind: 'portRemoved'; readonly id: string };

export const usePorts = create<PortsView>()(() => ({ loaded: false, ports: [] }));

export function applyPortChange(ports: readonly PortInfo[], change: PortChange): readonly PortInfo[] {
  if (change.kind === 'portRemoved') return ports.filter((port) => port.id !== change.id);
  const known = ports.some((port) => port.id === change.port.id);
  return known
    ? ports.map((port) => (port.id === change.port.id ? change.port : port))
    : [...ports, change.port];
}

export function followPorts(core: Core): () => void {
  return core.ports.all(
    {},
    {
      onSnapshot: (ports) => usePorts.setState({ loaded: true, ports }),
      onChanges: (changes) =>
        usePorts.setState(({ ports }) => ({
          ports: changes.reduce<readonly PortInfo[]>(applyPortChange, ports),
        })),
    },
  );
}

export function usePort(id: string | null): PortInfo | undefined {
  return usePorts(({ ports }) => (id === null ? undefined : ports.find((port) => port.id === id)));
}
