/** Where the window is: page, step and draft, all of it read from and written to the URL's hash. */
import { create } from 'zustand';
import type { FileRef } from '../../shared/contract/common.ts';
import {
  changeDraft,
  type Draft,
  draftFromParams,
  draftToParams,
  emptyDraft,
  fileRefFromText,
  fileRefToText,
} from './draft.ts';

export const pages = [
  'home',
  'upgrade',
  'ports',
  'devices',
  'moduleSettings',
  'packages',
  'cloud',
  'hops',
  'names',
  'inspect',
  'server',
  'timeline',
  'explain',
  'recordings',
  'reports',
  'log',
  'terminal',
  'settings',
] as const;
export type PageName = (typeof pages)[number];

export interface Route {
  readonly page: PageName;
  /** 1 to 5; only meaningful on the guided path. */
  readonly step: number;
  /** Part of the server's or the reports' page; of the timeline the job, of the recordings one by its id. null is the first part, or the whole. */
  readonly section: string | null;
  /** Row to show on the timeline, or of a recording. */
  readonly seq: number | null;
  /** File to look into on the inspector's page. */
  readonly file: FileRef | null;
  /** SHA-256 of the package that a page is about. */
  readonly shown: string | null;
  readonly draft: Draft;
}

/** Pages of which one part is shown at a time. */
const sectioned: readonly string[] = ['server', 'timeline', 'recordings', 'reports'];

export function routeFromHash(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [name = '', stepText = ''] = path.split('/');
  const params = new URLSearchParams(query);
  const step = Number(stepText);
  const seq = Number(params.get('seq'));
  return {
    page: pages.find((page) => page === name) ?? 'home',
    section: sectioned.includes(name) && stepText !== '' ? stepText : null,
    step: Number.isInteger(step) && step >= 1 && step <= 5 ? step : 1,
    seq: Number.isInteger(seq) && seq > 0 ? seq : null,
    file: fileRefFromText(params.get('file')),
    shown: params.get('shown'),
    draft: draftFromParams(params),
  };
}

export function hashFromRoute(route: Route): string {
  const params = draftToParams(route.draft);
  if (route.seq !== null) params.set('seq', String(route.seq));
  if (route.file !== null) params.set('file', fileRefToText(route.file));
  if (route.shown !== null) params.set('shown', route.shown);
  const query = params.toString();
  const path =
    route.page === 'upgrade'
      ? `upgrade/${route.step}`
      : sectioned.includes(route.page) && route.section !== null
        ? `${route.page}/${route.section}`
        : route.page;
  return `#/${path}${query === '' ? '' : `?${query}`}`;
}

const start: Route = {
  ...{ page: 'home', step: 1, section: null, seq: null, file: null, shown: null },
  draft: emptyDraft,
};

export const useRoute = create<Route>()(() => start);

function write(route: Route, how: 'push' | 'replace'): void {
  useRoute.setState(route);
  const hash = hashFromRoute(route);
  if (hash === location.hash) return;
  if (how === 'push') history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
}

/** Goes somewhere; the draft comes along, and Back returns. */
export function goTo(
  page: PageName,
  options: {
    step?: number;
    section?: string | null;
    seq?: number;
    file?: FileRef;
    shown?: string | null;
    draft?: Partial<Draft>;
  } = {},
): void {
  const { step, file, shown, draft } = useRoute.getState();
  const next = options.draft === undefined ? draft : changeDraft(draft, options.draft);
  const { seq = null, section = null } = options;
  const about = { file: options.file ?? file, shown: options.shown === undefined ? shown : options.shown };
  write({ page, step: options.step ?? step, section, seq, ...about, draft: next }, 'push');
}

/** Changes a choice without leaving a step in the history. */
export function choose(patch: Partial<Draft>): void {
  const route = useRoute.getState();
  write({ ...route, draft: changeDraft(route.draft, patch) }, 'replace');
}

/** Begins anew: nothing is chosen but what is given. */
export function beginDraft(step: number, draft: Partial<Draft>): void {
  const { file } = useRoute.getState();
  write(
    {
      page: 'upgrade',
      step,
      section: null,
      seq: null,
      file,
      shown: null,
      draft: { ...emptyDraft, ...draft },
    },
    'push',
  );
}

/** Puts a file into the inspector, or takes it out. */
export function inspectFile(file: FileRef | null): void {
  write({ ...useRoute.getState(), file }, 'replace');
}

/** Chooses the package that a page is about. */
export function showPackage(shown: string | null): void {
  write({ ...useRoute.getState(), shown }, 'replace');
}

export function useDraft(): Draft {
  return useRoute((route) => route.draft);
}

export function followRoute(): () => void {
  const read = () => useRoute.setState(routeFromHash(location.hash));
  read();
  window.addEventListener('popstate', read);
  window.addEventListener('hashchange', read);
  return () => {
    window.removeEventListener('popstate', read);
    window.removeEventListener('hashchange', read);
  };
}
