import { build } from './build.ts';
import { common } from './common.ts';
import { firmware } from './firmware.ts';
import { devices } from './devices.ts';
import { formats } from './formats.ts';
import { handOver } from './handOver.ts';
import { home } from './home.ts';
import { inspect } from './inspect.ts';
import { jobs } from './jobs.ts';
import { module } from './module.ts';
import { packages } from './packages.ts';
import { path } from './path.ts';
import { planning } from './planning.ts';
import { ports } from './ports.ts';
import { project } from './project.ts';
import { server } from './server.ts';
import { settingsPage } from './settingsPage.ts';
import { shell } from './shell.ts';
import { terminal } from './terminal.ts';
import { timeline } from './timeline.ts';
import { upgrade } from './upgrade.ts';
import { virtual } from './virtual.ts';

/** The English texts, key for key. */
export const en = {
  build,
  common,
  firmware,
  formats,
  handOver,
  devices,
  home,
  inspect,
  jobs,
  module,
  packages,
  path,
  planning,
  ports,
  project,
  server,
  settingsPage,
  shell,
  terminal,
  timeline,
  upgrade,
  virtual,
} as const;
