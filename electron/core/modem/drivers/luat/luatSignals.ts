import { decodeUrc, type UpgradeQuery, type UrcEvent } from '../../../../../shared/domain/urc.ts';
import type { UpgradeDriver } from '../driver.ts';
import { failure, type ModuleFailure, type ModuleState, type UpgradeSignal } from '../signal.ts';

/** Domains of Luat failures: the module's own number, and what the boot loader ends with. */
export const upgradeDomain = 'upgrade';
/** A setting that was answered with OK and is not there. */
export const settingDomain = 'setting';

/** Every Luat dialect at once, because firmware of different ages speaks different ones (at-commands 1.3, 7 rule 5). */
export const decodeLuat: UpgradeDriver['decode'] = (line, role) => {
  // The answer to AT+UPGRADE? bears the name of very old progress lines.
  if (role === 'response') return [];
  const urc = decodeUrc(line);
  const signal = urc === null ? null : signalOf(urc);
  return signal === null ? [] : [signal];
};

function signalOf(urc: UrcEvent): UpgradeSignal | null {
  switch (urc.kind) {
    case 'downloadProgressed':
      return { kind: 'downloadProgressed', amount: { unit: 'percent', done: urc.percent } };
    case 'upgradeFailed':
      return { kind: 'failed', failure: failure(upgradeDomain, urc.code) };
    case 'upgradeStateTold':
      return { kind: 'stateTold', state: stateOf(urc.state) };
    case 'cloudInformed':
    case 'applyStarted':
    case 'applyProgressed':
    case 'applyEnded':
    case 'bootBannerShown':
    case 'moduleReady':
    case 'versionAnnounced':
      return urc;
    default:
      return null;
  }
}

/** The answer to `AT+UPGRADE?` in the machine's words. */
export function stateOf(query: UpgradeQuery): ModuleState {
  if (query.state !== 'ended') return query;
  const { code, http, cause } = query;
  const ended: ModuleFailure | null = code === null ? null : { domain: upgradeDomain, code, http, cause };
  return { state: 'ended', failure: ended };
}
