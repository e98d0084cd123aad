import type { Same } from '../same.ts';
import type { jobs as original } from '../zh-CN/jobs.ts';

export const jobs: Same<typeof original> = {
  kind_delta: 'Build package',
  kind_upgrade: 'Upgrade module',
  kind_hops: 'Plan hops',
  kind_verify: 'Check package',
  kind_apply: 'Rebuild images',
  kind_export: 'Export records',
  kind_report: 'Report',
  task_import: 'Import log',
  task_open: 'Open bundle',
  task_preview: 'Preview bundle',
  task_create: 'Create bundle',
  kind_secondCheck: 'Second check',
  kind_settings: 'Write settings',
  state_queued: 'Queued',
  state_running: 'Running',
  state_cancelling: 'Cancelling',
  show: 'Show',
  forget: 'Remove from list',
  listLabel: 'Jobs',
};
