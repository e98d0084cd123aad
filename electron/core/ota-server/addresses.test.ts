import { describe, expect, it } from 'vitest';
import { bestAddress, listAddresses } from './addresses.ts';

const v4 = (address: string, netmask = '255.255.255.0', internal = false) => [
  { address, netmask, family: 'IPv4', internal },
];
const interfaces = {
  lo: [
    ...v4('127.0.0.1', '255.0.0.0', true),
    { address: '::1', netmask: '', family: 'IPv6', internal: true },
  ],
  docker0: v4('172.17.0.1', '255.255.0.0'),
  usb0: v4('169.254.3.4', '255.255.0.0'),
  eth0: v4('192.168.1.10'),
  wlan0: v4('10.0.5.6', '255.0.0.0'),
};
const addressesOf = (host: string): string[] => listAddresses(interfaces, host).map(({ address }) => address);

describe('own addresses', () => {
  it('are IPv4, real networks first, loopback last', () => {
    expect(addressesOf('0.0.0.0')).toEqual([
      '192.168.1.10',
      '10.0.5.6',
      '172.17.0.1',
      '169.254.3.4',
      '127.0.0.1',
    ]);
    expect(listAddresses(interfaces, '0.0.0.0').at(-1)).toEqual({
      address: '127.0.0.1',
      interfaceName: 'lo',
      loopback: true,
    });
  });

  it('are only the one to which the server is bound', () => {
    expect(addressesOf('127.0.0.1')).toEqual(['127.0.0.1']);
    expect(addressesOf('203.0.113.9')).toEqual([]);
  });

  it('in the subnet of the peer is the best', () => {
    expect(bestAddress(interfaces, '0.0.0.0', '127.0.0.1')).toBe('127.0.0.1');
    expect(bestAddress(interfaces, '0.0.0.0', '10.200.0.9')).toBe('10.0.5.6');
    expect(bestAddress(interfaces, '0.0.0.0', '172.17.3.3')).toBe('172.17.0.1');
  });

  it('is the first of the list for a peer elsewhere, unknown or not an address', () => {
    expect(bestAddress(interfaces, '0.0.0.0', '8.8.8.8')).toBe('192.168.1.10');
    expect(bestAddress(interfaces, '0.0.0.0')).toBe('192.168.1.10');
    expect(bestAddress(interfaces, '0.0.0.0', 'bench.example')).toBe('192.168.1.10');
  });

  it('is missed by name where there is none', () => {
    expect(() => bestAddress({}, '0.0.0.0')).toThrow(expect.objectContaining({ code: 'server.noAddress' }));
  });
});
