import { ok } from '../at/reply.ts';
import type { VirtualDialect } from '../dialect.ts';
import type { BoardHooks } from '../kit/board.ts';
import { boardCases } from '../kit/cases.ts';
import { createKitModule, type KitDialect } from '../kit/createKitModule.ts';
import type { Parts } from '../kit/parts.ts';
import { technicianCommands, tells } from '../kit/technicianCommands.ts';
import { checkKnobs, createKnobStore } from '../knobs/store.ts';
import { type OnemoKnobs, onemoKnobs } from './knobs.ts';
import { miplCommands } from './miplCommands.ts';
import { applyOnemoUpdate, createPlan, type PlanMemory, sayOnemoResult } from './plan.ts';
import { createSession } from './session.ts';

/** China Mobile OneMO modules (MN316 and kin) with the LwM2M platform that updates them (at-commands 5). */
export const onemoLwm2m: VirtualDialect = {
  id: 'onemo-lwm2m',
  chip: 'onemo',
  fileEndings: ['.simfw'],
  knobs: onemoKnobs,
  presets: [
    ...boardCases,
    { id: 'onemoInterrupted', knobs: { interruptAt: 50 } },
    { id: 'onemoUpdateFails', knobs: { updateFails: true } },
    { id: 'onemoLoginFails', knobs: { loginEvent: 7 } },
  ],
  create: async (options) =>
    createKitModule(kit, options, createKnobStore(onemoKnobs, checkKnobs(onemoKnobs, options.knobs ?? {}))),
};

const kit: KitDialect<OnemoKnobs> = {
  id: onemoLwm2m.id,
  chip: onemoLwm2m.chip,
  label: (_version, { model }) => `${model} (virtual)`,
  hooks: onemoHooks,
};

function onemoHooks(parts: Parts<OnemoKnobs>): BoardHooks {
  const memory: PlanMemory = { stage: 'waiting', timeoutHours: 360 };
  const instance = { exists: false };
  return {
    applyPending: (board, finished) => applyOnemoUpdate(parts, board, finished),
    sayReady() {
      parts.at.urc('+MATREADY');
      sayOnemoResult(parts, memory);
    },
    cameOnline: () => {},
    start(board) {
      if (!parts.knobs.get().instanceSurvives) instance.exists = false;
      const plan = createPlan(parts, board, memory);
      const session = createSession(parts, instance, {
        onLoggedIn: plan.loggedIn,
        onEnded: plan.sessionEnded,
      });
      parts.at.use(technicianCommands(parts, board));
      parts.at.use(identityCommands(parts));
      parts.at.use(miplCommands(parts, session, memory));
      return { stop: plan.stop };
    },
  };
}

function identityCommands(parts: Parts<OnemoKnobs>) {
  const model = (): string => parts.knobs.get().model;
  return {
    I: () => ok('CMCC', model(), parts.version()),
    '+CGMR': tells(() => parts.version()),
    '+CGMM': tells(model),
    '+CGMI': tells(() => 'CMCC'),
  };
}
