import { createHash } from 'node:crypto';
import type { JournalEntry } from '../../../../shared/contract/journal.ts';

/** What is appended as row `seq` under load: the same in the process that is killed and in the one that compares. */
export function loadEntry(seq: number): JournalEntry {
  const digest = createHash('sha256').update(String(seq)).digest();
  switch (seq % 10) {
    case 0:
      return { kind: 'jobEvent', jobId: 'j', event: 'job.stage', params: { seq }, level: 'info' };
    case 1:
      return {
        ...{ kind: 'httpRequest' as const, exchangeId: `e${seq}`, remote: '10.0.0.2', method: 'GET' },
        ...{ target: `/u?n=${seq}`, head: digest.toString('hex') },
      };
    case 2:
      return {
        kind: 'serialBytes',
        direction: 'tx',
        bytes: digest.toString('base64'),
        portId: 'p',
        jobId: 'j',
      };
    default: {
      const bytes = Buffer.concat(Array.from({ length: 1 + (seq % 16) }, () => digest));
      return {
        kind: 'serialBytes',
        direction: 'rx',
        bytes: bytes.toString('base64'),
        portId: 'p',
        jobId: 'j',
      };
    }
  }
}
