/** Words for where a version was found. */
import type { Inspection } from '../../../shared/contract/firmware.ts';
import type { TextKey } from '../../i18n/index.ts';

export const versionSourceKeys: Readonly<Record<Inspection['versions'][number]['source'], TextKey>> = {
  strings: 'common.sourceStrings',
  fileName: 'common.sourceFileName',
  infoJson: 'common.sourceInfoJson',
  user: 'common.sourceUser',
};
