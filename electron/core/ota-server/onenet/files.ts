import { createHash } from 'node:crypto';
import { AppError } from '../../../../shared/errors.ts';
import { defaultDeliveryLimit } from '../deliveries.ts';
import type { LivePublication, Publications } from '../publications.ts';

/** The bytes of a plan's package, ready to be sent; they never change. */
export interface PlanFile {
  readonly publication: LivePublication;
  readonly sizeBytes: number;
  readonly md5: string;
}

/** The packages of all plans. Requests are answered at once, so the files are opened before. */
export interface PlanFiles {
  find(sha256: string): PlanFile | undefined;
  /** Throws what the package source throws, and AppError package.damaged. */
  open(sha256: string): Promise<PlanFile>;
  /** Lets go of every file that is not among these. */
  keepOnly(sha256s: ReadonlySet<string>): void;
}

/** @param publications of its own: these files have no URL of their own */
export function createPlanFiles(publications: Pick<Publications, 'add' | 'remove'>): PlanFiles {
  const open = new Map<string, PlanFile>();
  return {
    find: (sha256) => open.get(sha256),
    async open(sha256) {
      const known = open.get(sha256);
      if (known !== undefined) return known;
      const publication = await publications.add(sha256, { limit: defaultDeliveryLimit, listed: false });
      const again = open.get(sha256);
      if (again !== undefined) return again;
      const md5 = createHash('md5').update(publication.bytes).digest('hex');
      const file = { publication, sizeBytes: publication.bytes.length, md5 };
      if (file.sizeBytes === 0)
        throw new AppError('package.damaged', { sha256, found: sha256, sizeBytes: 0 });
      open.set(sha256, file);
      return file;
    },
    keepOnly(sha256s) {
      for (const [sha256, { publication }] of open) {
        if (sha256s.has(sha256)) continue;
        open.delete(sha256);
        publications.remove(publication.id);
      }
    },
  };
}
