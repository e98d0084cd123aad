import type { AtChannel } from '../atChannel.ts';
import type { CommandOptions } from './driver.ts';

/** A line that is waited for, with its journal row. */
export interface AwaitedLine<Value> {
  readonly value: Value;
  readonly seq: number;
}

export interface LineWait<Value> {
  /** The line, also when it came before the call; null when it stays away. Rejects with rpc.cancelled. */
  within(
    timeoutMs: number,
    options: Pick<CommandOptions, 'clock' | 'signal'>,
  ): Promise<AwaitedLine<Value> | null>;
}

/**
 * Listens for one line from now on, so that it is not missed while a command is still being answered.
 *
 * @param read what the line means, null for every other line
 */
export function listenFor<Value>(
  channel: AtChannel,
  read: (line: string) => Value | null,
): LineWait<Value> & { readonly stop: () => void } {
  const found = Promise.withResolvers<AwaitedLine<Value>>();
  const stop = channel.onHeard(({ text, role, seq }) => {
    const value = role === 'echo' ? null : read(text);
    if (value !== null) found.resolve({ value, seq });
  });
  return {
    stop,
    within: (timeoutMs, { clock, signal }) =>
      new Promise((resolve, reject) => {
        const end = (): void => {
          stopTimer();
          signal.removeEventListener('abort', onAbort);
        };
        const onAbort = (): void => {
          end();
          reject(signal.reason);
        };
        const stopTimer = clock.after(timeoutMs, () => {
          end();
          resolve(null);
        });
        signal.addEventListener('abort', onAbort, { once: true });
        found.promise.then((line) => {
          end();
          resolve(line);
        }, reject);
      }),
  };
}
