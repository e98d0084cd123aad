import { build } from './build.ts';
import { campaigns } from './campaigns.ts';
import { cloud } from './cloud.ts';
import { common } from './common.ts';
import { devices } from './devices.ts';
import { explain } from './explain.ts';
import { faults } from './faults.ts';
import { firmware } from './firmware.ts';
import { formats } from './formats.ts';
import { handOver } from './handOver.ts';
import { home } from './home.ts';
import { inspect } from './inspect.ts';
import { jobs } from './jobs.ts';
import { log } from './log.ts';
import { module } from './module.ts';
import { moduleSettings } from './moduleSettings.ts';
import { onenet } from './onenet.ts';
import { packages } from './packages.ts';
import { path } from './path.ts';
import { planning } from './planning.ts';
import { ports } from './ports.ts';
import { project } from './project.ts';
import { recordings } from './recordings.ts';
import { reports } from './reports.ts';
import { requestClient } from './requestClient.ts';
import { server } from './server.ts';
import { serverModules } from './serverModules.ts';
import { serverRequests } from './serverRequests.ts';
import { serverRules } from './serverRules.ts';
import { settingsPage } from './settingsPage.ts';
import { shell } from './shell.ts';
import { terminal } from './terminal.ts';
import { timeline } from './timeline.ts';
import { upgrade } from './upgrade.ts';
import { virtual } from './virtual.ts';

/** The original texts; their keys type every lookup. */
export const zhCN = {
  build,
  cloud,
  common,
  devices,
  explain,
  firmware,
  formats,
  handOver,
  home,
  inspect,
  jobs,
  log,
  module,
  moduleSettings,
  packages,
  path,
  planning,
  ports,
  project,
  recordings,
  reports,
  server,
  settingsPage,
  campaigns,
  faults,
  onenet,
  requestClient,
  serverModules,
  serverRequests,
  serverRules,
  shell,
  terminal,
  timeline,
  upgrade,
  virtual,
} as const;
