import { type LuatForm, named, query } from '../openLuat.ts';
import { lines } from '../wire.ts';

/**
 * CSDK of EC618 and EC7xx with the full-OTA socket demo: `bytes=0-` always, takes nothing but a 206 with an exact Content-Range;
 * the version that it runs begins the firmware's name too (platform-apis 1.2, 5.3).
 */
export const csdk: LuatForm = {
  client: 'CSDK that demands 206',
  names: ['1.0.0_demo_2.1.2_EC618', '1.0.1_demo_2.1.2_EC618'],
  ...{ who: '862000000000004', source: '1.0.0', target: '1.0.1', after: 'rest', rangeAlways: true },
  ask({ key, who, version, from }) {
    const facts = `device_key=&firmware_name=${version}_demo_2.1.2_EC618&version=${version}`;
    return lines(
      `GET /api/site/firmware_upgrade?${query(`project_key=${key}`, named('imei', who), facts)} HTTP/1.1`,
      'Host: iot.openluat.com:80',
      `Range: bytes=${from}-`,
      'Accept: application/octet-stream',
    );
  },
};
