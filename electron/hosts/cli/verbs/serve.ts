/** `serve PACKAGE --old OLD --new NEW`: proves a package and serves it by a short URL until Ctrl-C. */

import { runAction } from '../actions.ts';
import { addPackage } from '../addPackage.ts';
import { integer, text, texts } from '../arguments.ts';
import { readFault } from '../fault.ts';
import { bytes } from '../format.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';
import { serveActions, serveOptions } from './serveActions.ts';

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Prints each request as it ends; every byte count is the journal's. */
function printRequests({ core, output }: VerbContext): () => void {
  return core.journal.tail(
    { last: 0 },
    {
      onSnapshot: () => {},
      onChanges: (changes) => {
        for (const change of changes) {
          if (change.kind !== 'rows') continue;
          for (const row of change.rows) {
            if (row.kind === 'httpRequest') output.event({ event: 'request', ...row });
            if (row.kind !== 'httpResponse') continue;
            output.event({ event: 'response', ...row });
            if (output.mode === 'text')
              output.note(
                `${row.status} ${bytes(row.sentBytes)} / ${bytes(row.bodyBytes)}  ${Math.round(row.durationMs)} ms`,
              );
          }
        }
      },
    },
  );
}

export const serve: Verb = {
  name: 'serve',
  takes: 'PACKAGE|campaigns|dryrun|ban [...]',
  positionals: [1, 3],
  options: {
    old: { type: 'string', value: 'FILE' },
    new: { type: 'string', value: 'FILE' },
    'old-version': { type: 'string', value: 'NAME' },
    'new-version': { type: 'string', value: 'NAME' },
    http: { type: 'string', value: 'PORT' },
    host: { type: 'string', value: 'ADDRESS' },
    ...serveOptions,
    fault: { type: 'string', value: 'KIND=VALUE', multiple: true },
  },
  async run(context) {
    const { args, core, output, signal, t } = context;
    const [word = '', extra] = args.positionals;
    if (Object.hasOwn(serveActions, word)) return runAction(serveActions, context, word);
    if (extra !== undefined) throw new UsageError('tooMany', { word: extra });
    const port = integer(args, 'http', 0, 65_535);
    const host = text(args, 'host');
    const faults = texts(args, 'fault').map(readFault);
    const manifest = await addPackage(context, args.positionals[0] ?? '');
    const status = await core.otaServer.start({
      ...(port === undefined ? {} : { port }),
      ...(host === undefined ? {} : { host }),
    });
    const publications = [await core.otaServer.publish({ sha256: manifest.sha256 })];
    for (const fault of faults) {
      const { effect } = await core.otaServer.setFault(fault);
      output.note(`${t(`otaFault.${effect.kind}.name`)}: ${t(`otaFault.${effect.kind}.field`)}`);
    }
    const addresses =
      status.state === 'running'
        ? status.addresses.map(({ address }) => `http://${address}:${status.port}`)
        : [];
    const served = publications.map((publication) => ({
      ...publication,
      urls: addresses.map((address) => `${address}${publication.path}`),
    }));
    output.result(
      { serving: served },
      served.flatMap(({ fileName, sizeBytes, urls }) => [
        `${fileName}  ${bytes(sizeBytes)}`,
        ...urls.map((url) => `  ${url}`),
      ]),
    );
    output.note(t('cli.serve.stop'));
    const stopPrinting = printRequests(context);
    await untilAborted(signal);
    stopPrinting();
    await core.otaServer.stop({});
    return 0;
  },
};
