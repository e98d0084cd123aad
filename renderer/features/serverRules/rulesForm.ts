/** The server's rules as a person types them, and what the core gets of it. */
import { type OtaRules, otaRulesSchema } from '../../../shared/contract/otaLedger.ts';

export interface LoopLine {
  readonly count: string;
  readonly hours: string;
}

export interface RulesForm {
  readonly codeTable: OtaRules['codeTable'];
  readonly refusalStatus: string;
  readonly loops: readonly LoopLine[];
  readonly confirmHours: string;
  readonly pinHours: string;
  readonly redirect: boolean;
}

/** Which part is wrong; a text key below `serverRules.`. */
export type RulesProblem = 'badStatus' | 'badLoop' | 'badConfirm' | 'badPin';

/** The contract's limit. */
export const mostLoops = 5;
const hourMs = 3_600_000;

export function formOfRules(rules: OtaRules): RulesForm {
  return {
    codeTable: rules.codeTable,
    refusalStatus: String(rules.refusalStatus),
    loops: rules.loopWindows.map(({ count, windowMs }) => ({
      count: String(count),
      hours: hoursText(windowMs),
    })),
    confirmHours: hoursText(rules.confirmTimeoutMs),
    pinHours: hoursText(rules.pinMs),
    redirect: rules.redirect,
  };
}

export type RulesResult =
  | { readonly ok: true; readonly rules: OtaRules }
  | { readonly ok: false; readonly problem: RulesProblem };

export function rulesOf(form: RulesForm): RulesResult {
  const read = otaRulesSchema.safeParse({
    codeTable: form.codeTable,
    refusalStatus: numberOf(form.refusalStatus),
    loopWindows: form.loops.map(({ count, hours }) => ({ count: numberOf(count), windowMs: msOf(hours) })),
    confirmTimeoutMs: msOf(form.confirmHours),
    pinMs: msOf(form.pinHours),
    redirect: form.redirect,
  });
  if (read.success) return { ok: true, rules: read.data };
  const [field] = read.error.issues[0]?.path ?? [];
  return { ok: false, problem: problems.get(field) ?? 'badLoop' };
}

const problems: ReadonlyMap<unknown, RulesProblem> = new Map([
  ['refusalStatus', 'badStatus'],
  ['loopWindows', 'badLoop'],
  ['confirmTimeoutMs', 'badConfirm'],
  ['pinMs', 'badPin'],
]);

function hoursText(ms: number): string {
  return String(Math.round((ms / hourMs) * 1000) / 1000);
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function msOf(hours: string): number {
  return Math.round(numberOf(hours) * hourMs);
}
