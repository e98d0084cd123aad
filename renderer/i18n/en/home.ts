import type { Same } from '../same.ts';
import type { home as original } from '../zh-CN/home.ts';

export const home: Same<typeof original> = {
  title: 'Bring a module safely to its new version',
  lead: 'Build a delta package and prove it byte for byte, serve it from this computer, tell the module by AT commands, and follow until the module itself reports the new version. Offline throughout.',
  tryTitle: 'No hardware? Walk through with a virtual module',
  tryText:
    'Demo firmware included: the whole upgrade in under two minutes – build, prove, download, reboot, version check. No real device is touched.',
  tryButton: 'Try it with a virtual module',
  startTitle: 'Upgrade the module at hand',
  startText: 'Have the old and the new firmware ready; five steps do the rest.',
  startButton: 'Start an upgrade',
  continueButton: 'Continue where you were',
  inspectTitle: 'What is this file?',
  inspectText:
    'Open any firmware or package: what it is, whether its checksums hold, and where its parts lie in flash.',
  inspectButton: 'Inspect a file',
  howTitle: 'How an upgrade goes',
  how1: 'Project',
  how1Text: 'Skipped with your own server',
  how2: 'Firmware',
  how2Text: 'Chip, version and differences at once',
  how3: 'Build and prove',
  how3Text: 'Rebuilt by separate code; digests must agree',
  how4: 'Module',
  how4Text: 'Checked before the first byte is sent',
  how5: 'Upgrade',
  how5Text: "Judged by the module's own answer only",
  recentTitle: 'Recent jobs',
  noJobs: 'No jobs yet. Finished upgrades and built packages are listed here.',
  demoMissing: 'This installation has no demo firmware.',
};
