/** What the draft brings, in the core's words. */
import type { z } from 'zod';
import { mcuTextSchema, type upgradeSourceSchema } from '../../shared/contract/upgrade.ts';
import type { Draft } from './draft.ts';

export type UpgradeSource = z.input<typeof upgradeSourceSchema>;

/** What is still to be chosen before there is anything to bring. */
export type Missing = 'package' | 'raw' | 'url' | 'component';

export function missingSource(draft: Draft, packageSha: string | null): Missing | null {
  switch (draft.bring) {
    case 'package':
      return packageSha === null ? 'package' : null;
    case 'raw':
      return draft.raw === null ? 'raw' : null;
    case 'url':
      return draft.url.trim() === '' ? 'url' : null;
    case 'plan':
      return null;
    case 'image':
      return componentOf(draft) === null ? 'component' : null;
  }
}

type Component = Extract<UpgradeSource, { kind: 'image' }>['component'];

/** The MCU's component; undefined where the module is to know it, null where only half of it is there or it cannot be sent. */
function componentOf(draft: Draft): Component | null {
  const [name, version] = [draft.component.trim(), draft.componentVersion.trim()];
  if (name === '' && version === '') return undefined;
  const fits = mcuTextSchema.safeParse(name).success && mcuTextSchema.safeParse(version).success;
  return fits ? { name, version } : null;
}

/** Null while something is missing. */
export function sourceOf(draft: Draft, packageSha: string | null): UpgradeSource | null {
  const target = draft.target.trim();
  const newVersion = target === '' ? {} : { newVersion: target };
  switch (draft.bring) {
    case 'package':
      return packageSha === null ? null : { kind: 'package', sha256: packageSha };
    case 'raw':
      return draft.raw === null ? null : { kind: 'raw', file: draft.raw, ...newVersion };
    case 'url':
      return draft.url.trim() === '' ? null : { kind: 'url', url: draft.url.trim(), ...newVersion };
    case 'plan':
      return { kind: 'plan', ...(draft.follow ? { ask: false } : {}), ...newVersion };
    case 'image': {
      const component = componentOf(draft);
      const path = draft.imagePath.trim();
      if (component === null) return null;
      return {
        kind: 'image',
        ...(component === undefined ? {} : { component }),
        ...(draft.follow ? { ask: false } : {}),
        ...(path === '' ? {} : { path }),
        ...(draft.declare ? {} : { declare: false }),
      };
    }
  }
}
