import { ok } from '../at/reply.ts';
import type { VirtualDialect } from '../dialect.ts';
import type { BoardHooks } from '../kit/board.ts';
import { boardCases } from '../kit/cases.ts';
import { createKitModule, type KitDialect } from '../kit/createKitModule.ts';
import type { Parts } from '../kit/parts.ts';
import { technicianCommands, tells } from '../kit/technicianCommands.ts';
import { checkKnobs, createKnobStore } from '../knobs/store.ts';
import { runQuectelBootLoader } from './bootLoader.ts';
import { fileCommands } from './fileCommands.ts';
import { fotaCommands, type Indications } from './fotaCommands.ts';
import { createFotaTask } from './fotaTask.ts';
import { type QuectelKnobs, quectelKnobs } from './knobs.ts';
import { createQuectelSettings } from './settings.ts';

/** Quectel modules with `AT+QFOTADL`: EC200U, EC800K, BG96 and their kin (at-commands 3). */
export const quectelDfota: VirtualDialect = {
  id: 'quectel-dfota',
  chip: 'quectel',
  fileEndings: ['.simfw'],
  knobs: quectelKnobs,
  presets: [
    ...boardCases,
    { id: 'quectelWrongBase', knobs: { endCode: 510 } },
    { id: 'quectelDamaged', knobs: { endCode: 506 } },
    { id: 'quectelDns', knobs: { httpEndCode: 714 } },
    { id: 'quectelColon', knobs: { fotaPath: 'UFS', model: 'EC200U' } },
    { id: 'quectelRestore', knobs: { failedAttempts: 5, model: 'BG96', restoreSign: true } },
  ],
  create: async (options) =>
    createKitModule(
      kit,
      options,
      createKnobStore(quectelKnobs, checkKnobs(quectelKnobs, options.knobs ?? {})),
    ),
};

const kit: KitDialect<QuectelKnobs> = {
  id: quectelDfota.id,
  chip: quectelDfota.chip,
  label: (_version, { model }) => `${model} (virtual)`,
  hooks: quectelHooks,
};

function quectelHooks(parts: Parts<QuectelKnobs>): BoardHooks {
  const settings = createQuectelSettings(parts.knobs.get().fotaPath);
  return {
    applyPending: (board, finished) => runQuectelBootLoader(parts, board, finished),
    sayReady: () => parts.at.urc('RDY'),
    cameOnline: () => {},
    start(board) {
      settings.reset();
      const indications: Indications = { enabled: parts.knobs.get().indications };
      const say = (what: string, value?: number): void => {
        if (indications.enabled)
          parts.at.urc(`+QIND: "FOTA","${what}"${value === undefined ? '' : `,${value}`}`);
      };
      const task = createFotaTask(parts, board, settings, say);
      parts.at.use(technicianCommands(parts, board));
      parts.at.use(identityCommands(parts));
      parts.at.use(fileCommands(parts));
      parts.at.use(fotaCommands(parts, task, settings, indications, say));
      return { stop: task.stop };
    },
  };
}

function identityCommands(parts: Parts<QuectelKnobs>) {
  const version = tells(() => parts.version());
  const model = (): string => parts.knobs.get().model;
  return {
    I: () => ok('Quectel', model(), `Revision: ${parts.version()}`),
    '+QGMR': version,
    '+CGMR': version,
    '+GMR': version,
    '+CGMM': tells(model),
    '+CGMI': tells(() => 'Quectel'),
    '+CSUB': tells(() => `SubEdition: ${parts.knobs.get().subEdition}`),
  };
}
