/**
 * What a person has chosen on the guided path. It lives in the URL's hash and nowhere else, so that a reload, a second
 * window or a copied address shows the same; what the choices lead to is the core's.
 */
import type { FileRef } from '../../shared/contract/common.ts';
import { type DeltaFormat, deltaFormatSchema } from '../../shared/contract/delta.ts';
import type { Way } from '../../shared/contract/upgrade.ts';

/**
 * What is brought: a package of Airdock's, a vendor's file as it is, a URL of somebody's server, or a platform's plan. An
 * image goes the other way: the module has it for the MCU behind it.
 */
export const brings = ['package', 'raw', 'url', 'plan', 'image'] as const;
export type Bring = (typeof brings)[number];

/** Who answers a platform's offer. */
export const offerDeciders = ['ask', 'accept', 'refuse'] as const;
export type OfferDecider = (typeof offerDeciders)[number];

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
  /** Of a package; what else is brought knows its way by itself, see `wayOf`. */
  readonly way: 'http' | 'serial';
  readonly bring: Bring;
  /** A vendor's package; the name is for people, because an uploaded copy has none. */
  readonly raw: FileRef | null;
  readonly rawName: string;
  readonly url: string;
  /** The version that a vendor's package is said to make; empty while nobody says. */
  readonly target: string;
  /** Forces a driver; null takes the one that fits the module's answers. */
  readonly driver: string | null;
  readonly offers: OfferDecider;
  /** Takes an offer although the module does not tell battery or signal. */
  readonly acceptUnknown: boolean;
  /** Sends nothing to the platform and waits for it to begin. */
  readonly follow: boolean;
  /** The MCU's component on the platform and the version that it runs; both, or neither where the module knows them. */
  readonly component: string;
  readonly componentVersion: string;
  /** Where an image is saved; empty for the data folder. */
  readonly imagePath: string;
  /** Tells the platform that the MCU runs the new version, which closes its plan. */
  readonly declare: boolean;
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
  bring: 'package',
  raw: null,
  rawName: '',
  url: '',
  target: '',
  driver: null,
  offers: 'ask',
  acceptUnknown: false,
  follow: false,
  component: '',
  componentVersion: '',
  imagePath: '',
  declare: true,
  advertise: null,
  saveUrl: false,
  override: '',
  job: null,
  many: false,
  settingsJob: null,
  tour: false,
};

const beforeBuild = ['old', 'new', 'oldVersion', 'newVersion', 'format'] as const;
const beforeUpgrade = [
  'package',
  'port',
  'way',
  'bring',
  'raw',
  'url',
  'target',
  'driver',
  'offers',
  'acceptUnknown',
  'follow',
  'component',
  'componentVersion',
  'imagePath',
  'declare',
  'advertise',
  'saveUrl',
  'override',
  'buildJob',
] as const;

const wayOfBring: Readonly<Record<Exclude<Bring, 'package'>, Way>> = {
  raw: 'serial',
  url: 'http',
  plan: 'cloud',
  image: 'local',
};

/** How what is brought reaches the module, or an image leaves it. */
export function wayOf({ bring, way }: Pick<Draft, 'bring' | 'way'>): Way {
  if (bring === 'package') return way;
  return wayOfBring[bring];
}

/** A changed choice drops what was made from the old one: a build of other files, an upgrade of another module. */
export function changeDraft(draft: Draft, patch: Partial<Draft>): Draft {
  const next = { ...draft, ...patch };
  const differs = (key: keyof Draft) => JSON.stringify(next[key]) !== JSON.stringify(draft[key]);
  const filesChanged = beforeBuild.some(differs);
  if (!('hopsJob' in patch) && (['old', 'new', 'format'] as const).some(differs))
    Object.assign(next, { hopsJob: null });
  if (filesChanged && !('package' in patch)) Object.assign(next, { package: null, buildJob: null });
  // Who chooses firmware or a package wants to bring a package.
  if (!('bring' in patch) && (filesChanged || differs('package'))) Object.assign(next, { bring: 'package' });
  // A driver was forced for one module and one way.
  if (!('driver' in patch) && (differs('port') || wayOf(next) !== wayOf(draft)))
    Object.assign(next, { driver: null });
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
  put('bring', draft.bring === emptyDraft.bring ? null : draft.bring);
  put('raw', draft.raw === null ? null : fileRefToText(draft.raw));
  put('rawName', draft.rawName);
  put('url', draft.url);
  put('target', draft.target);
  put('driver', draft.driver);
  put('offers', draft.offers === emptyDraft.offers ? null : draft.offers);
  put('acceptUnknown', draft.acceptUnknown ? '1' : null);
  put('follow', draft.follow ? '1' : null);
  put('component', draft.component);
  put('componentVersion', draft.componentVersion);
  put('imagePath', draft.imagePath);
  put('declare', draft.declare ? null : '0');
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
    bring: brings.find((bring) => bring === params.get('bring')) ?? emptyDraft.bring,
    raw: fileRefFromText(params.get('raw')),
    rawName: params.get('rawName') ?? '',
    url: params.get('url') ?? '',
    target: params.get('target') ?? '',
    driver: params.get('driver'),
    offers: offerDeciders.find((decider) => decider === params.get('offers')) ?? emptyDraft.offers,
    acceptUnknown: params.get('acceptUnknown') === '1',
    follow: params.get('follow') === '1',
    component: params.get('component') ?? '',
    componentVersion: params.get('componentVersion') ?? '',
    imagePath: params.get('imagePath') ?? '',
    declare: params.get('declare') !== '0',
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
