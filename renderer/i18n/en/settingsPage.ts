import type { Same } from '../same.ts';
import type { settingsPage as original } from '../zh-CN/settingsPage.ts';

export const settingsPage: Same<typeof original> = {
  title: 'Settings',
  appearance: 'Appearance',
  language: 'Language',
  theme: 'Theme',
  doctor: 'This computer',
  doctorText: 'What field work needs.',
  doctorRun: 'Check',
  doctorAgain: 'Check again',
  state_ok: 'Fine',
  state_warning: 'Note',
  state_problem: 'Problem',
  about: 'About',
  version: 'Version',
  host: 'Runs as',
  host_desktop: 'Desktop window',
  host_local: 'Browser on this computer',
  host_cli: 'Command line',
  dataFolder: 'Data folder',
  platform: 'System',
  runtime: 'Runtime',
  privacy: 'Works offline and collects nothing.',
  noProjects: "No projects yet. Only upgrades by a vendor's cloud need one.",
};
