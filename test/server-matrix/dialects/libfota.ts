import { type LuatForm, named, query } from '../openLuat.ts';
import { lines } from '../wire.ts';

/** libfota of July 2026: identity last, no repeat of its own since January 2025 (platform-apis 1.2, 5.1). */
export const libfota: LuatForm = {
  client: 'libfota now',
  names: ['demo_LuatOS-SoC_Air780EPM'],
  ...{ who: '862000000000001', source: '2010.1.1', target: '2010.1.2', after: 'start' },
  ask({ key, who, version }) {
    const facts = `project_key=${key}&firmware_name=demo_LuatOS-SoC_Air780EPM&version=${version}`;
    return lines(
      `GET /api/site/firmware_upgrade?${query(facts, named('imei', who))} HTTP/1.1`,
      'Connection: Close',
      'Host: 192.168.1.10:8080',
    );
  },
};
