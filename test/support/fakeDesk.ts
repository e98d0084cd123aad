/** The parts of the scripted core that no page shows yet: empty lists, and a refusal by name for everything that would change something. */
import type { CoreHandlers } from '../../shared/contract/index.ts';
import { defaultOtaRules } from '../../shared/contract/otaLedger.ts';
import { AppError } from '../../shared/errors.ts';

const notScripted = (): never => {
  throw new AppError('rpc.internal', { reason: 'scripted' });
};
const quiet = () => undefined;

export const fakeOneNet: CoreHandlers['onenet'] = {
  plans(_params, sink) {
    sink.snapshot([]);
    return quiet;
  },
  savePlan: notScripted,
  removePlan: notScripted,
  tasks: notScripted,
  steerTask: notScripted,
  rules: notScripted,
  setRules: notScripted,
  setKey: notScripted,
};

export const fakeOtaClient: CoreHandlers['otaClient'] = {
  forms: notScripted,
  send: notScripted,
  makeToken: notScripted,
  checkToken: notScripted,
  luaSnippet: notScripted,
  publish: notScripted,
  verifyUrl: notScripted,
};

/** What the server decides by: nothing was asked yet, and the rules are the usual ones. */
export const fakeDecisions: Omit<
  CoreHandlers['otaServer'],
  'status' | 'start' | 'stop' | 'publish' | 'unpublish'
> = {
  decisions(_params, sink) {
    sink.snapshot([]);
    return quiet;
  },
  interfaces: () => [{ address: '192.168.1.20', interfaceName: 'eth0', loopback: false }],
  listDecisions: () => [],
  dryRun: notScripted,
  campaigns(_params, sink) {
    sink.snapshot([]);
    return quiet;
  },
  saveCampaign: notScripted,
  removeCampaign: notScripted,
  steerCampaign: notScripted,
  modules: () => ({ modules: [], total: 0 }),
  module: notScripted,
  describeModule: notScripted,
  banModule: notScripted,
  releaseModule: notScripted,
  rules(_params, sink) {
    sink.snapshot(defaultOtaRules);
    return quiet;
  },
  setRules: notScripted,
  faults(_params, sink) {
    sink.snapshot([]);
    return quiet;
  },
  setFault: notScripted,
  clearFault: notScripted,
};
