import { expect, it } from 'vitest';
import { reachOf } from './addressReach.ts';

it.each([
  ['127.0.0.1', 'loopback'],
  ['169.254.9.1', 'linkLocal'],
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.20', 'private'],
  ['100.64.0.1', 'carrierNat'],
  ['100.127.1.1', 'carrierNat'],
  ['172.32.0.1', 'public'],
  ['100.63.0.1', 'public'],
  ['192.0.2.2', 'private'],
  ['198.18.0.5', 'private'],
  ['198.20.0.5', 'public'],
  ['8.8.8.8', 'public'],
  ['fe80::1', 'private'],
])('%s is %s', (address, reach) => expect(reachOf(address)).toBe(reach));
