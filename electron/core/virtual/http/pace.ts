import type { TimerGroup } from '../timers.ts';

/** Lets bytes through as a radio link would: slice by slice, each taking its time. */
export interface Pace {
  push(bytes: Uint8Array): void;
  /** True while something is still under way. */
  isBusy(): boolean;
}

/** Slices of about 20 ms, within one Ethernet packet. */
function sliceFor(bytesPerSecond: number): number {
  return Math.min(1460, Math.max(64, Math.round(bytesPerSecond / 50)));
}

/**
 * @param bytesPerSecond 0 = at once
 * @param deliver gets each slice; false ends it all
 * @param onIdle nothing is under way any more
 */
export function createPace(
  timers: TimerGroup,
  bytesPerSecond: number,
  deliver: (bytes: Uint8Array) => boolean,
  onIdle: () => void,
): Pace {
  const sliceBytes = sliceFor(bytesPerSecond);
  let waiting: Uint8Array[] = [];
  let busy = false;
  const next = (): void => {
    const slice = waiting.shift();
    if (!slice) {
      busy = false;
      onIdle();
      return;
    }
    if (deliver(slice)) timers.after((slice.length * 1000) / bytesPerSecond, next);
  };
  return {
    isBusy: () => busy,
    push(bytes) {
      if (bytesPerSecond === 0) {
        if (deliver(bytes)) onIdle();
        return;
      }
      const slices = Math.ceil(bytes.length / sliceBytes);
      const cut = Array.from({ length: slices }, (_, at) =>
        bytes.subarray(at * sliceBytes, (at + 1) * sliceBytes),
      );
      waiting = [...waiting, ...cut];
      if (busy) return;
      busy = true;
      next();
    },
  };
}
