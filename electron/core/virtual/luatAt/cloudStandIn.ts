import { latin1Bytes } from '../bytes.ts';
import type { Clock } from '../clock.ts';
import type { TcpConnect, TcpEvents } from '../http/tcp.ts';
import type { LuatKnobStore, LuatKnobs } from './knobs.ts';

/** The cloud that the knobs describe: it answers instead of whoever was asked, and no packet leaves the module. */
export interface CloudStandIn {
  /** True while a request would be answered by it. */
  isActive(): boolean;
  /** Its network, or null when the real one shall be asked; the time of a verdict begins here. */
  connect(): TcpConnect | null;
}

export function createCloudStandIn(knobs: LuatKnobStore, clock: Clock): CloudStandIn {
  let sinceMs: number | null = null;
  knobs.onChanged((before) => {
    const { cloudVerdict, cloudVerdictSec } = knobs.get();
    if (cloudVerdict !== before.cloudVerdict || cloudVerdictSec !== before.cloudVerdictSec) sinceMs = null;
  });
  const isActive = (): boolean => {
    const { cloudVerdict, cloudVerdictSec, httpStatus } = knobs.get();
    if (cloudVerdict === 0) return httpStatus > 0;
    return cloudVerdictSec === 0 || sinceMs === null || clock.now() < sinceMs + cloudVerdictSec * 1000;
  };
  return {
    isActive,
    connect() {
      if (!isActive()) return null;
      sinceMs ??= clock.now();
      const answer = latin1Bytes(answerOf(knobs.get()));
      return (_address, events) => createPeer(clock, answer, events);
    },
  };
}

/** A refusal as the platform words it (at-commands 1.4), or a page that is no package. */
function answerOf({ cloudVerdict, httpStatus }: LuatKnobs): string {
  const status = httpStatus === 0 ? 200 : httpStatus;
  const body =
    cloudVerdict === 0 ? '<html>no package here</html>' : `{"code": ${cloudVerdict}, "msg": "simulated"}`;
  return `HTTP/1.1 ${status} Simulated\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

/** One connection; no event comes before the call returned. */
function createPeer(clock: Clock, answer: Uint8Array, events: TcpEvents): ReturnType<TcpConnect> {
  let open = true;
  const later = (action: () => void): void => {
    clock.setTimeout(() => (open ? action() : undefined), 1);
  };
  later(() => events.onConnected());
  return {
    write: () => later(() => events.onData(answer)),
    pause: () => {},
    resume: () => {},
    destroy: () => {
      open = false;
    },
  };
}
