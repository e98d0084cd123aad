import type { CoreHandlers } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Devices } from '../devices/devices.ts';
import type { Updates } from '../ota-server/updates.ts';

/** @param updates joins a device with what it asked the OTA server: both know a module by its IMEI or serial number */
export function createDevicesService(
  devices: Devices,
  updates: Pick<Updates, 'findModule'>,
): CoreHandlers['devices'] {
  return {
    all(_params, sink) {
      sink.snapshot([...devices.list()]);
      return devices.onChange((change) => sink.change(change));
    },
    get({ id }) {
      const device = devices.get(id);
      if (device === null) throw new AppError('device.unknown', { id });
      return { ...device, otaServer: updates.findModule(id) };
    },
    describe: ({ id, nickname, notes }) =>
      devices.describe(id, {
        ...(nickname === undefined ? {} : { nickname }),
        ...(notes === undefined ? {} : { notes }),
      }),
    liftBan: ({ id }) => devices.liftBan(id),
    forget({ id }) {
      devices.forget(id);
      return { ok: true };
    },
  };
}
