import { describe, expect, it } from 'vitest';
import { guessRole, interfaceNumberOf, roleReasons } from './role.ts';
import { toListedPort } from './serialProvider.ts';

describe('role of a port', () => {
  it.each([
    ['19D1', '0001', 2, 'log', 'luatLogInterface'],
    ['19d1', '0001', 3, 'log', 'luatLogInterface'],
    ['19d1', '0001', 6, 'at', 'luatUserInterface'],
    ['19d1', '0001', undefined, 'unknown', 'luatModuleUnknownInterface'],
    ['17d1', '0001', 0, 'download', 'ec7xxBootRom'],
    ['1782', '4d00', undefined, 'download', 'unisocBootRom'],
    ['1782', '4e00', 3, 'at', 'unisocAtInterface'],
    ['1a86', '7523', undefined, 'at', 'usbBridge'],
    ['dead', 'beef', undefined, 'unknown', 'usbUnknown'],
    [undefined, undefined, undefined, 'unknown', 'plainUart'],
  ])('of %s:%s interface %s is %s because of %s', (vendorId, productId, interfaceNumber, guess, reason) => {
    expect(guessRole({ path: 'x', vendorId, productId, interfaceNumber })).toEqual({ guess, reason });
    expect(roleReasons).toContain(reason);
  });

  it.each([
    ['USB\\VID_19D1&PID_0001&MI_06\\6&2A7F&0&0006', undefined, 6],
    ['usb-AirM2M_Wireless_Modem_000000000001-if02', undefined, 2],
    ['usb-AirM2M_Modem-if0a-port0', undefined, 10],
    [undefined, 'pci-0000:00:14.0-usb-0:2:1.4', 4],
    ['USB\\VID_1A86&PID_7523\\5&1', '1-2', undefined],
    [undefined, undefined, undefined],
  ])('has interface number from %s and %s: %s', (pnpId, locationId, expected) => {
    expect(interfaceNumberOf(pnpId, locationId)).toBe(expected);
  });

  it('is listed with clean ids and a label that tells ports of one module apart', () => {
    const found = {
      path: 'COM7',
      vendorId: '0x19D1',
      productId: '0001',
      pnpId: 'USB\\VID_19D1&PID_0001&MI_06\\1',
      manufacturer: 'AirM2M',
    };
    expect(toListedPort(found)).toEqual({
      id: 'serial:COM7',
      path: 'COM7',
      label: 'COM7 · AirM2M #6',
      usb: { vendorId: '19d1', productId: '0001', manufacturer: 'AirM2M', interfaceNumber: 6 },
      role: { guess: 'at', reason: 'luatUserInterface' },
    });
  });
});
