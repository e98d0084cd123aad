import type { ModuleIdentity } from '../../../../shared/contract/modem.ts';
import type { UpgradeDriver } from '../../modem/drivers/driver.ts';
import { type DriverChoice, drivers, findDriver } from '../../modem/drivers/index.ts';
import type { Identified } from '../../modem/identity.ts';
import type { ServerEvent } from '../../modem/upgrade/events.ts';
import type { OtaServer } from '../../ota-server/otaServer.ts';
import type { Lease } from '../../ports/lease.ts';
import { followModule } from './serverFeed.ts';

/** Modules whose port carries a log: nobody can be asked, so they are known by what the port is. */

/** Null for a port that answers commands, and where a person chose a driver that asks. */
export function overheardOnly({ info }: Pick<Lease, 'info'>, forced: string | undefined): Identified | null {
  const choice = forced === undefined ? logDriver(info) : forcedListener(forced);
  if (choice === null) return null;
  const { reason, evidence } = choice.detection ?? {};
  const identity: ModuleIdentity = {
    ...{ dialect: choice.driver.description.id, version: '', sim: 'unknown' },
    ...(reason === undefined || evidence === undefined
      ? {}
      : { dialectReason: reason, dialectEvidence: evidence }),
  };
  return { identity, choices: [choice] };
}

function logDriver({ role, label }: Lease['info']): DriverChoice | null {
  const driver = drivers.find(({ description }) => description.listensOnly);
  if (role.guess !== 'log' || driver === undefined) return null;
  return { driver, detection: { certainty: 'likely', reason: 'logPort', evidence: label }, forced: false };
}

function forcedListener(id: string): DriverChoice | null {
  const driver = findDriver(id);
  return driver?.description.listensOnly === true ? { driver, detection: null, forced: true } : null;
}

/** Who a request is from, as the libraries write it: imei, mac or uid. */
const identity = /(imei|mac|uid)=([^&?\s]+)/;

/** The module's log and its requests to our server, brought together by the name that it gives itself in both. */
export function listenToModule(driver: UpgradeDriver, server: Pick<OtaServer, 'onExchange'>) {
  if (!driver.description.listensOnly) return {};
  const names = new Set<string>();
  const serverEvents: (listener: (event: ServerEvent) => void) => () => void = followModule(
    server,
    (target) => names.has(identity.exec(target)?.[0] ?? ''),
  );
  const onLine = (text: string): void => {
    const name = identity.exec(text)?.[0];
    if (name !== undefined) names.add(name);
  };
  return { serverEvents, onLine };
}
