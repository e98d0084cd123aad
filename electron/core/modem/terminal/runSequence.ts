import type { StepResult, TerminalAnswer } from '../../../../shared/contract/terminal.ts';
import { parseHex } from '../../../../shared/domain/atHex.ts';
import type { Sequence, SequenceStep } from '../../../../shared/domain/atSequence.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import { sleep } from '../../ports/wait.ts';
import type { Hearing } from './hearing.ts';

/** What a sequence speaks to. */
export interface SequenceLine {
  /** Null where the text is only sent. Throws modem.timeout {command, timeoutMs}. */
  sendText(text: string, timeoutMs: number | undefined, signal: AbortSignal): Promise<TerminalAnswer | null>;
  sendBytes(bytes: Uint8Array): Promise<void>;
  /** What was received since the last thing that was sent. */
  readonly hearing: Pick<Hearing, 'waitFor'>;
}

export interface SequenceProgress {
  /** From 1. */
  readonly round: number;
  readonly step: number;
}

export interface SequenceRun {
  readonly sequence: Sequence;
  readonly line: SequenceLine;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onStep: (progress: SequenceProgress) => void;
  readonly onResult: (result: StepResult) => void;
}

/**
 * Sends step by step.
 *
 * @returns whether every step went as wanted; with `onRefusal: 'stop'` false as soon as one did not
 * @throws AppError rpc.cancelled, port.closed and what sending throws, but not modem.timeout
 */
export async function runSequence(run: SequenceRun): Promise<boolean> {
  const { sequence, signal, onStep, onResult } = run;
  let good = true;
  for (let round = 1; round <= sequence.rounds; round++) {
    for (const [index, step] of sequence.steps.entries()) {
      if (signal.aborted) throw new AppError('rpc.cancelled');
      onStep({ round, step: index + 1 });
      const result = await takeStep(step, run);
      onResult({ round, step: index, ...result });
      if (result.outcome === 'done') continue;
      good = false;
      if (sequence.onRefusal === 'stop') return false;
    }
  }
  return good;
}

type StepOutcome = Pick<StepResult, 'outcome' | 'answer'>;

async function takeStep(step: SequenceStep, run: SequenceRun): Promise<StepOutcome> {
  switch (step.kind) {
    case 'line':
      return sendLine(step.text, step.timeoutMs, run);
    case 'hex': {
      const bytes = parseHex(step.hex);
      if (bytes === null) throw new AppError('terminal.badHex', { text: step.hex });
      await run.line.sendBytes(bytes);
      return { outcome: 'done' };
    }
    case 'wait':
      await sleep(run.clock, step.ms, run.signal);
      return { outcome: 'done' };
    case 'expect':
      return {
        outcome: (await run.line.hearing.waitFor(step.text, step.timeoutMs, run.signal)) ? 'done' : 'unmet',
      };
  }
}

async function sendLine(text: string, timeoutMs: number | undefined, run: SequenceRun): Promise<StepOutcome> {
  try {
    const answer = await run.line.sendText(text, timeoutMs, run.signal);
    if (answer === null) return { outcome: 'done' };
    return { outcome: answer.final === 'ok' ? 'done' : 'refused', answer };
  } catch (error) {
    if (error instanceof AppError && error.code === 'modem.timeout') return { outcome: 'unanswered' };
    throw error;
  }
}
