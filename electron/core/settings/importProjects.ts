import type { Preset } from '../../../shared/contract/presets.ts';
import type { Project } from '../../../shared/contract/settings.ts';
import type { Presets } from './presets.ts';
import { type FileProject, readProjectFile } from './projectFile.ts';
import type { Settings } from './settings.ts';

export interface ImportReport {
  readonly added: string[];
  readonly matched: string[];
  presetsAdded: number;
  presetsKnown: number;
  readonly keysMissing: string[];
}

/**
 * Adds the projects and presets of a file; changes nothing that exists. A project of the same name and platform is used as it
 * is; a preset that is there already is not made twice, and another one of the same name gets a number.
 *
 * @throws AppError settings.badFile, settings.newerFile before anything is added; preset.keyNotForModule, preset.empty
 */
export async function importProjects(
  settings: Settings,
  presets: Presets,
  text: string,
): Promise<ImportReport> {
  const report: ImportReport = { added: [], matched: [], presetsAdded: 0, presetsKnown: 0, keysMissing: [] };
  for (const given of readProjectFile(text)) {
    const known = settings
      .state()
      .projects.find(({ name, platform }) => name === given.name.trim() && platform === given.platform);
    const project = known ?? (await settings.saveProject(newProject(given)));
    (known === undefined ? report.added : report.matched).push(project.name);
    if (given.hasKey && project.keyHint === null) report.keysMissing.push(project.name);
    for (const preset of given.presets) addPreset(presets, project, preset, report);
  }
  return report;
}

function newProject({ name, platform, fields, notes }: FileProject) {
  return { name, platform, fields, notes };
}

function addPreset(
  presets: Presets,
  project: Project,
  given: FileProject['presets'][number],
  report: ImportReport,
): void {
  const others = presets.list().filter(({ projectId }) => projectId === project.id);
  if (others.some((other) => isSame(other, given))) {
    report.presetsKnown += 1;
    return;
  }
  // What was withheld on the way out can leave a preset that sets nothing: it has nothing to add here.
  const isEmpty =
    !given.useKey && [given.url, given.period, given.auto].every((value) => value === undefined);
  if (isEmpty) return;
  presets.save({ ...given, projectId: project.id, name: freeName(given.name, others) });
  report.presetsAdded += 1;
}

function isSame(a: Preset, b: FileProject['presets'][number]): boolean {
  const bare = a.name.replace(/ \(\d+\)$/, '');
  return (
    (a.name === b.name || bare === b.name) &&
    a.useKey === b.useKey &&
    a.url === b.url &&
    a.period === b.period &&
    a.auto === b.auto
  );
}

function freeName(name: string, others: readonly Preset[]): string {
  const taken = new Set(others.map((other) => other.name));
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name.slice(0, 74)} (${number})`;
  return free;
}
