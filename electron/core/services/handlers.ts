import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { Devices } from '../devices/devices.ts';
import type { HostCapabilities } from '../host.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { DiskJournal } from '../journal/openJournal.ts';
import type { JournalIndex } from '../journal/search/journalIndex.ts';
import type { UpgradeTimeouts } from '../modem/drivers/driver.ts';
import type { Terminals } from '../modem/terminal/terminals.ts';
import type { OtaServer } from '../ota-server/otaServer.ts';
import type { PortDirectory, PortRegistry } from '../ports/registry.ts';
import type { ImeiLists } from '../settings/imeiLists.ts';
import type { RetentionSetting } from '../settings/journalRetention.ts';
import type { Presets } from '../settings/presets.ts';
import type { SettingChanges } from '../settings/settingChanges.ts';
import type { Settings } from '../settings/settings.ts';
import type { TerminalKeep } from '../settings/terminalLibrary.ts';
import type { ToolkitSetting } from '../settings/toolkit.ts';
import { createAppService } from './appService.ts';
import { createCloudService } from './cloudService.ts';
import { createDeltaService } from './deltaService.ts';
import { createDevicesService } from './devicesService.ts';
import { createExplainService } from './explainService.ts';
import type { Files } from './files.ts';
import { createFirmwareService } from './firmwareService.ts';
import { createJobsService } from './jobsService.ts';
import { createJournalService } from './journalService.ts';
import { createModemService } from './modemService.ts';
import { createOnenetService } from './onenetService.ts';
import { createOtaClientService } from './otaClientService.ts';
import { createOtaServerService } from './otaServerService.ts';
import type { PackageLibrary } from './packageLibrary.ts';
import { createPackagesService } from './packagesService.ts';
import { createPlanningService } from './planningService.ts';
import { createPortsService } from './portsService.ts';
import { createPresetsService } from './presetsService.ts';
import { createReportService } from './reportService.ts';
import { createSettingsService } from './settingsService.ts';
import { createTerminalService } from './terminalService.ts';
import type { UnaskedUpgrades } from './upgrade/unaskedUpgrades.ts';
import { createUpgradeService } from './upgradeService.ts';
import type { VirtualModules } from './virtualModules.ts';
import { createVirtualService } from './virtualService.ts';

/** Every room, made once by createCore. */
export interface CoreParts {
  readonly clock: Clock;
  readonly host: HostCapabilities;
  readonly journal: DiskJournal;
  readonly journalIndex: JournalIndex;
  readonly journalRetention: RetentionSetting;
  readonly devices: Devices;
  readonly settings: Settings;
  readonly presets: Presets;
  readonly changes: SettingChanges;
  readonly imeis: ImeiLists;
  readonly toolkit: ToolkitSetting;
  readonly modules: VirtualModules;
  /** The ports below, with what people say about them. */
  readonly directory: PortDirectory;
  readonly ports: PortRegistry;
  readonly terminals: Terminals;
  /** Upgrades that modules begin by themselves. */
  readonly unasked: UnaskedUpgrades;
  readonly terminalKeep: TerminalKeep;
  readonly library: PackageLibrary;
  readonly server: OtaServer;
  readonly jobs: Jobs;
  /** Replaces single stage time-outs of every driver. */
  readonly upgradeTimeouts: Partial<UpgradeTimeouts>;
  readonly version: string;
  readonly dataFolder: string;
  readonly deltaWorkerUrl: URL;
  readonly deltaHelperUrl: URL;
  /** For what fails where nobody waits for an answer. */
  readonly reportFailure: (where: string, error: unknown) => void;
}

/** The contract's handlers for one door; doors differ in the files that they may name. */
export function createHandlers(parts: CoreParts, files: Files): CoreHandlers {
  return {
    app: createAppService(parts, files),
    settings: createSettingsService(parts),
    presets: createPresetsService(parts),
    cloud: createCloudService(parts),
    firmware: createFirmwareService(files),
    delta: createDeltaService(parts, files),
    packages: createPackagesService(parts, files),
    planning: createPlanningService(parts, files),
    otaServer: createOtaServerService(parts.server, parts.devices, parts.settings),
    onenet: createOnenetService(parts.server.onenet),
    otaClient: createOtaClientService(parts, files),
    ports: createPortsService(parts.directory, parts.reportFailure),
    modem: createModemService(parts),
    devices: createDevicesService(parts.devices, parts.server.updates),
    upgrade: createUpgradeService(parts, files),
    terminal: createTerminalService(parts),
    jobs: createJobsService(parts.jobs),
    journal: createJournalService(parts, files),
    explain: createExplainService(parts.journal),
    virtual: createVirtualService(parts, files),
    report: createReportService(parts, files),
  };
}
