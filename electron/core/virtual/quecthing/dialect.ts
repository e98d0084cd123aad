import { ok } from '../at/reply.ts';
import type { VirtualDialect } from '../dialect.ts';
import type { BoardHooks } from '../kit/board.ts';
import { boardCases } from '../kit/cases.ts';
import { createKitModule, type KitDialect } from '../kit/createKitModule.ts';
import type { Parts } from '../kit/parts.ts';
import { technicianCommands, tells } from '../kit/technicianCommands.ts';
import { checkKnobs, createKnobStore } from '../knobs/store.ts';
import { configCommands } from './configCommands.ts';
import { applyQuecthingUpdate } from './fota.ts';
import { type QuecthingKnobs, quecthingKnobs } from './knobs.ts';
import { createMemory } from './memory.ts';
import { otaCommands } from './otaCommands.ts';
import { createPlan, type Plan } from './plan.ts';
import { createSession, type Session } from './session.ts';

/** Quectel modules with QuecThing, FOTA and SOTA, and the cloud behind them (at-commands 2). */
export const quecthing: VirtualDialect = {
  id: 'quecthing',
  chip: 'quectel',
  fileEndings: ['.simfw'],
  knobs: quecthingKnobs,
  presets: [
    ...boardCases,
    { id: 'quecthingWrongPk', knobs: { authEvent: 10_423 } },
    { id: 'quecthingWrongPs', knobs: { authEvent: 10_424 } },
    { id: 'quecthingNoLicence', knobs: { extraEvent: '8,10429' } },
    { id: 'quecthingLowBattery', knobs: { planKind: 'fota', planMinBattery: 50, batteryPercent: 20 } },
    { id: 'quecthingLosesNetwork', knobs: { planKind: 'fota', loseNetworkAt: 50 } },
    { id: 'quecthingBadMd5', knobs: { planKind: 'sota', planComponent: 'MCU1', corruptMd5: true } },
  ],
  create: async (options) =>
    createKitModule(
      kit,
      options,
      createKnobStore(quecthingKnobs, checkKnobs(quecthingKnobs, options.knobs ?? {})),
    ),
};

const kit: KitDialect<QuecthingKnobs> = {
  id: quecthing.id,
  chip: quecthing.chip,
  label: (_version, { model }) => `${model} QuecThing (virtual)`,
  hooks: quecthingHooks,
};

function quecthingHooks(parts: Parts<QuecthingKnobs>): BoardHooks {
  const memory = createMemory();
  let running: { readonly plan: Plan; readonly session: Session } | null = null;
  return {
    applyPending: (board, finished) => applyQuecthingUpdate(parts, board, finished),
    sayReady() {
      parts.at.urc('RDY');
      running?.plan.started();
    },
    cameOnline() {
      if (memory.connectsAtStart) running?.session.connect();
    },
    start(board) {
      const plan: Plan = createPlan(parts, board, memory, () => session);
      const session: Session = createSession(parts, memory, plan.loggedIn);
      running = { plan, session };
      parts.at.use(technicianCommands(parts, board));
      parts.at.use(identityCommands(parts));
      parts.at.use(configCommands(parts, memory, session));
      parts.at.use(otaCommands(parts, memory, plan));
      return { stop: plan.stop };
    },
  };
}

function identityCommands(parts: Parts<QuecthingKnobs>) {
  const version = tells(() => parts.version());
  const model = (): string => parts.knobs.get().model;
  return {
    I: () => ok('Quectel', model(), `Revision: ${parts.version()}`),
    '+CGMR': version,
    '+QGMR': version,
    '+GMR': version,
    '+CGMM': tells(model),
    '+CGMI': tells(() => 'Quectel'),
  };
}
