/** `serve status | stop | unpublish`: the server of the core that runs, from a second terminal. */
import { AppError } from '../../../../shared/errors.ts';
import type { Action } from '../actions.ts';
import { snapshotOf } from '../snapshot.ts';
import type { VerbContext } from '../verb.ts';
import { baseUrls, statusLines } from './statusText.ts';

async function running({ core }: VerbContext) {
  const status = await snapshotOf(core.otaServer.status);
  if (status.state === 'stopped') throw new AppError('server.notRunning');
  return status;
}

export const controlActions: Readonly<Record<string, Action>> = {
  status: {
    words: [0, 0],
    async run({ core, output, t }) {
      const server = await snapshotOf(core.otaServer.status);
      const campaigns = await snapshotOf(core.otaServer.campaigns);
      if (server.state === 'stopped') {
        output.result({ server, campaigns }, [t('error.server.notRunning')]);
        return 1;
      }
      output.result({ server, urls: baseUrls(server), campaigns }, statusLines(t, server, campaigns));
      return 0;
    },
  },
  stop: {
    words: [0, 0],
    async run(context) {
      await running(context);
      await context.core.otaServer.stop({});
      context.output.result({ stopped: true }, [context.t('cli.serve.stopped')]);
      return 0;
    },
  },
  unpublish: {
    words: [1, 1],
    async run(context, [id = '']) {
      const { publications } = await running(context);
      if (!publications.some((one) => one.id === id)) throw new AppError('server.unknownPublication', { id });
      await context.core.otaServer.unpublish({ id });
      context.output.result({ unpublished: id }, [context.t('cli.serve.unpublished', { id })]);
      return 0;
    },
  },
};
