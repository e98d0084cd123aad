/** What a person types into a campaign, and what the core gets of it. */
import type { Campaign, CampaignInput } from '../../../shared/contract/otaCampaign.ts';
import type { PackageManifest } from '../../../shared/contract/package.ts';
import { readIdentityList } from '../../../shared/domain/identityList.ts';

/** `keep`: the key that the campaign has already; `saved`: that of a project, which the core looks up itself. */
export type ProjectChoice = 'any' | 'key' | 'keep' | 'saved';

export interface CampaignForm {
  readonly name: string;
  readonly project: ProjectChoice;
  readonly projectKey: string;
  /** Of a saved project; empty: none chosen. */
  readonly projectId: string;
  /** One per line; the first is the main name, the others aliases. */
  readonly firmwareNames: string;
  readonly target: string;
  readonly core: string;
  /** Chosen packages by digest, with the versions that a delta fits, one per line; empty for a full one. */
  readonly packages: ReadonlyMap<string, string>;
  readonly audience: 'all' | 'listed';
  readonly allow: string;
  readonly deny: string;
  /** As a date field has it, local time; empty: open. */
  readonly from: string;
  readonly to: string;
  readonly allowOlder: boolean;
  readonly building: boolean;
  readonly rolled: boolean;
  readonly canary: string;
  /** Percent, parted by commas or blanks. */
  readonly batches: string;
  readonly successPercent: string;
  readonly errorPercent: string;
  readonly minSample: string;
}

/** Why a form is not complete; a text key below `campaigns.`. */
export type FormProblem =
  | 'needsName'
  | 'needsFirmwareName'
  | 'needsTarget'
  | 'needsPackage'
  | 'needsSource'
  | 'needsKey'
  | 'needsProject'
  | 'needsAllow'
  | 'badLines'
  | 'badWindow'
  | 'badBatches'
  | 'badNumbers';

export const emptyForm: CampaignForm = {
  ...{ name: '', project: 'any', projectKey: '', projectId: '', firmwareNames: '', target: '', core: '' },
  ...{ packages: new Map(), audience: 'all', allow: '', deny: '', from: '', to: '' },
  ...{ allowOlder: false, building: false, rolled: false, canary: '', batches: '5, 20, 100' },
  ...{ successPercent: '90', errorPercent: '10', minSample: '5' },
};

export function formOf(campaign: Campaign): CampaignForm {
  const { rollout, window } = campaign;
  const packages = campaign.packages.map(
    (item) => [item.sha256, item.kind === 'delta' ? item.sourceVersions.join('\n') : ''] as const,
  );
  return {
    ...emptyForm,
    name: campaign.name,
    project: campaign.projectHint === null ? 'any' : 'keep',
    firmwareNames: campaign.firmwareNames.join('\n'),
    target: campaign.targetVersion,
    core: campaign.coreVersion ?? '',
    packages: new Map(packages),
    audience: campaign.audience,
    allow: campaign.allow.join('\n'),
    deny: campaign.deny.join('\n'),
    from: dateText(window?.fromMs ?? null),
    to: dateText(window?.toMs ?? null),
    allowOlder: campaign.allowOlder,
    building: campaign.building,
    ...(rollout === null
      ? {}
      : {
          ...{ rolled: true, canary: rollout.canary.join('\n'), batches: rollout.batches.join(', ') },
          successPercent: String(rollout.successPercent),
          errorPercent: String(rollout.errorPercent),
          minSample: String(rollout.minSample),
        }),
  };
}

/** Chooses a package, with what its manifest knows; a target and source that a person typed stay. */
export function withPackage(form: CampaignForm, manifest: PackageManifest): CampaignForm {
  const source = manifest.from?.version?.text ?? '';
  return {
    ...form,
    packages: new Map(form.packages).set(manifest.sha256, source),
    target: form.target === '' ? (manifest.to.version?.text ?? '') : form.target,
  };
}

export type FormResult =
  | { readonly ok: true; readonly input: CampaignInput }
  | { readonly ok: false; readonly problem: FormProblem };

/** @param isDelta whether the package of that digest fits only some versions */
export function inputOf(form: CampaignForm, isDelta: (sha256: string) => boolean): FormResult {
  const name = form.name.trim();
  const firmwareNames = linesOf(form.firmwareNames);
  const target = form.target.trim();
  const [allow, deny] = [readIdentityList(form.allow), readIdentityList(form.deny)];
  const canary = readIdentityList(form.rolled ? form.canary : '');
  const window = windowOf(form);
  const rollout = form.rolled ? rolloutOf(form, canary.ids) : null;
  const problem = firstOf([
    [name === '', 'needsName'],
    [form.packages.size === 0 && !form.building, 'needsPackage'],
    [[...form.packages].some(([sha, text]) => isDelta(sha) && linesOf(text).length === 0), 'needsSource'],
    [firmwareNames.length === 0, 'needsFirmwareName'],
    [target === '', 'needsTarget'],
    [form.project === 'key' && form.projectKey.trim() === '', 'needsKey'],
    [form.project === 'saved' && form.projectId === '', 'needsProject'],
    [form.audience === 'listed' && allow.ids.length === 0, 'needsAllow'],
    [[allow, deny, canary].some(({ badLines }) => badLines.length > 0), 'badLines'],
    [window === 'bad', 'badWindow'],
    [rollout === 'badBatches', 'badBatches'],
    [rollout === 'badNumbers', 'badNumbers'],
  ]);
  if (problem !== null || typeof window === 'string' || typeof rollout === 'string')
    return { ok: false, problem: problem ?? 'badNumbers' };
  return {
    ok: true,
    input: {
      ...{ name, firmwareNames, targetVersion: target, window, rollout },
      ...(form.project === 'any' ? { projectKey: null } : {}),
      ...(form.project === 'key' ? { projectKey: form.projectKey.trim() } : {}),
      ...(form.project === 'saved' ? { projectId: form.projectId } : {}),
      coreVersion: form.core.trim() === '' ? null : form.core.trim(),
      packages: [...form.packages].map(([sha256, text]) =>
        isDelta(sha256)
          ? { kind: 'delta' as const, sha256, sourceVersions: linesOf(text) }
          : { kind: 'full' as const, sha256 },
      ),
      audience: form.audience,
      allow: form.audience === 'listed' ? [...allow.ids] : [],
      deny: [...deny.ids],
      ...{ allowOlder: form.allowOlder, building: form.building },
    },
  };
}

function firstOf(checks: readonly (readonly [boolean, FormProblem])[]): FormProblem | null {
  return checks.find(([wrong]) => wrong)?.[1] ?? null;
}

export function linesOf(text: string): string[] {
  const lines = text
    .split(/[\n\r,;，；]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return [...new Set(lines)];
}

function windowOf({ from, to }: CampaignForm): CampaignInput['window'] | 'bad' {
  if (from === '' && to === '') return null;
  const fromMs = from === '' ? null : Date.parse(from);
  const toMs = to === '' ? null : Date.parse(to);
  const wrong = Number.isNaN(fromMs) || Number.isNaN(toMs);
  if (wrong || (fromMs !== null && toMs !== null && fromMs >= toMs)) return 'bad';
  return { fromMs, toMs };
}

type Rollout = NonNullable<CampaignInput['rollout']>;

function rolloutOf(form: CampaignForm, canary: readonly string[]): Rollout | 'badBatches' | 'badNumbers' {
  const words = form.batches.split(/[\s,;，；%]+/).filter((word) => word !== '');
  const batches = words.map(Number);
  const grows = batches.every((share, n) => share > (batches[n - 1] ?? 0));
  if (batches.length === 0 || batches.length > 20 || !grows || batches.at(-1) !== 100) return 'badBatches';
  const [success, error, sample] = [form.successPercent, form.errorPercent, form.minSample].map((text) =>
    text.trim() === '' ? Number.NaN : Number(text),
  );
  if (success === undefined || error === undefined || sample === undefined) return 'badNumbers';
  const shares = [success, error].every((share) => share >= 0 && share <= 100);
  if (!shares || !Number.isInteger(sample) || sample < 1 || sample > 100_000) return 'badNumbers';
  return { canary: [...canary], batches, successPercent: success, errorPercent: error, minSample: sample };
}

/** As a date field takes it: local time to the minute. */
function dateText(wallMs: number | null): string {
  if (wallMs === null) return '';
  const local = new Date(wallMs - new Date(wallMs).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
