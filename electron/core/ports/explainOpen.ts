import { AppError } from '../../../shared/errors.ts';
import { findHoldersOnLinux, findHoldersOnMac, type Holder } from './holders.ts';
import { judgeAccess, type LinuxSystem, linuxSystem } from './linuxAccess.ts';

/** What may be asked about a port that could not be opened. */
export interface OpenExplainer {
  readonly platform: NodeJS.Platform;
  readonly system: LinuxSystem;
  findHolders(path: string): Promise<readonly Holder[]>;
}

export function systemExplainer(platform: NodeJS.Platform = process.platform): OpenExplainer {
  return {
    platform,
    system: linuxSystem(),
    findHolders: (path) => {
      if (platform === 'linux') return findHoldersOnLinux(path);
      // Windows tells nobody but its kernel who has a port.
      return platform === 'darwin' ? findHoldersOnMac(path) : Promise.resolve([]);
    },
  };
}

/** The same failure with its remedy: who holds the port, or what is missing to be allowed to open it. Never throws. */
export async function explainOpen(
  failure: AppError,
  path: string,
  explainer: OpenExplainer,
): Promise<AppError> {
  const options = { retry: failure.retry, cause: failure.cause };
  try {
    if (failure.code === 'port.heldElsewhere') return await nameHolder(path, explainer, options, failure);
    if (failure.code === 'port.noPermission' && explainer.platform === 'linux')
      return await namePermission(path, explainer.system, options, failure);
  } catch {
    // Finding out more failed; what is known already stands.
  }
  return failure;
}

type Options = { readonly retry: AppError['retry']; readonly cause: unknown };

async function nameHolder(
  path: string,
  explainer: OpenExplainer,
  options: Options,
  failure: AppError,
): Promise<AppError> {
  const [holder] = await explainer.findHolders(path);
  if (holder === undefined) return failure;
  const { program, pid } = holder;
  if (program === 'ModemManager') return new AppError('port.heldByModemManager', { path, pid }, options);
  return new AppError('port.heldByProgram', { path, program, pid }, options);
}

async function namePermission(
  path: string,
  system: LinuxSystem,
  options: Options,
  failure: AppError,
): Promise<AppError> {
  const verdict = await judgeAccess(system, path);
  if (verdict.kind === 'notInGroup')
    return new AppError('port.noPermission', { path, group: verdict.group }, options);
  if (verdict.kind === 'notActive')
    return new AppError('port.permissionNotActive', { path, group: verdict.group }, options);
  if (verdict.kind === 'ownerOnly') return new AppError('port.ownerOnly', { path }, options);
  return failure;
}
