import type { Same } from '../same.ts';
import type { common as original } from '../zh-CN/common.ts';

export const common: Same<typeof original> = {
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  remove: 'Remove',
  edit: 'Edit',
  back: 'Back',
  next: 'Next',
  copy: 'Copy',
  copied: 'Copied',
  retry: 'Try again',
  refresh: 'Refresh',
  choose: 'Choose',
  change: 'Change',
  none: 'None',
  unknown: 'Unknown',
  moreActions: 'More actions',
  technical: 'Technical detail',
  somethingFailed: 'That did not work',
  stale: 'While disconnected, the last known state is shown',
  stateOpen: 'Open',
  stateDone: 'Done',
  stateAttention: 'Needs a look',
  stateBusy: 'In progress',
  anyVersion: 'any version',
};
