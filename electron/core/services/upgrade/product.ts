import { AppError } from '../../../../shared/errors.ts';
import type { PlatformProduct } from '../../modem/drivers/driver.ts';
import type { CoreParts } from '../handlers.ts';
import type { UpgradeRequest } from './request.ts';

/**
 * Key and secret of the chosen project where it is one of QuecThing; nothing for projects of other platforms, whose secrets have no
 * business in such a module. Throws AppError project.unknown, settings.noKey {project}.
 */
export async function productOf(
  { settings }: Pick<CoreParts, 'settings'>,
  { projectId }: Pick<UpgradeRequest, 'projectId'>,
): Promise<{ readonly product?: PlatformProduct }> {
  if (projectId === undefined) return {};
  const { name, platform, fields } = settings.project(projectId);
  if (platform !== 'quecthing') return {};
  const secret = await settings.projectKey(projectId);
  if (secret === null || fields.productKey === undefined)
    throw new AppError('settings.noKey', { project: name });
  return { product: { key: fields.productKey, secret } };
}
