import type {
  DeviceBan,
  DeviceDetail,
  DeviceSummary,
  SeenSetting,
  SeenVersion,
  UpgradeRecord,
} from '../../../shared/contract/devices.ts';

/** The ledger's types are the contract's: what a door sees is what is kept, keys already shortened to their end. */
export type { DeviceBan, DeviceSummary, SeenSetting, SeenVersion, UpgradeRecord };
export type Device = DeviceDetail;
