import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { Devices } from '../devices/devices.ts';
import { importProjects } from '../settings/importProjects.ts';
import type { Presets } from '../settings/presets.ts';
import { writeProjectFile } from '../settings/projectFile.ts';
import type { Settings } from '../settings/settings.ts';
import { suggestProjectNames } from '../settings/suggestProjectNames.ts';
import { writeResult } from './writeFile.ts';

export interface SettingsServiceParts {
  readonly settings: Settings;
  readonly presets: Presets;
  readonly devices: Devices;
}

export function createSettingsService(parts: SettingsServiceParts): CoreHandlers['settings'] {
  const { settings, presets, devices } = parts;
  return {
    state(_params, sink) {
      sink.snapshot(settings.state());
      return settings.onChange((state) => sink.change(state));
    },
    setPreferences: (changes) => settings.setPreferences(changes),
    saveProject: (project) => settings.saveProject(project),
    async removeProject({ id }) {
      await settings.removeProject(id);
      return { ok: true };
    },
    suggestProjects: () => suggestFromChips(devices.list().map(({ chip }) => chip)),
    async exportProjects({ projectIds, path, overwrite = false }) {
      const chosen = projectIds?.map((id) => settings.project(id)) ?? settings.state().projects;
      const { text, withheld } = writeProjectFile(chosen, presets.list(), await allSecrets(settings));
      if (path !== undefined) await writeResult(path, new TextEncoder().encode(text), overwrite);
      const only = chosen.length === 1 ? chosen[0]?.name : undefined;
      return { fileName: fileNameOf(only), text, withheld: [...withheld] };
    },
    importProjects: ({ text }) => importProjects(settings, presets, text),
  };
}

/** Default projects of the chips that were seen, last seen first; then the others. */
function suggestFromChips(chips: readonly (string | null)[]): { name: string; seenChip: string | null }[] {
  const suggestions = new Map<string, string | null>();
  const all = suggestProjectNames(null);
  for (const chip of chips) {
    const names = chip === null ? [] : suggestProjectNames(chip);
    // A chip of no default project is offered all of them, which says nothing.
    if (names.length === 1 && names[0] !== undefined && !suggestions.has(names[0])) {
      suggestions.set(names[0], chip);
    }
  }
  for (const name of all) if (!suggestions.has(name)) suggestions.set(name, null);
  return [...suggestions].map(([name, seenChip]) => ({ name, seenChip }));
}

/** Every key that is known here, so that none leaves in a note or a URL. */
async function allSecrets(settings: Settings): Promise<string[]> {
  const keys = await Promise.all(settings.state().projects.map(({ id }) => settings.projectKey(id)));
  return keys.filter((key): key is string => key !== null);
}

function fileNameOf(project: string | undefined): string {
  const stem = project?.replace(/[\p{Cc}<>:"/\\|?*]+/gu, '_').slice(0, 60) ?? 'projects';
  return `${stem}.airdock.json`;
}
