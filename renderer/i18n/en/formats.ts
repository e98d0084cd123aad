import type { Same } from '../same.ts';
import type { formats as original } from '../zh-CN/formats.ts';

export const formats: Same<typeof original> = {
  'ec618-at': 'EC618 AT package',
  'ec618-par': 'EC618 raw delta',
  'luatos-script': 'LuatOS script update',
  luatos: 'LuatOS script and core update',
  'csdk-full': 'CSDK full update',
  'ec7xx-at': 'EC7xx AT package',
  ec7xx: 'EC7xx raw delta',
  'xt804-fota': 'XT804 firmware update (.fota)',
  'xt804-sota': 'XT804 script update (.sota)',
  uis8910: 'UIS8910 update',
  class_realPackages: 'Checked against real packages',
  class_realFiles: 'Checked against real files',
  class_publicSource: 'From public source',
  class_formatKnown: 'Format known',
  class_medium: 'Partly known',
  class_experimental: 'Experimental',
};
