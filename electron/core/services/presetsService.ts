import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { Preset } from '../../../shared/contract/presets.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Presets } from '../settings/presets.ts';
import { presetRequest, runApplyPreset } from './applyPreset.ts';
import { type ModemServiceParts, preview } from './modemService.ts';
import { withProjectKey } from './moduleSettings.ts';

export type PresetsServiceParts = ModemServiceParts & { readonly presets: Presets; readonly jobs: Jobs };

export function createPresetsService(parts: PresetsServiceParts): CoreHandlers['presets'] {
  const { presets, settings, jobs, ports } = parts;
  /** A module of a project with its own server asks there, whatever the preset leaves alone. */
  const previewPreset = (preset: Preset, save: boolean) => {
    const { platform, fields } = settings.project(preset.projectId);
    const ownServer = platform === 'own' && fields.serverUrl !== undefined ? { URL: fields.serverUrl } : {};
    return preview(parts, { ...presetRequest(preset, save), current: ownServer });
  };
  return {
    all(_params, sink) {
      sink.snapshot(presets.list());
      const stops = [
        presets.onChange((list) => sink.change(list)),
        // Presets leave with their project.
        settings.onChange(() => sink.change(presets.list())),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    save: (preset) => presets.save(preset),
    remove({ id }) {
      presets.remove(id);
      return { ok: true };
    },
    preview: ({ id, save }) => previewPreset(presets.get(id), save),
    async apply({ id, portIds, save }) {
      const preset = presets.get(id);
      const known = new Set(ports.list().map((port) => port.id));
      const chosen = [...new Set(portIds)];
      const missing = chosen.find((portId) => !known.has(portId));
      if (missing !== undefined) throw new AppError('port.unknown', { id: missing });
      // A missing key and a value that cannot be sent are errors of the call, not of every module.
      await withProjectKey(settings, presetRequest(preset, save));
      await previewPreset(preset, save);
      const job = jobs.start({
        kind: 'settings',
        title: { preset: preset.name, count: chosen.length },
        resources: [],
        guarded: false,
        run: (context) => runApplyPreset(parts, { preset, portIds: chosen, save }, context),
      });
      return { jobId: job.id };
    },
  };
}
