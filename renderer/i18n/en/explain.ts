import type { Same } from '../same.ts';
import type { explain as original } from '../zh-CN/explain.ts';

export const explain: Same<typeof original> = {
  title: 'Explain',
  lead: 'Paste an answer, lines of a log, a code or a request URL and see what it means and what to do. Nothing leaves this computer.',
  boxLabel: 'What to explain',
  boxHint: 'For example +UPGRADEIND: -1003, 27, HTTPEND,702, 1,10423 or a whole log. Ctrl+Enter explains it.',
  run: 'Explain',
  clear: 'Clear',
  emptyTitle: 'Nothing to explain yet',
  emptyText:
    "Copy it from a serial tool, a platform's page or a customer's message; marks of time and direction are ignored.",
  nothingTitle: 'Nothing is known of this',
  nothingText:
    '{{count}} line(s) were looked at and no rule matched. That does not mean that nothing is wrong: paste more lines around it, or the whole log.',
  nothingJob: 'No rule matched in the {{count}} rows of this job.',
  partial: 'This is too long; only a part of it was looked at.',
  found: '{{count}} found',
  copyAll: 'Copy all as text',
  copyOne: 'Copy as text',
  level_problem: 'Problem',
  level_notice: 'Notice',
  desk: 'Symptom {{row}}',
  serverText: 'The server says',
  readings: 'This number has several meanings',
  remedies: 'What to do',
  retry: 'Trying again',
  apart: 'How to tell',
  evidence: 'Evidence',
  line: 'Line {{seq}}',
  more: '{{count}} more',
  openRow: 'Show #{{seq}} on the timeline',
  openRecorded: 'Show #{{seq}} of the recording',
  nothingRecording: 'No rule matched in the {{count}} rows of this recording.',
  jobTitle: 'What this upgrade shows',
  examples: 'Try one',
};
