import { ok } from '../at/reply.ts';
import type { VirtualDialect } from '../dialect.ts';
import type { BoardHooks } from '../kit/board.ts';
import { boardCases } from '../kit/cases.ts';
import { createKitModule, type KitDialect } from '../kit/createKitModule.ts';
import type { Parts } from '../kit/parts.ts';
import { technicianCommands, tells } from '../kit/technicianCommands.ts';
import { checkKnobs, createKnobStore } from '../knobs/store.ts';
import { runSimcomBootLoader } from './bootLoader.ts';
import { createSimcomFota } from './fotaCommands.ts';
import { type SimcomKnobs, simcomKnobs } from './knobs.ts';

/** SIMCom A76xx with `AT+LFOTA` and `AT+CFOTA` (at-commands 4). */
export const simcomA76xx: VirtualDialect = {
  id: 'simcom-a76xx',
  chip: 'simcom',
  fileEndings: ['.simfw'],
  knobs: simcomKnobs,
  presets: [
    ...boardCases,
    { id: 'simcomBrokenDownload', knobs: { downloadFailsAt: 40 } },
    { id: 'simcomUpdateFails', knobs: { updateFails: true } },
  ],
  create: async (options) =>
    createKitModule(kit, options, createKnobStore(simcomKnobs, checkKnobs(simcomKnobs, options.knobs ?? {}))),
};

const kit: KitDialect<SimcomKnobs> = {
  id: simcomA76xx.id,
  chip: simcomA76xx.chip,
  label: (_version, { model }) => `${model} (virtual)`,
  hooks: simcomHooks,
};

function simcomHooks(parts: Parts<SimcomKnobs>): BoardHooks {
  return {
    applyPending: (board, finished) => runSimcomBootLoader(parts, board, finished),
    sayReady: () => parts.at.urc('QCRDY'),
    cameOnline: () => {},
    start(board) {
      const fota = createSimcomFota(parts, board);
      parts.at.use(technicianCommands(parts, board));
      parts.at.use(identityCommands(parts));
      parts.at.use(fota.commands);
      return { stop: fota.stop };
    },
  };
}

/** The shapes of `ATI` and `+CGMR` are those of public logs, not of the reference (inferred). */
function identityCommands(parts: Parts<SimcomKnobs>) {
  const { imei } = parts;
  const model = (): string => parts.knobs.get().model;
  return {
    I: () =>
      ok(
        'Manufacturer: SIMCOM INCORPORATED',
        `Model: ${model()}`,
        `Revision: ${parts.version()}`,
        `IMEI: ${imei}`,
      ),
    '+CGMR': tells(() => `+CGMR: ${parts.version()}`),
    '+CGMM': tells(model),
    '+CGMI': tells(() => 'SIMCOM INCORPORATED'),
  };
}
