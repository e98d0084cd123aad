/** `serve [PACKAGE ...]`: listens, serves packages by short URLs and campaigns by their rules, and tells every request until Ctrl-C. */
import type { Publication } from '../../../../shared/contract/otaServer.ts';
import { AppError } from '../../../../shared/errors.ts';
import { integer, text, texts } from '../arguments.ts';
import { readFault } from '../fault.ts';
import { snapshotOf } from '../snapshot.ts';
import type { VerbContext } from '../verb.ts';
import { exchangeLine } from './exchangeText.ts';
import { findPackage } from './findPackage.ts';
import { endOfCore, followExchanges, onInterrupted } from './requests.ts';
import {
  baseUrls,
  isReachableFromMobile,
  publicationLines,
  type Running,
  statusLines,
} from './statusText.ts';

interface Started {
  readonly running: Running;
  /** False where another door had started it: then it also stays when this one leaves. */
  readonly own: boolean;
}

/** Throws AppError server.runsElsewhere {port, wanted} where it listens already, but not at the port that was asked for. */
async function start({ core, args, output, t }: VerbContext): Promise<Started> {
  const port = integer(args, 'http', 0, 65_535);
  const host = text(args, 'host');
  const before = await snapshotOf(core.otaServer.status);
  if (before.state === 'running' && port !== undefined && port !== 0 && port !== before.port)
    throw new AppError('server.runsElsewhere', { port: before.port, wanted: port });
  const listen = { ...(port === undefined ? {} : { port }), ...(host === undefined ? {} : { host }) };
  const running = await core.otaServer.start(listen).catch((error: unknown) => {
    const free = error instanceof AppError ? error.params['freePort'] : undefined;
    if (typeof free === 'number') output.note(t('cli.serve.freePort', { port: free }));
    if (host !== undefined && error instanceof AppError && error.code === 'server.noAddress')
      output.note(t('cli.serve.notOwn', { host }));
    throw error;
  });
  if (running.state === 'stopped') throw new AppError('server.notRunning');
  return { running, own: before.state === 'stopped' };
}

/** Until Ctrl-C, until somebody stops the server, or until the core goes away. Tells every request on the way. */
function untilEnded(context: VerbContext): Promise<void> {
  const { core, output, signal, t } = context;
  return new Promise((resolve, reject) => {
    const stops: (() => void)[] = [];
    const end = (settle: () => void): void => {
      for (const stop of stops.splice(0)) stop();
      settle();
    };
    const failed = (error: Error): void => end(() => reject(endOfCore(context, error)));
    stops.push(
      followExchanges(
        context,
        (exchange) => {
          output.event({ event: 'request', ...exchange });
          output.line(exchangeLine(t, exchange));
        },
        failed,
      ),
      core.otaServer.status(
        {},
        {
          onSnapshot() {},
          onChanges(changes) {
            if (changes.at(-1)?.state !== 'stopped') return;
            output.note(t('cli.serve.stopped'));
            end(resolve);
          },
          onError: failed,
        },
      ),
    );
    stops.push(onInterrupted(signal, () => end(resolve)));
  });
}

/** Everything that this command brought goes with it; what others brought stays. */
async function takeBack(
  context: VerbContext,
  { own }: Started,
  brought: readonly Publication[],
  faultIds: readonly string[],
) {
  const { core } = context;
  for (const { id } of brought) await core.otaServer.unpublish({ id });
  const left = await snapshotOf(core.otaServer.faults);
  for (const { id } of left) if (faultIds.includes(id)) await core.otaServer.clearFault({ id });
  if (own) await core.otaServer.stop({});
}

async function tell(
  context: VerbContext,
  { running, own }: Started,
  brought: readonly Publication[],
): Promise<void> {
  const { core, output, t } = context;
  const campaigns = await snapshotOf(core.otaServer.campaigns);
  const plans = await snapshotOf(core.onenet.plans);
  const urls = baseUrls(running);
  const serving = brought.map((one) => ({ ...one, urls: urls.map((base) => `${base}${one.path}`) }));
  const packages = publicationLines(running, brought);
  output.result({ serving, server: running, urls, campaigns, plans: plans.length }, [
    ...packages,
    ...statusLines(t, { ...running, publications: [] }, campaigns),
    ...(plans.length === 0 ? [] : [t('cli.serve.plans', { count: plans.length })]),
  ]);
  if (brought.length + campaigns.length + plans.length === 0) output.note(t('cli.serve.nothing'));
  if (!isReachableFromMobile(running)) output.note(t('cli.serve.notReachable'));
  output.note(t(own ? 'cli.serve.stop' : 'cli.serve.joined'));
}

/** Throws what starting and publishing throw, and rpc.disconnected where the core of another door ended. */
export async function runServer(context: VerbContext, words: readonly string[]): Promise<0> {
  const { core, args, output, t } = context;
  const inputs = texts(args, 'fault').map(readFault);
  const manifests = [];
  for (const word of words) manifests.push(await findPackage(context, word));
  const started = await start(context);
  const brought: Publication[] = [];
  const faultIds: string[] = [];
  try {
    for (const { sha256 } of manifests) brought.push(await core.otaServer.publish({ sha256 }));
    for (const input of inputs) {
      const { id, effect } = await core.otaServer.setFault(input);
      faultIds.push(id);
      output.note(`${t(`otaFault.${effect.kind}.name`)}: ${t(`otaFault.${effect.kind}.field`)}`);
    }
    await tell(context, started, brought);
    await untilEnded(context);
  } catch (error) {
    // A core that is gone has nothing left to take back; the first error is the one to tell.
    await takeBack(context, started, brought, faultIds).catch(() => undefined);
    throw error;
  }
  await takeBack(context, started, brought, faultIds);
  return 0;
}
