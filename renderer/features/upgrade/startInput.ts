/** The draft as the core's order. */
import type { CoreClient } from '../../../shared/contract/index.ts';
import type { Draft } from '../../stores/draft.ts';

type StartInput = Parameters<CoreClient['upgrade']['start']>[0];

/** Null while a choice is missing. */
export function startInput(draft: Draft, packageSha: string | null): StartInput | null {
  if (draft.port === null || packageSha === null) return null;
  const http = draft.way === 'http';
  const project = draft.project === 'none' ? null : draft.project;
  const reason = draft.override.trim();
  return {
    portId: draft.port,
    source: { kind: 'package', sha256: packageSha },
    way: draft.way,
    ...(http && draft.advertise !== null && draft.advertise !== '' ? { advertise: draft.advertise } : {}),
    ...(http ? { saveUrl: draft.saveUrl } : {}),
    ...(reason === '' ? {} : { override: reason }),
    ...(project === null ? {} : { projectId: project }),
  };
}
