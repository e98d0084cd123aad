/** What a person types, or a program pipes: one line after the other. */
import type { CoreClient } from '../../../../shared/contract/index.ts';
import type { LineEnding } from '../../../../shared/contract/terminal.ts';
import { parseSequences, type SequenceProblem } from '../../../../shared/domain/atSequence.ts';
import type { Translate } from '../../../../shared/domain/texts/translate.ts';
import { AppError } from '../../../../shared/errors.ts';
import { runToEnd } from './waitForRun.ts';

export interface TypedOptions {
  readonly core: CoreClient;
  readonly portId: string;
  readonly t: Translate;
  readonly note: (text: string) => void;
  readonly signal: AbortSignal;
  readonly lineEnding?: LineEnding;
  readonly timeoutMs?: number;
}

export interface TypedLines {
  /** Sends one line, or follows its directive. Resolves with whether everything went as wanted. */
  take(line: string): Promise<boolean>;
}

/** Lines are read as those of a sequence file; what a directive says of the next line is kept until that comes. */
export function createTypedLines(options: TypedOptions): TypedLines {
  const { core, portId, t, note, signal } = options;
  let kept = '';
  const send = async (text: string, timeoutMs: number | undefined): Promise<boolean> => {
    const { answer } = await core.terminal.send(
      {
        ...{ portId, text },
        ...(options.lineEnding === undefined ? {} : { lineEnding: options.lineEnding }),
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      },
      { signal },
    );
    return answer === null || answer.final === 'ok';
  };
  const act = async (text: string): Promise<boolean> => {
    const { sequences, problems } = parseSequences(text);
    const problem = problems.find(({ code }) => code !== 'empty');
    if (problem !== undefined) {
      note(describeProblem(problem, t));
      return false;
    }
    const [sequence] = sequences;
    if (sequence === undefined) {
      kept = text.trim() === '' ? '' : `${text}\n`;
      return true;
    }
    kept = '';
    const [step] = sequence.steps;
    if (sequence.rounds === 1 && step?.kind === 'line')
      return send(step.text, step.timeoutMs ?? options.timeoutMs);
    const { state, error } = await runToEnd(core, portId, sequence, signal);
    if (error !== undefined) note(t(`error.${error.code}`, error.params));
    return state === 'done';
  };
  return {
    async take(line) {
      try {
        return await act(`${kept}${line}`);
      } catch (error) {
        const { code, params } = AppError.from(error).toData();
        if (code === 'rpc.disconnected' || code === 'port.closed' || code === 'port.busy') throw error;
        note(t(`error.${code}`, params));
        return false;
      }
    },
  };
}

export function describeProblem({ line, code, text }: SequenceProblem, t: Translate): string {
  return t('cli.sequence.problem', { line, text, why: t(`sequence.${code}`) });
}
