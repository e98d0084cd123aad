import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { PortDirectory } from '../ports/registry.ts';

export function createPortsService(
  ports: PortDirectory,
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
    addPath: ({ path, remember }) => ports.addPath(path, remember),
    async removePath({ path }) {
      await ports.removePath(path);
      return { ok: true };
    },
    async release({ id }) {
      await ports.forceRelease(id);
      return { ok: true };
    },
    name: ({ id, nickname }) => ports.setNickname(id, nickname === '' ? null : nickname),
    setRole: ({ id, role }) => ports.setRole(id, role === 'auto' ? null : role),
    setReopen: ({ id, reopen }) => ports.setReopen(id, reopen),
    setLines: ({ id, dtr, rts }) =>
      ports.setLines(id, { ...(dtr === undefined ? {} : { dtr }), ...(rts === undefined ? {} : { rts }) }),
    choose({ id, candidate }) {
      ports.choose(id, candidate);
      return { ok: true };
    },
  };
}
