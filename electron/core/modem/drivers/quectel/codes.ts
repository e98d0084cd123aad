/** Error numbers of DFOTA as the driver explains them: the shared tables, and what has no number. */
import type { CodeMeaning } from '../../../../../shared/domain/codeMeaning.ts';
import { quectelMeanings } from '../../../../../shared/domain/quectelCodes.ts';
import { type CodeTables, unexplainedApply } from '../defineDriver.ts';

/** The module has put its backup back: the codes of its attempts say more, where there were any. */
const rolledBack = { ...unexplainedApply, verdict: 'upgrade.rolledBack' } as const;

export const quectelCodes: CodeTables = {
  ...quectelMeanings,
  apply: new Map<number | string, CodeMeaning>([...quectelMeanings.apply, ['RESTORE', rolledBack]]),
};
