import { parseInteger, splitFields, splitNamed } from '../../../../../shared/domain/atLine.ts';
import { trimNoise } from '../../../../../shared/domain/atText.ts';
import { quecthingFailures } from '../../../../../shared/domain/quecthingEvents.ts';
import { failure, type UpgradeOffer, type UpgradeSignal } from '../signal.ts';

/** `+QIOTEVT: <type>,<code>[,<data>]`; texts among the data may come without their quotes (at-commands 2.2). */
export interface QuecthingEvent {
  /** `<type>,<code>`, as the tables of codes have it. */
  readonly key: string;
  readonly type: number;
  readonly code: number;
  readonly data: readonly string[];
}

/** Domains of failures: an event, an order that was refused, a login of which nothing was heard. */
export const eventDomain = 'event';
export const orderDomain = 'order';

const subscribeType = 3;
const otaType = 7;
const online = '3,10200';

export function readEvent(line: string): QuecthingEvent | null {
  const named = splitNamed(trimNoise(line));
  if (named?.name !== '+QIOTEVT') return null;
  const [first, second, ...data] = splitFields(named.body);
  const type = parseInteger(first);
  const code = parseInteger(second);
  return type === null || code === null ? null : { key: `${type},${code}`, type, code, data };
}

/** How a login ended: authenticated, connected and subscribed, or a failure on the way there. */
export function readLogin(line: string): 'online' | 'failed' | null {
  const event = readEvent(line);
  if (event === null) return null;
  if (event.key === online) return 'online';
  return event.type <= subscribeType && quecthingFailures.has(event.key) ? 'failed' : null;
}

export function eventFailure(key: string): UpgradeSignal {
  return { kind: 'failed', failure: failure(eventDomain, key) };
}

/** What FOTA and SOTA have in common: offer, end, and everything beside the download; and every event in words. */
export function decodeShared(
  line: string,
  ofDownload: (event: QuecthingEvent) => readonly UpgradeSignal[],
): readonly UpgradeSignal[] {
  if (trimNoise(line) === 'RDY') return [{ kind: 'moduleReady' }];
  const event = readEvent(line);
  if (event === null) return [];
  return [
    { kind: 'remarked', event: 'upgrade.quecthingSaid', code: event.key },
    ...signalsOf(event, ofDownload),
  ];
}

function signalsOf(
  event: QuecthingEvent,
  ofDownload: (event: QuecthingEvent) => readonly UpgradeSignal[],
): readonly UpgradeSignal[] {
  const { key, type } = event;
  if (key === '7,10700') {
    const offer = readOffer(event.data);
    return offer === null ? [] : [{ kind: 'offered', offer }];
  }
  if (key === online) return [{ kind: 'cloudReached' }];
  // The module names no reason; the platform's record may.
  if (key === '7,10706') return [eventFailure(key), { kind: 'cloudInformed', succeeded: false }];
  if (quecthingFailures.has(key)) return [{ kind: 'troubled', failure: failure(eventDomain, key) }];
  return type === otaType ? ofDownload(event) : [];
}

/** `"comp","from","to",<battery %>,<signal dBm>,<bytes>`; a full package names no version to start from. */
function readOffer([component, from, to, battery, signal, space]: readonly string[]): UpgradeOffer | null {
  if (component === undefined || to === undefined || to === '') return null;
  const [minBattery, minSignalDbm, sizeBytes] = [battery, signal, space].map(parseInteger);
  return {
    component,
    from: from === undefined || from === '' ? null : from,
    to,
    ...(minBattery === null || minBattery === undefined ? {} : { minBattery }),
    ...(minSignalDbm === null || minSignalDbm === undefined ? {} : { minSignalDbm }),
    ...(sizeBytes === null || sizeBytes === undefined ? {} : { sizeBytes }),
  };
}
