import type { PortProvider, SerialTransport } from '../../electron/core/ports/transport.ts';
import type { Clock } from '../../shared/domain/clock.ts';

/**
 * A cable that is pulled once and plugged in again: the port is gone, the module behind it keeps running and notices nothing.
 *
 * @param isMoment looks at each line on its way to the module; the one for which it is true still gets there, its answer does not
 */
export function pulledCable(
  inner: PortProvider,
  clock: Clock,
  isMoment: (line: string) => boolean,
  awayMs: number,
): PortProvider {
  let isAway = false;
  let wasPulled = false;
  const told = new Set<() => void>();
  const tell = (): void => {
    for (const listener of [...told]) listener();
  };
  const through = (port: SerialTransport): SerialTransport => {
    const closed = new Set<(reason: 'closed' | 'vanished') => void>();
    const stop = port.onClosed((reason) => {
      for (const listener of [...closed]) listener(reason);
    });
    const pull = async (): Promise<void> => {
      [isAway, wasPulled] = [true, true];
      stop();
      await port.close();
      for (const listener of [...closed]) listener('vanished');
      clock.after(awayMs, () => {
        isAway = false;
        tell();
      });
      tell();
    };
    return {
      ...port,
      onClosed(listener) {
        closed.add(listener);
        return () => closed.delete(listener);
      },
      async write(bytes) {
        await port.write(bytes);
        if (!wasPulled && isMoment(new TextDecoder().decode(bytes).trim())) await pull();
      },
    };
  };
  return {
    kind: inner.kind,
    list: async () => (isAway ? [] : inner.list()),
    onChanged(listener) {
      told.add(listener);
      const stop = inner.onChanged?.(listener);
      return () => {
        told.delete(listener);
        stop?.();
      };
    },
    open: async (path, options) => through(await inner.open(path, options)),
  };
}
