import { type LuatForm, named, query } from '../openLuat.ts';
import { lines } from '../wire.ts';

/** The socket demo of 2022: four segments in the version, the board's name before the identity (platform-apis 1.2). */
export const socket2022: LuatForm = {
  client: 'four-segment version',
  names: ['demo_LuatOS-SoC_AIR105'],
  ...{ who: 'AIR105303132333435', source: '1009.1.0.9', target: '1009.1.0.10', after: 'rest' },
  ask({ key, who, version, from }) {
    const facts = `device_key=&firmware_name=demo_LuatOS-SoC_AIR105&version=${version}`;
    return lines(
      `GET /api/site/firmware_upgrade?${query(`project_key=${key}`, named('imei', who), facts)} HTTP/1.1`,
      'Host: iot.openluat.com:80',
      ...(from > 0 ? [`Range: bytes=${from}-`] : []),
      'Accept: application/octet-stream',
    );
  },
};
