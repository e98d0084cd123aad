/** `serve requests | why | dry-run`: what modules asked, and why they got what they got. */
import { setTimeout } from 'node:timers/promises';
import type { OtaDecision } from '../../../../shared/contract/otaDecision.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Action } from '../actions.ts';
import { flag, integer, type OptionSpec, text } from '../arguments.ts';
import { bytes } from '../format.ts';
import type { VerbContext } from '../verb.ts';
import { createExchangeReader, type Exchange, moduleOf, readExchanges, withoutOthers } from './exchanges.ts';
import { decisionLines, exchangeLine, exchangeTable } from './exchangeText.ts';
import { showMoment } from './moment.ts';

export const requestOptions: Readonly<Record<string, OptionSpec>> = {
  imei: { type: 'string', value: 'ID' },
  last: { type: 'string', value: 'N' },
  watch: { type: 'boolean' },
};

/** What the journal gives at once; each request is two rows or more. */
const mostRows = 5000;
const usualRequests = 30;

/** Longer than changes wait to be sent together: what ended just before Ctrl-C is told, too. */
const lingerMs = 100;

/** Calls back once, soon after Ctrl-C. Returns what takes it back. */
export function onInterrupted(signal: AbortSignal, end: () => void): () => void {
  const controller = new AbortController();
  const wait = (): void => {
    setTimeout(lingerMs, undefined, { signal: controller.signal }).then(end, () => undefined);
  };
  if (signal.aborted) wait();
  else signal.addEventListener('abort', wait, { once: true, signal: controller.signal });
  return () => controller.abort();
}

/** Calls back for every request as its answer ends. Returns the unsubscribe; `onError` where the core went away. */
export function followExchanges(
  { core }: Pick<VerbContext, 'core'>,
  onExchange: (exchange: Exchange) => void,
  onError: (error: Error) => void,
): () => void {
  const read = createExchangeReader();
  return core.journal.tail(
    { last: 0, without: withoutOthers },
    {
      onSnapshot() {},
      onChanges(changes) {
        for (const change of changes)
          if (change.kind === 'rows') for (const exchange of read(change.rows)) onExchange(exchange);
      },
      onError,
    },
  );
}

/** A core of another door that ended is no lost job here: only the server is gone. */
export function endOfCore({ output, t }: VerbContext, error: Error): Error {
  if (!(error instanceof AppError) || error.code !== 'rpc.disconnected') return error;
  output.note(t('cli.serve.coreEnded'));
  return new AppError('server.notRunning', {}, { cause: error });
}

function watch(context: VerbContext, isWanted: (exchange: Exchange) => boolean): Promise<void> {
  const { output, signal, t } = context;
  return new Promise((resolve, reject) => {
    const show = (exchange: Exchange): void => {
      if (!isWanted(exchange)) return;
      output.event({ event: 'request', ...exchange });
      output.line(exchangeLine(t, exchange));
    };
    const stop = followExchanges(context, show, (error) => reject(endOfCore(context, error)));
    onInterrupted(signal, () => {
      stop();
      resolve();
    });
  });
}

const requests: Action = {
  words: [0, 0],
  async run(context) {
    const { args, output, t } = context;
    const id = text(args, 'imei');
    const last = integer(args, 'last', 1, mostRows) ?? usualRequests;
    const isWanted = (exchange: Exchange): boolean => id === undefined || moduleOf(exchange) === id;
    const all = await readExchanges(context, mostRows);
    const found = all.filter(isWanted).slice(-last);
    output.result({ requests: found }, exchangeTable(t, found));
    if (flag(args, 'watch')) await watch(context, isWanted);
    return 0;
  },
};

/** A short number is the decision's own; anything longer is a module, whose last decision is meant. */
async function findDecision({ core }: VerbContext, word: string | undefined): Promise<OtaDecision> {
  const isNumber = word !== undefined && /^\d{1,9}$/.test(word);
  const [found] = await core.otaServer.listDecisions({
    ...(isNumber ? { beforeSeq: Number(word) + 1 } : word === undefined ? {} : { moduleId: word }),
    limit: 1,
  });
  if (found === undefined || (isNumber && found.seq !== Number(word)))
    throw new AppError('server.unknownDecision', { word: word ?? '1' });
  return found;
}

const why: Action = {
  words: [0, 1],
  async run(context, [word]) {
    const { args, output, t } = context;
    const decision = await findDecision(context, word ?? text(args, 'imei'));
    const exchange = (await readExchanges(context, mostRows)).find(
      ({ exchangeId }) => exchangeId === decision.exchangeId,
    );
    const raw = exchange?.request?.head ?? null;
    output.result({ decision, request: raw, faults: exchange?.faults ?? [] }, [
      `${decision.seq}  ${showMoment(decision.atMs)}`,
      ...decisionLines(t, decision),
      ...(exchange?.faults ?? []).map((effect) => t('cli.serve.broken', { effect })),
      ...(raw === null
        ? []
        : [
            '',
            ...raw
              .trimEnd()
              .split(/\r?\n/)
              .map((line) => `    ${line}`),
          ]),
    ]);
    return 0;
  },
};

const dryRun: Action = {
  words: [1, 1],
  async run({ core, output, t }, [request = '']) {
    const result = await core.otaServer.dryRun({ request });
    const answer = result.body === '' ? bytes(result.sizeBytes) : result.body;
    output.result(result, [...decisionLines(t, result.decision), `${result.status}  ${answer}`]);
    return result.decision.outcome === 'serve' ? 0 : 1;
  },
};

export const requestActions: Readonly<Record<string, Action>> = { requests, why, 'dry-run': dryRun };
