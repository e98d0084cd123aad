import { type LuatForm, named, query } from '../openLuat.ts';
import { lines } from '../wire.ts';

/** Luat-Lua on the 8910: always a Range, waits 30 s after code 43 (platform-apis 1.2, 1.3, 5.2). */
export const luat8910: LuatForm = {
  client: '8910',
  names: ['demo_LuatOS-Air_RDA8910'],
  ...{ who: '862000000000002', source: '1.0.0', target: '1.0.1', after: 'rest', rangeAlways: true },
  waitMs: 30_000,
  ask({ key, who, version, from }) {
    const facts = `firmware_name=demo_LuatOS-Air_RDA8910&core_version=3100&dfota=1&version=${version}`;
    return lines(
      `GET /api/site/firmware_upgrade?${query(`project_key=${key}`, named('imei', who), facts)} HTTP/1.1`,
      'Host: 192.168.1.10:8080',
      `Range: bytes=${from}-`,
      'Connection: short',
    );
  },
};
