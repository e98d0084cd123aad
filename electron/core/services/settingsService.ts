import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { Settings } from '../settings/settings.ts';

export function createSettingsService(settings: Settings): CoreHandlers['settings'] {
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
  };
}
