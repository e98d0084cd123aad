/** The five steps as the caches stand: what is done, what is missing, what Next needs. */
import type { Job } from '../../shared/contract/job.ts';
import type { PackageManifest } from '../../shared/contract/package.ts';
import type { PortInfo } from '../../shared/contract/port.ts';
import type { Preflight } from '../../shared/contract/upgrade.ts';
import { travelsByAt } from '../../shared/domain/deliveryFormats.ts';
import type { TextKey } from '../i18n/index.ts';
import type { Draft } from '../stores/draft.ts';
import { percentText, progressOf } from '../stores/jobProgress.ts';
import { preflightBlocks } from '../stores/module.ts';
import { missingSource } from '../stores/source.ts';
import type { StepState } from '../ui/Stepper.tsx';

export interface PathFacts {
  readonly draft: Draft;
  readonly projectName: string | undefined;
  /** One of the two firmwares could not be read; its side says why. */
  readonly unreadable: boolean;
  /** Null while it is not known. */
  readonly packagePossible: boolean | null;
  readonly buildJob: Job | undefined;
  readonly manifest: PackageManifest | undefined;
  readonly port: PortInfo | undefined;
  readonly preflight: Preflight | undefined;
  readonly job: Job | undefined;
}

export type Note =
  | { readonly kind: 'key'; readonly key: TextKey; readonly params?: Readonly<Record<string, string>> }
  | { readonly kind: 'plain'; readonly text: string };

export interface StepView {
  readonly number: number;
  readonly state: StepState;
  readonly note?: Note;
  /** Why Next is not open yet; absent when it is. */
  readonly need?: TextKey;
}

const key = (name: TextKey, params?: Readonly<Record<string, string>>): Note =>
  params === undefined ? { kind: 'key', key: name } : { kind: 'key', key: name, params };
const plain = (text: string): Note => ({ kind: 'plain', text });

export function stepViews(facts: PathFacts): readonly StepView[] {
  return [projectView(facts), filesView(facts), buildView(facts), moduleView(facts), upgradeView(facts)];
}

function projectView({ draft, projectName }: PathFacts): StepView {
  if (draft.project === null) return { number: 1, state: 'open', need: 'path.needProject' };
  const note = draft.project === 'none' ? key('path.noteOwnServer') : plain(projectName ?? draft.project);
  return { number: 1, state: 'done', note };
}

/** What another vendor's tools, server or platform brings needs no firmware and no build here. */
function notNeeded(number: number): StepView {
  return { number, state: 'done', note: key('path.noteNotNeeded') };
}

function filesView({ draft, unreadable, packagePossible, manifest }: PathFacts): StepView {
  if (draft.bring !== 'package') return notNeeded(2);
  // A package from the library brings its own two versions.
  if (draft.package !== null && manifest !== undefined)
    return { number: 2, state: 'done', note: versionsNote(manifest) };
  // Between a firmware and what is none, "no package can be built" would blame the wrong thing.
  if (unreadable && packagePossible !== true)
    return { number: 2, state: 'attention', need: 'path.needReadable' };
  if (draft.new === null || draft.old === null) return oneFileView(draft, packagePossible === true);
  if (packagePossible === null) return { number: 2, state: 'open', need: 'path.comparing' };
  if (!packagePossible) return { number: 2, state: 'attention', need: 'path.needDelta' };
  return { number: 2, state: 'done', ...(manifest === undefined ? {} : { note: versionsNote(manifest) }) };
}

/** NEW alone is enough where a format needs no OLD. */
function oneFileView({ old, new: fresh }: Draft, possible: boolean): StepView {
  if (old === null && fresh === null) return { number: 2, state: 'open', need: 'path.needFiles' };
  if (fresh !== null && possible) return { number: 2, state: 'done', note: key('path.noteNewOnly') };
  return { number: 2, state: 'open', need: 'path.needFiles', note: key('path.noteOneFile') };
}

function versionsNote(manifest: PackageManifest): Note {
  const to = shortVersion(manifest.to.version?.text ?? manifest.to.fileName);
  if (manifest.from === null) return plain(to);
  const from = shortVersion(manifest.from.version?.text ?? manifest.from.fileName);
  return key('path.noteTwoFiles', { from, to });
}

/** `V1147` out of an AirM2M name; any other name as it is. */
export function shortVersion(name: string): string {
  return /_(V\d+)(?:_|$)/.exec(name)?.[1] ?? name;
}

function buildView({ draft, buildJob, manifest }: PathFacts): StepView {
  if (draft.bring !== 'package') return notNeeded(3);
  if (buildJob !== undefined && buildJob.state.phase !== 'ended') {
    const percent = percentText(progressOf(buildJob));
    return {
      number: 3,
      state: 'busy',
      need: 'path.needPackage',
      note: key('path.noteBuilding', { percent }),
    };
  }
  if (manifest !== undefined) return { number: 3, state: 'done', note: plain(kilobytes(manifest.sizeBytes)) };
  if (buildJob === undefined) return { number: 3, state: 'open', need: 'path.needPackage' };
  return { number: 3, state: 'attention', need: 'path.needPackage', note: key('path.noteBuildFailed') };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}

const needOfSource = {
  raw: 'path.needRaw',
  url: 'path.needUrl',
  component: 'path.needComponent',
} as const satisfies Record<string, TextKey>;

function moduleView({ draft, manifest, port, preflight, job }: PathFacts): StepView {
  if (isHandedOver(manifest, draft)) return handedOver(4);
  if (port === undefined) return { number: 4, state: 'open', need: 'path.needPort' };
  const note = plain(port.nickname ?? port.label);
  const missing = missingSource(draft, manifest?.sha256 ?? null);
  if (missing !== null && missing !== 'package' && job === undefined)
    return { number: 4, state: 'open', need: needOfSource[missing], note };
  // A job that has begun has answered the question itself.
  if (preflight === undefined) {
    return job === undefined
      ? { number: 4, state: 'open', need: 'path.needPreflight', note }
      : { number: 4, state: 'done', note };
  }
  if (preflightBlocks(preflight) && job === undefined) {
    const overridden = draft.override.trim().length >= 3;
    return overridden
      ? { number: 4, state: 'attention', note }
      : { number: 4, state: 'attention', note, need: 'path.needOverride' };
  }
  return { number: 4, state: 'done', note };
}

function isHandedOver(manifest: PackageManifest | undefined, { bring }: Draft): boolean {
  return bring === 'package' && manifest !== undefined && !travelsByAt(manifest);
}

/** Other formats reach their modules in other ways: nothing is left to do here. */
function handedOver(number: number): StepView {
  return { number, state: 'open', note: key('path.noteHandOver') };
}

function upgradeView({ draft, manifest, job }: PathFacts): StepView {
  if (job === undefined && isHandedOver(manifest, draft)) return handedOver(5);
  if (job === undefined) return { number: 5, state: 'open' };
  if (job.state.phase !== 'ended') return { number: 5, state: 'busy', note: key('path.noteRunning') };
  const { outcome } = job.state.verdict;
  return {
    number: 5,
    state: outcome === 'succeeded' ? 'done' : 'attention',
    note: key(`upgrade.verdict_${outcome}`),
  };
}
