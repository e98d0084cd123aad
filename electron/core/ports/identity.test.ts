import { describe, expect, it } from 'vitest';
import type { PortInfo } from '../../../shared/contract/port.ts';
import { keysOf, locationOf, repeatedSerials, usableSerial } from './identity.ts';

const usb = { vendorId: '19d1', productId: '0001' };
const port = (more: PortInfo['usb'], id = 'serial:COM3') => ({ id, kind: 'serial', usb: more }) as const;

describe('a serial number', () => {
  it.each([
    '0000',
    '0001',
    '000000000001',
    '0123456789ABCDEF',
    '6&2A7F10B3&0&0006',
    'N/A',
    '123',
    '',
    undefined,
  ])('that makers share or Windows makes up tells nothing: %s', (serial) =>
    expect(usableSerial(serial)).toBeUndefined(),
  );

  it.each(['A50285BI', '862000000000001', '5f3e9a'])('that is one is used: %s', (serial) =>
    expect(usableSerial(serial)).toBe(serial),
  );

  it('that two sockets show at once is none', () => {
    const twin = (location: string) => port({ ...usb, serialNumber: 'SAME1', location });
    expect([...repeatedSerials([twin('1-1'), twin('1-1')])]).toEqual([]);
    expect([...repeatedSerials([twin('1-1'), twin('1-2')])]).toEqual(['19d1:0001:SAME1']);
  });
});

describe('what notes are kept under', () => {
  it('is the serial number, over restarts and for all ports of a module', () => {
    const keys = (interfaceNumber: number, location: string) =>
      keysOf(port({ ...usb, serialNumber: 'A50285BI', interfaceNumber, location }), true);
    expect(keys(6, '1-1')).toEqual({
      module: 'usb:19d1:0001:A50285BI',
      session: 'usb:19d1:0001:A50285BI',
      port: 'usb:19d1:0001:A50285BI#6',
    });
    expect(keys(2, '1-4').module).toBe(keys(6, '1-1').module);
  });

  it('is the socket while it stays plugged where there is no serial number, or one that others have too', () => {
    const nameless = port({ ...usb, serialNumber: '000000000001', interfaceNumber: 6, location: '1-2' });
    const expected = { module: null, session: 'usb:19d1:0001@1-2', port: 'usb:19d1:0001@1-2#6' };
    expect(keysOf(nameless, true)).toEqual(expected);
    expect(keysOf(port({ ...nameless.usb, serialNumber: 'SAME1' }), false)).toEqual(expected);
  });

  it('is the address of a serial line on the network, but nothing lasting for a pseudo-terminal', () => {
    expect(keysOf({ id: 'tcp://a:1', kind: 'tcp' }, true).module).toBe('tcp://a:1');
    expect(keysOf({ id: 'pty:/dev/pts/4', kind: 'pty' }, true).module).toBeNull();
  });
});

describe('the socket of a port', () => {
  it.each([
    [{ pnpId: 'USB\\VID_19D1&PID_0001&MI_06\\6&2a7f10b3&0&0006' }, '6&2A7F10B3&0'],
    [{ pnpId: 'USB\\VID_1A86&PID_7523\\5&1A2B&0&3', locationId: 'Port_#0003.Hub_#0001' }, '5&1A2B&0&3'],
    [
      { pnpId: 'USB\\VID_0403&PID_6001\\A50285BI', locationId: 'Port_#0002.Hub_#0001' },
      'Port_#0002.Hub_#0001',
    ],
    [{ locationId: '1-2.3:1.6' }, '1-2.3'],
    [{ locationId: '14200000' }, '14200000'],
    [{}, undefined],
  ])('of %j is %s', (found, expected) => expect(locationOf(found)).toBe(expected));
});
