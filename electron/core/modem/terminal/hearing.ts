import type { Clock } from '../../../../shared/domain/clock.ts';
import { AppError } from '../../../../shared/errors.ts';

/** What was received since the last thing that was sent: an expected text may come before anybody asks for it. */
export interface Hearing {
  hear(text: string): void;
  /** Something is sent: what came before belongs to something else. */
  forget(): void;
  /**
   * Whether the text was received, or is within the time.
   * @throws AppError rpc.cancelled
   */
  waitFor(text: string, timeoutMs: number, signal: AbortSignal): Promise<boolean>;
}

/** Texts kept for an expectation that comes later; a flood of log lines may push older ones out. */
const keptTexts = 2000;

export function createHearing(clock: Clock): Hearing {
  let texts: string[] = [];
  const waiting = new Set<(text: string) => void>();
  return {
    hear(text) {
      if (texts.length >= keptTexts) texts = texts.slice(keptTexts / 2);
      texts.push(text);
      for (const listener of [...waiting]) listener(text);
    },
    forget: () => {
      texts = [];
    },
    waitFor(wanted, timeoutMs, signal) {
      if (texts.some((text) => text.includes(wanted))) return Promise.resolve(true);
      return new Promise((resolve, reject) => {
        const end = (): void => {
          waiting.delete(onText);
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
        const onText = (text: string): void => {
          if (!text.includes(wanted)) return;
          end();
          resolve(true);
        };
        waiting.add(onText);
        signal.addEventListener('abort', onAbort, { once: true });
      });
    },
  };
}
