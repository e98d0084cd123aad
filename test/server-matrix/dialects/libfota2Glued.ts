import { type LuatForm, named, query } from '../openLuat.ts';
import { lines } from '../wire.ts';

/** libfota2 with a URL of its owner: the query is glued to the path without a `?` (platform-apis 1.2). */
export const libfota2Glued: LuatForm = {
  client: 'libfota2 glued',
  names: ['demo_LuatOS-SoC_Air8101'],
  ...{ who: 'C8C2C68F1A2B', source: '1006.1.1', target: '1006.1.2', after: 'rest' },
  ask({ key, who, version, from }) {
    const facts = `project_key=${key}&firmware_name=demo_LuatOS-SoC_Air8101&version=${version}`;
    return lines(
      `GET /upgrade${query(named('mac', who), facts)} HTTP/1.1`,
      'Host: 192.168.1.10:8080',
      ...(from > 0 ? [`Range: bytes=${from}-`] : []),
    );
  },
};
