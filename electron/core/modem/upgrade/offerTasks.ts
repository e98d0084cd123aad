import type { ReportResult } from '../drivers/driver.ts';
import type { UpgradeEvent } from './events.ts';
import { commandOptions, isNoAnswer, type TaskContext } from './tasks.ts';

/** What is done around an offer, a restart by the host and the report to the platform. Silence counts as a refusal. */

export async function readConditionsTask(context: TaskContext): Promise<UpgradeEvent> {
  const unknown = { batteryPercent: null, signalDbm: null, seqs: [] };
  try {
    const conditions = await context.driver.readConditions?.(context.channel, commandOptions(context));
    return { kind: 'conditionsRead', conditions: conditions ?? unknown };
  } catch (error) {
    if (!isNoAnswer(error)) throw error;
    return { kind: 'conditionsRead', conditions: unknown };
  }
}

export async function answerOfferTask(context: TaskContext, accept: boolean): Promise<UpgradeEvent> {
  const { driver, channel } = context;
  const result = await heard(driver.confirm?.(channel, accept, commandOptions(context)));
  return result.kind === 'done'
    ? { kind: 'answerTaken', seqs: result.seqs }
    : { ...result, kind: 'answerRefused' };
}

/** A module that restarts before its OK has gone out has taken the order all the same. */
export async function resetTask(context: TaskContext): Promise<UpgradeEvent> {
  const { driver, channel } = context;
  const result = await heard(driver.reset?.(channel, commandOptions(context)));
  if (result.kind === 'done' || result.answer === silence) return { kind: 'resetDone', seqs: result.seqs };
  return { ...result, kind: 'resetRefused' };
}

/** Whatever comes of it, the verdict is made. */
export async function reportTask(context: TaskContext): Promise<UpgradeEvent> {
  const { driver, channel } = context;
  const result: ReportResult = await heard(driver.report?.(channel, commandOptions(context)));
  return { kind: 'reported', seqs: result.seqs, reached: result.reached === true };
}

const silence = '-';

async function heard(order: Promise<ReportResult> | undefined): Promise<ReportResult> {
  try {
    return (await order) ?? { kind: 'done', seqs: [] };
  } catch (error) {
    if (!isNoAnswer(error)) throw error;
    return { kind: 'refused', answer: silence, seqs: [] };
  }
}
