import { type LuatForm, named, query } from '../openLuat.ts';
import { lines } from '../wire.ts';

/** libfota2 until April 2024: each further call appends the whole query once more (platform-apis 1.2). */
export const libfota2Doubled: LuatForm = {
  client: 'libfota2 doubled',
  names: ['demo_LuatOS-SoC_Air780E'],
  ...{ who: '862000000000003', source: '1.0.0', target: '1.0.1', after: 'rest' },
  ask({ key, who, version, from }) {
    const facts = `project_key=${key}&firmware_name=demo_LuatOS-SoC_Air780E&version=${version}`;
    const asked = query(named('imei', who), facts);
    return lines(
      `GET /api/site/firmware_upgrade?${asked}?${asked}?${asked} HTTP/1.1`,
      'Host: iot.openluat.com:80',
      ...(from > 0 ? [`Range: bytes=${from}-`] : []),
    );
  },
};
