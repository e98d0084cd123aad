import type { Same } from '../same.ts';
import type { path as original } from '../zh-CN/path.ts';

export const path: Same<typeof original> = {
  label: 'The five steps of an upgrade',
  step1: 'Project & key',
  step2: 'Firmware',
  step3: 'Build & proof',
  step4: 'Module & settings',
  step5: 'Upgrade & watch',
  lead1:
    "A project key is needed only when the vendor's cloud serves the upgrade. When this computer serves it, skip this step.",
  lead2: 'The old firmware must be the one the module runs now: a delta fits nothing else.',
  lead3:
    'First built, then rebuilt by separate code and compared by digest. A package that fails its proof is not kept.',
  lead4: 'Before anything is sent: see who the module is, what it runs, and whether the upgrade can work.',
  lead5: 'Once started, Airdock follows the upgrade until the module itself reports its version.',
  noteOwnServer: 'This computer',
  noteTwoFiles: '{{from}} → {{to}}',
  noteOneFile: 'One file missing',
  noteBuilding: 'Building {{percent}}',
  noteBuildFailed: 'Not built',
  noteRunning: 'Upgrading',
  needProject: 'Choose a project, or let this computer serve.',
  needFiles: 'Choose the old and the new firmware.',
  needDelta: 'No delta can be built between these two.',
  needPackage: 'Build the package; go on once it is proven.',
  needPort: 'Choose a port, or create a virtual module.',
  needPreflight: 'Check the module before upgrading.',
  needOverride: 'The check failed. Change something, or give a reason to go on.',
  tour1: 'Demo: a virtual module needs no key; this computer serves the package.',
  tour2: 'Demo: both demo firmwares are in place. See what was recognised, then choose "Next".',
  tour3: 'Demo: choose "Build and prove"; a proven package is ready in seconds.',
  tour4: 'Demo: create a virtual module that runs the old firmware, then choose "Check module".',
  tour5: 'Demo: choose "Start upgrade"; AT, HTTP and job events appear row by row on the right.',
  tourNext: 'Demo: this step is done; choose "Next".',
  tourWatch: 'Demo: the upgrade is running. Progress is on the left, every row of the record on the right.',
  tourDone: 'The demo is complete. With your own firmware and module the steps are the same.',
};
