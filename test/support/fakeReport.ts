/** Handing over, for pages that only have to stand: nothing was imported, and nothing can be. */
import type { CoreHandlers } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/errors.ts';

const unknown = ({ recordingId: id }: { readonly recordingId: string }): never => {
  throw new AppError('report.unknownRecording', { id });
};
const nothing = (): never => {
  throw new AppError('report.nothingChosen');
};

export const fakeReport: CoreHandlers['report'] = {
  recordings(_, sink) {
    sink.snapshot([]);
    return () => undefined;
  },
  ...{ importLog: nothing, preview: nothing, create: nothing, open: nothing },
  ...{ read: unknown, search: unknown, diagnose: unknown, remove: unknown },
  ...{ replay: unknown, conditions: unknown, startVirtual: unknown },
  certificate: ({ jobId: id }) => {
    throw new AppError('report.noUpgrade', { id });
  },
  upgrades: () => ({ rows: [], outcomes: [], causes: [], durations: [], medianMs: null }),
  upgradesFile: ({ format }) => ({ fileName: `airdock-upgrades.${format}`, text: '' }),
};
