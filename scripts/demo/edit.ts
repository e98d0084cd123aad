import { makeSteps, type Program, type Routine, type Step } from './program.ts';
import type { Random } from './random.ts';

/** How much one release differs from the one before. */
export interface EditPlan {
  /** Functions that are new. */
  readonly insertions: number;
  /** Functions that grow by a few instructions. */
  readonly changes: number;
  /** Strings with another content, by id. */
  readonly texts: Readonly<Record<string, string>>;
}

/** The next release of a program: inserted and changed functions, everything behind them moves. */
export function editProgram(program: Program, plan: EditPlan, random: Random): Program {
  const ids = program.routines.map((routine) => routine.id);
  const texts = new Map([...program.texts, ...Object.entries(plan.texts)]);
  const textIds = [...texts.keys()];
  const routines: Routine[] = [...program.routines];
  for (let i = 0; i < plan.changes; i += 1) {
    const at = random.below(routines.length);
    const routine = routines[at];
    if (routine !== undefined)
      routines[at] = { id: routine.id, steps: grow(routine.steps, at, ids, textIds, random) };
  }
  for (let i = 0; i < plan.insertions; i += 1) {
    const at = random.below(routines.length);
    routines.splice(at, 0, { id: `new.f${i}`, steps: makeSteps(at, ids, textIds, random) });
  }
  return { routines, texts, table: program.table };
}

/** A couple of instructions more in the middle of a function, as a fix would add. */
function grow(
  steps: readonly Step[],
  index: number,
  ids: readonly string[],
  textIds: readonly string[],
  random: Random,
): Step[] {
  const at = 1 + random.below(Math.max(1, steps.length - 2));
  const added = makeSteps(index, ids, textIds, random);
  return [...steps.slice(0, at), ...added.slice(1, 2 + random.below(4)), ...steps.slice(at)];
}
