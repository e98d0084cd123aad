import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { PortRegistry } from '../ports/registry.ts';

export function createPortsService(
  ports: PortRegistry,
  reportFailure: (where: string, error: unknown) => void,
): CoreHandlers['ports'] {
  return {
    all(_params, sink) {
      sink.snapshot(ports.list());
      const unsubscribe = ports.onChange((change) => sink.change(change));
      // What the registry knows may be old: nobody was listening until now.
      ports.refresh().catch((error: unknown) => reportFailure('ports.all', error));
      return unsubscribe;
    },
    refresh: () => ports.refresh(),
    addPath: ({ path }) => ports.addPath(path),
    async release({ id }) {
      await ports.forceRelease(id);
      return { ok: true };
    },
  };
}
