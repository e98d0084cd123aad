/** Words for a project's platform and key. */
import type { Project } from '../../../shared/contract/settings.ts';
import type { TextKey } from '../../i18n/index.ts';
import type { Texts } from '../../i18n/useText.ts';

export const platformKeys: Readonly<Record<Project['platform'], TextKey>> = {
  openluat: 'project.platformOpenluat',
  own: 'project.platformOwn',
  quecthing: 'project.platformQuecthing',
  onenet: 'project.platformOnenet',
};

export function keyText(project: Project, t: Texts['t']): string {
  return project.keyHint === null ? t('project.withoutKey') : t('project.withKey', { hint: project.keyHint });
}
