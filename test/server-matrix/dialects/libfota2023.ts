import { type LuatForm, named, query } from '../openLuat.ts';
import { lines, utf8 } from '../wire.ts';

/**
 * libfota of 2023 to 2025: identity second, an empty `device_key`, the project's name raw UTF-8 with a blank in it, and a repeat
 * with Range that appends whatever comes (platform-apis 1.2, 5.1).
 */
export const libfota2023: LuatForm = {
  client: 'libfota of 2023',
  names: ['水表 2_LuatOS-SoC_Air780E'],
  ...{ who: 'C8C2C68F1A2B', source: '1112.1.9', target: '1112.2.0', after: 'rest' },
  ask({ key, who, version, from }) {
    const name = utf8('水表 2_LuatOS-SoC_Air780E');
    const asked = query(
      ...[`project_key=${key}`, named('imei', who), 'device_key=', `firmware_name=${name}`],
      `version=${version}`,
    );
    return lines(
      `GET /api/site/firmware_upgrade?${asked} HTTP/1.1`,
      'Host: iot.openluat.com:80',
      ...(from > 0 ? [`Range: bytes=${from}-`] : []),
    );
  },
};
