import type { Same } from '../same.ts';
import type { server as original } from '../zh-CN/server.ts';

export const server: Same<typeof original> = {
  title: 'OTA server',
  lead: 'Modules download packages from it. It listens nowhere until started and serves published packages only.',
  stopped: 'Off',
  stoppedText: 'An upgrade starts it when needed. Start it by hand to let devices come by themselves.',
  running: 'Running',
  start: 'Start',
  stop: 'Stop',
  stopTitle: 'Stop the server?',
  stopText: 'Modules that are downloading are cut off and may try again later.',
  port: 'Port',
  portHint: 'Empty takes a free one.',
  portInvalid: 'The port must be 1 to 65535.',
  addresses: 'Addresses',
  addressesText: 'The module must reach one of these. The loopback address only serves virtual modules.',
  loopback: 'This computer only',
  publications: 'Published packages',
  noPublications: 'Nothing published yet',
  noPublicationsText:
    'Publish a package from the Packages page; an upgrade publishes what it needs by itself.',
  file: 'File',
  url: 'Download URL',
  size: 'Size',
  requests: 'Requests',
  sent: 'Sent',
  lastRequest: 'Last request',
  never: 'Never',
  unpublish: 'Withdraw',
  urlTooLong: 'Long URL ({{count}} characters); some modules take at most 127.',
};
