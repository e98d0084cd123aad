/** What runs behind this page; asked again on every new connection. */
import { create } from 'zustand';
import type { AppInfo } from '../../shared/contract/app.ts';
import type { Core } from '../connection/connect.ts';

export const useAppInfo = create<{ readonly info: AppInfo | null }>()(() => ({ info: null }));

export function followAppInfo(core: Core): () => void {
  const ask = () => {
    core.app.info({}).then(
      (info) => useAppInfo.setState({ info }),
      // Lost with its connection: the next one asks again.
      () => undefined,
    );
  };
  if (core.state().phase === 'connected') ask();
  return core.onState((state) => {
    if (state.phase === 'connected') ask();
  });
}

/** A stand-in for the packages of vendors whose format nobody else knows, and the version that it makes of a virtual module. */
export function demoPackage(
  info: AppInfo | null,
): { readonly name: string; readonly version: string } | null {
  const name = info?.demoFiles.find((file) => file.name.endsWith('.simpkg'))?.name;
  if (name === undefined) return null;
  const version = /-([^-]+)\.simpkg$/.exec(name)?.[1];
  return version === undefined ? null : { name, version };
}

export interface DemoPair {
  readonly old: string;
  readonly new: string;
}

/** The AT release pair among the demo files: names carry the version, so their order is the order of the releases. */
export function demoPair(info: AppInfo | null): DemoPair | null {
  const names = (info?.demoFiles ?? [])
    .map((file) => file.name)
    .filter((name) => name.endsWith('.binpkg') && !name.startsWith('DEMO_'))
    .sort();
  const [first] = names;
  const last = names.at(-1);
  return first === undefined || last === undefined || first === last ? null : { old: first, new: last };
}
