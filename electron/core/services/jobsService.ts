import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { Jobs } from '../jobs/jobs.ts';

export function createJobsService(jobs: Jobs): CoreHandlers['jobs'] {
  return {
    all(_params, sink) {
      sink.snapshot([...jobs.list()]);
      return jobs.onChange((change) => sink.change(change));
    },
    get: ({ id }) => jobs.get(id),
    cancel({ id }) {
      jobs.cancel(id);
      return { ok: true };
    },
    remove({ id }) {
      jobs.remove(id);
      return { ok: true };
    },
  };
}
