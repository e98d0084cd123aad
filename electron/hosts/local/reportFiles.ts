/** What is handed over, by the contract alone: bundles as files, certificates as pages. */
import type { CoreClient } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import type { OpenBundle } from './downloads.ts';
import { openResultFile } from './resultFile.ts';

export function createOpenBundle(client: Pick<CoreClient, 'jobs'>): OpenBundle {
  return async (jobId) => {
    const { result } = await client.jobs.get({ id: jobId });
    const { path, sizeBytes, sha256 } = result?.kind === 'report' ? result : {};
    if (path === undefined || sizeBytes === undefined || sha256 === undefined)
      throw new AppError('file.notFound', { path: jobId });
    return openResultFile({ path, sizeBytes, sha256 });
  };
}

/** HTML of one upgrade's certificate. Throws AppError job.unknown, report.noUpgrade. */
export type MakeCertificate = (jobId: string, query: URLSearchParams) => Promise<string>;

export function createMakeCertificate(client: Pick<CoreClient, 'report'>): MakeCertificate {
  return async (jobId, query) => {
    const { html } = await client.report.certificate({
      jobId,
      language: query.get('language') === 'en' ? 'en' : 'zh-CN',
      operator: (query.get('operator') ?? '').slice(0, 200),
    });
    return html;
  };
}

/** It brings its own style and nothing else, so that it also looks right where it is saved. */
export const certificateHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};
