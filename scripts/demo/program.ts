import type { Random } from './random.ts';
import * as thumb from './thumb.ts';

/** What a word of a literal pool or table stands for; addresses are filled in when the program is laid out. */
export type Word =
  | { readonly kind: 'text'; readonly id: string }
  | { readonly kind: 'code'; readonly id: string }
  | { readonly kind: 'number'; readonly value: number };

/** One step of a function. */
export type Step =
  | { readonly kind: 'halfwords'; readonly values: readonly number[] }
  | { readonly kind: 'call'; readonly target: string }
  | { readonly kind: 'literal'; readonly register: number; readonly word: Word };

export interface Routine {
  readonly id: string;
  readonly steps: readonly Step[];
}

/** A program before it has addresses, so that inserting a function moves everything behind it, as a linker would. */
export interface Program {
  readonly routines: readonly Routine[];
  /** Strings by id, in memory order. */
  readonly texts: ReadonlyMap<string, string>;
  /** Command table in read-only data: text, handler, flags. */
  readonly table: readonly (readonly [Word, Word, Word])[];
}

export interface ProgramPlan {
  readonly prefix: string;
  readonly routineCount: number;
  readonly textCount: number;
  readonly tableRows: number;
  /** Strings that have to be there, e.g. the version. */
  readonly fixedTexts: Readonly<Record<string, string>>;
}

/** A program in the manner of compiled C: mostly local calls, a few popular helpers, log texts, register blocks. */
export function makeProgram(plan: ProgramPlan, random: Random): Program {
  const texts = new Map(Object.entries(plan.fixedTexts));
  for (let i = 0; i < plan.textCount; i += 1) texts.set(`${plan.prefix}.t${i}`, logLine(random));
  const ids = Array.from({ length: plan.routineCount }, (_, i) => `${plan.prefix}.f${i}`);
  const textIds = [...texts.keys()];
  const routines = ids.map((id, i) => ({ id, steps: makeSteps(i, ids, textIds, random) }));
  const table = Array.from({ length: plan.tableRows }, () => [
    { kind: 'text', id: random.pick(textIds) } as const,
    { kind: 'code', id: random.pick(ids) } as const,
    { kind: 'number', value: random.below(16) } as const,
  ]) satisfies Program['table'];
  return { routines, texts, table };
}

/** Steps of the function at place `index`; `ids` are the functions it may call. */
export function makeSteps(
  index: number,
  ids: readonly string[],
  textIds: readonly string[],
  random: Random,
): Step[] {
  const length = 6 + random.below(28);
  const saved = random.pick([0x10, 0x70, 0xf0, 0x38]);
  const steps: Step[] = [{ kind: 'halfwords', values: [thumb.push(saved)] }];
  for (let i = 0; i < length; i += 1) steps.push(makeStep(index, ids, textIds, random));
  steps.push({ kind: 'halfwords', values: [thumb.popReturn(saved)] });
  return steps;
}

function makeStep(index: number, ids: readonly string[], textIds: readonly string[], random: Random): Step {
  if (random.chance(0.14)) return { kind: 'call', target: callee(index, ids, random) };
  if (random.chance(0.1))
    return { kind: 'literal', register: random.below(4), word: literal(textIds, ids, random) };
  return { kind: 'halfwords', values: instruction(random) };
}

/** Most calls stay in the same source file; the rest go to helpers that everyone uses. */
function callee(index: number, ids: readonly string[], random: Random): string {
  const helpers = Math.min(64, ids.length);
  if (random.chance(0.15)) return ids[(random.below(helpers) * 37) % ids.length] ?? ids[0] ?? '';
  const near = index - 12 + random.below(24);
  return ids[Math.min(ids.length - 1, Math.max(0, near))] ?? ids[0] ?? '';
}

function literal(textIds: readonly string[], ids: readonly string[], random: Random): Word {
  if (random.chance(0.5)) return { kind: 'text', id: random.pick(textIds) };
  if (random.chance(0.2)) return { kind: 'code', id: random.pick(ids) };
  const blocks = [0x0040_0000, 0x4000_0000, 0x4d02_0000];
  return { kind: 'number', value: random.pick(blocks) + random.below(64) * 4 };
}

function instruction(random: Random): readonly number[] {
  const low = (): number => random.below(random.chance(0.7) ? 4 : 8);
  switch (random.below(9)) {
    case 0:
      return [thumb.movsImmediate(low(), random.below(random.chance(0.8) ? 8 : 256))];
    case 1:
      return [
        thumb.cmpImmediate(low(), random.below(4)),
        thumb.branchIf(random.below(2), 2 + random.below(6)),
      ];
    case 2:
      return [thumb.addsImmediate(low(), 1 + random.below(4))];
    case 3:
    case 4:
      return [thumb.move(low(), low())];
    case 5:
      return [thumb.store(low(), 4 + random.below(2), random.below(8))];
    case 6:
      return thumb.loadWide(low(), 4 + random.below(2), random.below(32) * 4);
    default:
      return [thumb.load(low(), 4 + random.below(2), random.below(8))];
  }
}

const nouns = [
  'net',
  'sim',
  'tcp',
  'http',
  'ota',
  'uart',
  'flash',
  'timer',
  'dns',
  'mqtt',
  'psm',
  'adc',
] as const;
const verbs = ['open', 'close', 'send', 'recv', 'init', 'retry', 'reset', 'check', 'store', 'load'] as const;
const tails = ['ok', 'failed %d', 'state %d -> %d', 'len=%u', 'timeout %u ms', 'busy', 'ctx %p'] as const;

function logLine(random: Random): string {
  return `${random.pick(nouns)}_${random.pick(verbs)}: ${random.pick(tails)}`;
}
