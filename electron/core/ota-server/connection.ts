import type { Socket } from 'node:net';
import { type Answer, refuse } from './answer.ts';
import { deliver } from './connectionAnswer.ts';
import type { DecisionKey } from './decisions.ts';
import type { DialectContext } from './dialects/dialect.ts';
import { route } from './dialects/route.ts';
import { askedBy } from './faults/asked.ts';
import { answerInstead, brokenAnswer } from './faults/broken.ts';
import type { EffectOf, FaultDesk } from './faults/faultDesk.ts';
import { createDeviceSocket, type Ending } from './http/deviceSocket.ts';
import { type Received, receiveRequest } from './http/receive.ts';
import type { HttpRequest } from './http/request.ts';
import type { ServerLimits } from './limits.ts';
import { createRecord, type RecordParts } from './record.ts';
import type { Updates } from './updates.ts';

export interface ConnectionParts
  extends RecordParts,
    Pick<DialectContext, 'publications' | 'onceLinks' | 'onenet'> {
  readonly updates: DialectContext['updates'] & Pick<Updates, 'settled'>;
  readonly limits: ServerLimits;
  readonly faultDesk: Pick<FaultDesk, 'active' | 'instead' | 'within'>;
}

export interface Connection {
  readonly remoteAddress: string;
  /** Undefined until its request named one. */
  publicationId(): string | undefined;
  cut(why: Ending): void;
  /** Resolves when the socket is closed and the journal has both rows. */
  readonly done: Promise<void>;
}

/** One connection: one request, one answer, two rows. With `refusal` it is over a limit and gets a 503 for whatever it asks. */
export function serveConnection(
  raw: Socket,
  refusal: DecisionKey | undefined,
  parts: ConnectionParts,
): Connection {
  const socket = createDeviceSocket(raw, parts.clock);
  const remoteAddress = plainAddress(raw.remoteAddress);
  const record = createRecord(`${remoteAddress}:${raw.remotePort ?? 0}`, remoteAddress, parts);

  async function run(): Promise<void> {
    const received = await receiveRequest(socket, parts.clock, parts.limits);
    if (received.kind === 'gone') {
      record.requested(received, undefined);
      const decision = received.head === '' ? 'decision.connectedOnly' : 'decision.requestIncomplete';
      record.unanswered(decision, await socket.finish(parts.limits.requestTimeoutMs));
      return;
    }
    const context = new ExchangeContext(parts, raw, remoteAddress, record.exchangeId);
    const { answer, effects } = decide(received, refusal, context);
    // Nobody may have a byte that a crash could make us forget.
    await parts.updates.settled();
    record.requested(received, answer);
    const request = received.kind === 'request' ? received.request : null;
    const how = { headOnly: request?.method === 'HEAD', bareLf: request?.bareLf === true, effects };
    const delivery = { clock: parts.clock, limits: parts.limits, onSent: record.sent };
    const { sentBytes, ending } = await deliver(socket, answer, how, delivery);
    record.answered(sentBytes, ending);
  }

  const done = run().catch((error: unknown) => {
    socket.cut('reset');
    parts.journal.append({ kind: 'serverEvent', event: 'failed', detail: String(error) });
  });
  return { remoteAddress, publicationId: record.publicationId, cut: socket.cut, done };
}

/** A class, because a getter in an object of its own for every request costs more than reading the request. */
class ExchangeContext implements DecideContext {
  readonly publications: DecideContext['publications'];
  readonly updates: DecideContext['updates'];
  readonly onceLinks: DecideContext['onceLinks'];
  readonly onenet: DecideContext['onenet'];
  readonly faultDesk: DecideContext['faultDesk'];
  readonly remoteAddress: string;
  readonly exchangeId: string;
  readonly nowMs: number;
  readonly #socket: Socket;

  constructor(parts: ConnectionParts, socket: Socket, remoteAddress: string, exchangeId: string) {
    this.publications = parts.publications;
    this.updates = parts.updates;
    this.onceLinks = parts.onceLinks;
    this.onenet = parts.onenet;
    this.faultDesk = parts.faultDesk;
    this.remoteAddress = remoteAddress;
    this.exchangeId = exchangeId;
    this.nowMs = parts.clock.monoMs();
    this.#socket = socket;
  }

  /** Asked of the system only by the few answers that hold a URL. */
  get localAddress(): string {
    return `${plainAddress(this.#socket.localAddress)}:${this.#socket.localPort ?? 0}`;
  }
}

interface Decided {
  readonly answer: Answer;
  readonly effects: readonly EffectOf<'within'>[];
}

type DecideContext = DialectContext & Pick<ConnectionParts, 'faultDesk'>;

function decide(
  received: Exclude<Received, { kind: 'gone' }>,
  refusal: DecisionKey | undefined,
  context: DecideContext,
): Decided {
  if (refusal !== undefined) return { answer: refuse(503, refusal), effects: [] };
  if (received.kind === 'refused') return { answer: refuse(received.status, received.decision), effects: [] };
  const { request } = received;
  const routed = (): Answer => route(request, context);
  return context.faultDesk.active()
    ? decideWithFaults(request, context, routed)
    : { answer: routed(), effects: [] };
}

/** A fault that answers instead comes before the rules, so that a module which is told 43 is not counted as served. */
function decideWithFaults(request: HttpRequest, context: DecideContext, routed: () => Answer): Decided {
  const { faultDesk, updates } = context;
  const asked = askedBy(request, context);
  const [instead] = faultDesk.instead(asked);
  if (instead !== undefined) return { answer: answerInstead(instead, updates.rules()), effects: [] };
  const answer = routed();
  const packageSha256 = answer.publication?.packageSha256 ?? asked.packageSha256;
  const effects = faultDesk.within({ ...asked, packageSha256, sendsFile: answer.body.kind === 'file' });
  return { answer: brokenAnswer(answer, effects), effects };
}

/** An IPv4 address is written as one, on a dual-stack socket too. */
export function plainAddress(address: string | undefined): string {
  return (address ?? 'unknown').replace(/^::ffff:/i, '');
}
