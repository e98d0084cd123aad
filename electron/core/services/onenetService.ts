import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { OneNet } from '../ota-server/onenet/oneNet.ts';

export function createOnenetService(onenet: OneNet): CoreHandlers['onenet'] {
  return {
    plans(_params, sink) {
      sink.snapshot([...onenet.plans()]);
      return onenet.onPlans((plans) => sink.change([...plans]));
    },
    savePlan: (input) => onenet.savePlan(input),
    async removePlan({ id }) {
      onenet.removePlan(id);
      return { ok: true };
    },
    tasks: async (query) => [...onenet.tasks(query)],
    steerTask: async ({ tid, action }) => onenet.steerTask(tid, action),
    rules: async () => onenet.rules(),
    async setRules({ tokenCheck, refusalStatus }) {
      return onenet.setRules({
        ...(tokenCheck === undefined ? {} : { tokenCheck }),
        ...(refusalStatus === undefined ? {} : { refusalStatus }),
      });
    },
    setKey: ({ res, key }) => onenet.setKey(res, key),
  };
}
