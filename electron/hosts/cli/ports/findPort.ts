/** The port that a word on the command line means. */
import type { CoreClient } from '../../../../shared/contract/index.ts';
import type { PortInfo } from '../../../../shared/contract/port.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { VerbContext } from '../verb.ts';

/** By id, by path, or by the nickname of a module, then its AT port; undefined where that is none or several. */
export async function knownPort(core: CoreClient, word: string): Promise<PortInfo | undefined> {
  return pickPort(await core.ports.refresh({}), word);
}

/** Throws AppError port.unknown {id}. */
export async function findPort({ core }: VerbContext, word: string): Promise<PortInfo> {
  const found = await knownPort(core, word);
  if (found === undefined) throw new AppError('port.unknown', { id: word });
  return found;
}

export function pickPort(ports: readonly PortInfo[], word: string): PortInfo | undefined {
  const named = ports.find(({ id, path }) => id === word || path === word);
  if (named !== undefined) return named;
  const ofModule = ports.filter(({ nickname, deviceId }) => nickname === word || deviceId === word);
  const at = ofModule.length > 1 ? ofModule.filter(({ role }) => role.guess === 'at') : ofModule;
  return at.length === 1 ? at[0] : undefined;
}
