import type { DeliveryKind } from './description.ts';
import type { Detection, ModuleAnswers } from './detection.ts';
import type { UpgradeDriver } from './driver.ts';
import { luatAtDriver, luatUartDriver } from './luat/index.ts';
import { luatosLogDriver } from './luatos/index.ts';
import { onemoLwm2mDriver } from './onemo/index.ts';
import { quectelDfotaDriver } from './quectel/index.ts';
import { quecthingFotaDriver, quecthingSotaDriver } from './quecthing/index.ts';
import { simcomCfotaDriver, simcomLfotaDriver } from './simcom.ts';

/** Every family that Airdock knows; the first that fits is taken, so the more special one stands first. */
export const drivers: readonly UpgradeDriver[] = [
  luatAtDriver,
  luatUartDriver,
  quectelDfotaDriver,
  quecthingFotaDriver,
  quecthingSotaDriver,
  onemoLwm2mDriver,
  luatosLogDriver,
  simcomCfotaDriver,
  simcomLfotaDriver,
];

/** A driver and why it fits; `forced` where a person chose it. */
export interface DriverChoice {
  readonly driver: UpgradeDriver;
  readonly detection: Detection | null;
  readonly forced: boolean;
}

/** Drivers that fit a module, surest first. Pure. */
export function rankDrivers(
  answers: ModuleAnswers,
  among: readonly UpgradeDriver[] = drivers,
): readonly DriverChoice[] {
  const fitting = among.flatMap((driver) => {
    const detection = driver.detect(answers);
    return detection === null ? [] : [{ driver, detection, forced: false }];
  });
  const weight = ({ detection }: (typeof fitting)[number]): number =>
    detection.certainty === 'certain' ? 0 : 1;
  return fitting.sort((a, b) => weight(a) - weight(b));
}

/** The first that can deliver in this way; null where none can. */
export function chooseDriver(choices: readonly DriverChoice[], delivery: DeliveryKind): DriverChoice | null {
  return choices.find(({ driver }) => driver.description.deliveries.includes(delivery)) ?? null;
}

/** By id, for a choice that a person forces; undefined where there is none of that name. */
export function findDriver(id: string): UpgradeDriver | undefined {
  return drivers.find(({ description }) => description.id === id);
}
