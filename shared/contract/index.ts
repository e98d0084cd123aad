/** The whole agreement between the core and its doors. */
import type { ContractClient, ContractHandlers } from '../rpc/define.ts';
import { appService } from './app.ts';
import { cloudService } from './cloud.ts';
import { deltaService } from './delta.ts';
import { devicesService } from './devices.ts';
import { explainService } from './explain.ts';
import { firmwareService } from './firmware.ts';
import { jobsService } from './job.ts';
import { journalService } from './journal.ts';
import { modemService } from './modem.ts';
import { onenetService } from './onenet.ts';
import { otaClientService } from './otaClient.ts';
import { otaServerService } from './otaServer.ts';
import { packagesService } from './packages.ts';
import { planningService } from './planning.ts';
import { portsService } from './port.ts';
import { presetsService } from './presets.ts';
import { reportService } from './report.ts';
import { settingsService } from './settings.ts';
import { terminalService } from './terminal.ts';
import { upgradeService } from './upgrade.ts';
import { virtualService } from './virtual.ts';

export const contract = {
  app: appService,
  settings: settingsService,
  presets: presetsService,
  cloud: cloudService,
  firmware: firmwareService,
  delta: deltaService,
  packages: packagesService,
  planning: planningService,
  otaServer: otaServerService,
  onenet: onenetService,
  otaClient: otaClientService,
  ports: portsService,
  modem: modemService,
  devices: devicesService,
  upgrade: upgradeService,
  terminal: terminalService,
  jobs: jobsService,
  journal: journalService,
  explain: explainService,
  virtual: virtualService,
  report: reportService,
} as const;

export type Contract = typeof contract;
/** What a core supplies. */
export type CoreHandlers = ContractHandlers<Contract>;
/** What a door uses. */
export type CoreClient = ContractClient<Contract>;
