import type { StepResult, TerminalAnswer } from '../../../../shared/contract/terminal.ts';
import { parseHex } from '../../../../shared/domain/atHex.ts';
import type { Sequence, SequenceStep } from '../../../../shared/domain/atSequence.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import { sleep } from '../../ports/wait.ts';

/** What a sequence speaks to. */
export interface SequenceLine {
  /** Null where the text is only sent. Throws modem.timeout {command, timeoutMs}. */
  sendText(text: string, timeoutMs: number | undefined, signal: AbortSignal): Promise<TerminalAnswer | null>;
  sendBytes(bytes: Uint8Array): Promise<void>;
  /** Every text that is received, lines and unfinished ones. */
  onText(listener: (text: string) => void): () => void;
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

/** Texts kept for an expectation that comes later; a flood of log lines may push older ones out. */
const keptTexts = 2000;

/**
 * Sends step by step.
 *
 * @returns whether every step went as wanted; with `onRefusal: 'stop'` false as soon as one did not
 * @throws AppError rpc.cancelled, port.closed and what sending throws, but not modem.timeout
 */
export async function runSequence(run: SequenceRun): Promise<boolean> {
  const { sequence, signal, onStep, onResult } = run;
  const heard = createHearing(run);
  let good = true;
  try {
    for (let round = 1; round <= sequence.rounds; round++) {
      for (const [index, step] of sequence.steps.entries()) {
        if (signal.aborted) throw new AppError('rpc.cancelled');
        onStep({ round, step: index + 1 });
        const result = await takeStep(step, run, heard);
        onResult({ round, step: index, ...result });
        if (result.outcome === 'done') continue;
        good = false;
        if (sequence.onRefusal === 'stop') return false;
      }
    }
    return good;
  } finally {
    heard.dispose();
  }
}

type StepOutcome = Pick<StepResult, 'outcome' | 'answer'>;

async function takeStep(step: SequenceStep, run: SequenceRun, heard: Hearing): Promise<StepOutcome> {
  switch (step.kind) {
    case 'line':
      heard.forget();
      return sendLine(step.text, step.timeoutMs, run);
    case 'hex': {
      heard.forget();
      const bytes = parseHex(step.hex);
      if (bytes === null) throw new AppError('terminal.badHex', { text: step.hex });
      await run.line.sendBytes(bytes);
      return { outcome: 'done' };
    }
    case 'wait':
      await sleep(run.clock, step.ms, run.signal);
      return { outcome: 'done' };
    case 'expect':
      return { outcome: (await heard.waitFor(step.text, step.timeoutMs)) ? 'done' : 'unmet' };
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

/** What was received since the last line was sent: an expected text may come before anybody asks for it. */
interface Hearing {
  forget(): void;
  waitFor(text: string, timeoutMs: number): Promise<boolean>;
  dispose(): void;
}

function createHearing({ line, clock, signal }: SequenceRun): Hearing {
  let texts: string[] = [];
  let wanted: ((text: string) => void) | null = null;
  const dispose = line.onText((text) => {
    if (texts.length >= keptTexts) texts = texts.slice(keptTexts / 2);
    texts.push(text);
    wanted?.(text);
  });
  return {
    forget: () => {
      texts = [];
    },
    waitFor(text, timeoutMs) {
      if (texts.some((heard) => heard.includes(text))) return Promise.resolve(true);
      return new Promise((resolve, reject) => {
        const end = (): void => {
          wanted = null;
          stop();
          signal.removeEventListener('abort', onAbort);
        };
        const onAbort = (): void => {
          end();
          reject(new AppError('rpc.cancelled'));
        };
        const stop = clock.after(timeoutMs, () => {
          end();
          resolve(false);
        });
        wanted = (heard) => {
          if (!heard.includes(text)) return;
          end();
          resolve(true);
        };
        signal.addEventListener('abort', onAbort, { once: true });
      });
    },
    dispose,
  };
}
