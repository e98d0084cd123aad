import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { Devices } from '../devices/devices.ts';
import type { OtaServer } from '../ota-server/otaServer.ts';
import { createUpdatesHandlers, type ProjectKeys } from './otaUpdatesHandlers.ts';

export function createOtaServerService(
  server: OtaServer,
  devices: Pick<Devices, 'get'>,
  settings: ProjectKeys,
): CoreHandlers['otaServer'] {
  return {
    status(_params, sink) {
      sink.snapshot(server.status());
      return server.onStatus((status) => sink.change(status));
    },
    start: ({ port, host }) =>
      server.start({ ...(port === undefined ? {} : { port }), ...(host === undefined ? {} : { host }) }),
    interfaces: () => server.interfaces(),
    async stop() {
      await server.stop();
      return { ok: true };
    },
    ...createUpdatesHandlers(server.updates, devices, settings),
    faults(_params, sink) {
      sink.snapshot([...server.faultDesk.list()]);
      return server.faultDesk.onChange((faults) => sink.change([...faults]));
    },
    setFault: (input) => server.faultDesk.set(input),
    clearFault({ id }) {
      server.faultDesk.clear(id);
      return { ok: true };
    },
    publish: ({ sha256 }) => server.publish(sha256),
    unpublish({ id }) {
      server.unpublish(id);
      return { ok: true };
    },
  };
}
