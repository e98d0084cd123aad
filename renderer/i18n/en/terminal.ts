import type { Same } from '../same.ts';
import type { terminal as original } from '../zh-CN/terminal.ts';

export const terminal: Same<typeof original> = {
  title: 'AT terminal',
  lead: 'One command at a time, until its final code. Everything goes to the journal.',
  port: 'Port',
  noPort: 'Choose a port',
  input: 'AT command',
  placeholder: 'AT command; Enter sends, ↑↓ history',
  send: 'Send',
  sending: 'Waiting for the answer…',
  empty: 'Nothing said yet',
  emptyText: "Send a command, for example ATI, to see the module's version.",
  pickPort: 'Choose a port first',
  pickPortText: 'What you send and what the module answers appears here.',
  fullWidth: 'Full-width punctuation was changed: {{changes}}',
  timeout: 'Timeout',
  seconds: '{{count}} s',
  quick: 'Frequent',
  quick_version: 'Version',
  quick_signal: 'Signal',
  quick_network: 'Network',
  quick_sim: 'SIM card',
  quick_url: 'Upgrade URL',
  quick_state: 'Upgrade state',
  outputLabel: 'Terminal traffic',
};
