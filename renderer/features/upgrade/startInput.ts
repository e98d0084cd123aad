/** The draft as the core's order. */
import type { CoreClient } from '../../../shared/contract/index.ts';
import { type Draft, wayOf } from '../../stores/draft.ts';
import { sourceOf } from '../../stores/source.ts';

type StartInput = Parameters<CoreClient['upgrade']['start']>[0];

/** Null while a choice is missing. */
export function startInput(draft: Draft, packageSha: string | null): StartInput | null {
  const source = sourceOf(draft, packageSha);
  if (draft.port === null || source === null) return null;
  const way = wayOf(draft);
  const served = way === 'http' && draft.bring === 'package';
  const asksPlatform = way === 'cloud' || way === 'local';
  const project = draft.project === 'none' ? null : draft.project;
  const reason = draft.override.trim();
  return {
    portId: draft.port,
    source,
    way,
    ...(draft.driver === null ? {} : { driver: draft.driver }),
    ...(asksPlatform ? { offers: draft.offers } : {}),
    ...(asksPlatform && draft.acceptUnknown ? { acceptUnknown: true } : {}),
    ...(served && draft.advertise !== null && draft.advertise !== '' ? { advertise: draft.advertise } : {}),
    ...(way === 'http' ? { saveUrl: draft.saveUrl } : {}),
    ...(reason === '' ? {} : { override: reason }),
    ...(project === null ? {} : { projectId: project }),
  };
}
