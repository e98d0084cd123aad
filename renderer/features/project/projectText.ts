/** Words for a project's platform and key. */
import type { Project, ProjectFields } from '../../../shared/contract/settings.ts';
import type { TextKey } from '../../i18n/index.ts';
import type { Texts } from '../../i18n/useText.ts';

type Platform = Project['platform'];

export const platformKeys: Readonly<Record<Platform, TextKey>> = {
  openluat: 'project.platformOpenluat',
  own: 'project.platformOwn',
  quecthing: 'project.platformQuecthing',
  onenet: 'project.platformOnenet',
};

/** What the one secret of a project is called on its platform. */
export const secretKeys: Readonly<Record<Platform, TextKey>> = {
  openluat: 'project.key',
  own: 'project.keyOwn',
  quecthing: 'project.productSecret',
  onenet: 'project.accessKey',
};

type TextField = Exclude<keyof ProjectFields, 'vendorDefault'>;

/** What else each platform needs to know; nothing of it is secret. */
export const platformFields: Readonly<Record<Platform, readonly { field: TextField; key: TextKey }[]>> = {
  openluat: [],
  own: [{ field: 'serverUrl', key: 'project.serverUrl' }],
  quecthing: [{ field: 'productKey', key: 'project.productKey' }],
  onenet: [
    { field: 'productId', key: 'project.productId' },
    { field: 'userId', key: 'project.userId' },
  ],
};

/** The fields of a platform that were filled in; those of another one are left behind. */
export function fieldsFor(platform: Platform, fields: ProjectFields): ProjectFields {
  const kept: ProjectFields = {};
  for (const { field } of platformFields[platform]) {
    const value = fields[field]?.trim();
    if (value !== undefined && value !== '') kept[field] = value;
  }
  if (platform === 'openluat' && fields.vendorDefault === true) kept.vendorDefault = true;
  return kept;
}

export function keyText(project: Project, t: Texts['t']): string {
  if (project.fields.vendorDefault === true && project.keyHint === null) return t('project.vendorDefault');
  return project.keyHint === null ? t('project.withoutKey') : t('project.withKey', { hint: project.keyHint });
}
