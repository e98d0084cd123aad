import { type LuatForm, named, query } from '../openLuat.ts';

/**
 * The HTTP loader of MeiG and XinYi modules: bare LF, a port in the URL, always a Range, never a look at the status (platform-apis
 * 3, 5.3). It sends whatever URL it was given; here one that names the module, as a host would compose it.
 */
export const meig: LuatForm = {
  client: 'MeiG with bare LF',
  names: ['demo_AT'],
  ...{ who: '862000000000005', source: '1.0.0', target: '1.0.1', after: 'rest', rangeAlways: true },
  ask({ key, who, version, from }) {
    const asked = query(named('imei', who), `project_key=${key}&firmware_name=demo_AT&version=${version}`);
    return `GET /api/site/firmware_upgrade?${asked} HTTP/1.1\nHost: 192.168.1.10:8080\nRange: bytes=${from}-\n\n`;
  },
};
