import type { CoreHandlers } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Devices } from '../devices/devices.ts';

export function createDevicesService(devices: Devices): CoreHandlers['devices'] {
  return {
    all(_params, sink) {
      sink.snapshot([...devices.list()]);
      return devices.onChange((change) => sink.change(change));
    },
    get({ id }) {
      const device = devices.get(id);
      if (device === null) throw new AppError('device.unknown', { id });
      return device;
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
