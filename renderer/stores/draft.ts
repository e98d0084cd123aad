/**
 * What a person has chosen on the guided path. It lives in the URL's hash and nowhere else, so that a reload, a second
 * window or a copied address shows the same; what the choices lead to is the core's.
 */
import type { FileRef } from '../../shared/contract/common.ts';
import { type DeltaFormat, deltaFormatSchema } from '../../shared/contract/delta.ts';

export interface Draft {
  /** A project's id, `none` for "no project, own server", null while nothing was chosen. */
  readonly project: string | null;
  readonly old: FileRef | null;
  readonly new: FileRef | null;
  /** Versions typed by a person where the files carry none. */
  readonly oldVersion: string;
  readonly newVersion: string;
  /** What a person chose; null follows what the core recommends. */
  readonly format: DeltaFormat | null;
  readonly buildJob: string | null;
  /** The search for a way over several packages, and the releases that it may use: a folder, or files. */
  readonly hopsJob: string | null;
  readonly folder: string;
  readonly releases: readonly FileRef[];
  /** SHA-256 of a package picked from the library. */
  readonly package: string | null;
  readonly port: string | null;
  readonly way: 'http' | 'serial';
  readonly advertise: string | null;
  readonly saveUrl: boolean;
  readonly override: string;
  readonly job: string | null;
  /** The page of module settings: many modules at once, and the job that wrote to them. */
  readonly many: boolean;
  readonly settingsJob: string | null;
  /** Walks a newcomer through with the virtual module. */
  readonly tour: boolean;
}

export const emptyDraft: Draft = {
  project: null,
  old: null,
  new: null,
  oldVersion: '',
  newVersion: '',
  format: null,
  buildJob: null,
  hopsJob: null,
  folder: '',
  releases: [],
  package: null,
  port: null,
  way: 'http',
  advertise: null,
  saveUrl: false,
  override: '',
  job: null,
  many: false,
  settingsJob: null,
  tour: false,
};

const beforeBuild = ['old', 'new', 'oldVersion', 'newVersion', 'format'] as const;
const beforeUpgrade = ['package', 'port', 'way', 'advertise', 'saveUrl', 'override', 'buildJob'] as const;

/** A changed choice drops what was made from the old one: a build of other files, an upgrade of another module. */
export function changeDraft(draft: Draft, patch: Partial<Draft>): Draft {
  const next = { ...draft, ...patch };
  const differs = (key: keyof Draft) => JSON.stringify(next[key]) !== JSON.stringify(draft[key]);
  const filesChanged = beforeBuild.some(differs);
  if (!('hopsJob' in patch) && (['old', 'new', 'format'] as const).some(differs))
    Object.assign(next, { hopsJob: null });
  if (filesChanged && !('package' in patch)) Object.assign(next, { package: null, buildJob: null });
  if (!('job' in patch) && (filesChanged || beforeUpgrade.some(differs))) Object.assign(next, { job: null });
  // A reason was given for one module; another one needs its own.
  if (!('override' in patch) && differs('port')) Object.assign(next, { override: '' });
  return next;
}

export function draftToParams(draft: Draft): URLSearchParams {
  const params = new URLSearchParams();
  const put = (name: string, value: string | null) => {
    if (value !== null && value !== '') params.set(name, value);
  };
  put('project', draft.project);
  put('old', draft.old === null ? null : fileRefToText(draft.old));
  put('new', draft.new === null ? null : fileRefToText(draft.new));
  put('oldVersion', draft.oldVersion);
  put('newVersion', draft.newVersion);
  put('format', draft.format);
  put('build', draft.buildJob);
  put('hops', draft.hopsJob);
  put('folder', draft.folder);
  for (const release of draft.releases) params.append('release', fileRefToText(release));
  put('package', draft.package);
  put('port', draft.port);
  put('way', draft.way === emptyDraft.way ? null : draft.way);
  put('advertise', draft.advertise);
  put('save', draft.saveUrl ? '1' : null);
  put('override', draft.override);
  put('job', draft.job);
  put('many', draft.many ? '1' : null);
  put('settingsJob', draft.settingsJob);
  put('tour', draft.tour ? '1' : null);
  return params;
}

/** Takes what it understands; anything else counts as not chosen. */
export function draftFromParams(params: URLSearchParams): Draft {
  const format = deltaFormatSchema.safeParse(params.get('format'));
  return {
    project: params.get('project'),
    old: fileRefFromText(params.get('old')),
    new: fileRefFromText(params.get('new')),
    oldVersion: params.get('oldVersion') ?? '',
    newVersion: params.get('newVersion') ?? '',
    format: format.success ? format.data : emptyDraft.format,
    buildJob: params.get('build'),
    hopsJob: params.get('hops'),
    folder: params.get('folder') ?? '',
    releases: params.getAll('release').flatMap((text) => fileRefFromText(text) ?? []),
    package: params.get('package'),
    port: params.get('port'),
    way: params.get('way') === 'serial' ? 'serial' : 'http',
    advertise: params.get('advertise'),
    saveUrl: params.get('save') === '1',
    override: params.get('override') ?? '',
    job: params.get('job'),
    many: params.get('many') === '1',
    settingsJob: params.get('settingsJob'),
    tour: params.get('tour') === '1',
  };
}

/** `demo:name`, `upload:id`, `path:/where/it/is`, `package:sha256`. */
export function fileRefToText(ref: FileRef): string {
  switch (ref.kind) {
    case 'demo':
      return `demo:${ref.name}`;
    case 'upload':
      return `upload:${ref.id}`;
    case 'path':
      return `path:${ref.path}`;
    case 'package':
      return `package:${ref.sha256}`;
  }
}

export function fileRefFromText(text: string | null): FileRef | null {
  const [, kind, value = ''] = /^(demo|upload|path|package):(.+)$/s.exec(text ?? '') ?? [];
  switch (kind) {
    case 'demo':
      return { kind, name: value };
    case 'path':
      return { kind, path: value };
    case 'package':
      return { kind, sha256: value };
    case 'upload':
      return { kind, id: value };
    default:
      return null;
  }
}
