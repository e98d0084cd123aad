/** Words for what a port is probably for. */
import type { PortInfo } from '../../../shared/contract/port.ts';
import type { TextKey } from '../../i18n/index.ts';

export const roleKeys: Readonly<Record<PortInfo['role']['guess'], TextKey>> = {
  at: 'module.roleAt',
  log: 'module.roleLog',
  download: 'module.roleDownload',
  unknown: 'module.roleUnknown',
};
