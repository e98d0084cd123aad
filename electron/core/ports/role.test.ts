import { describe, expect, it } from 'vitest';
import { guessRole, interfaceNumberOf, roleReasons } from './role.ts';
import { usbRules } from './roleTable.ts';
import { toListedPort } from './serialProvider.ts';

describe('role of a port', () => {
  it.each([
    ['19D1', '0001', 2, 'log', 'luatLogInterface', 'known'],
    ['19d1', '0001', 3, 'log', 'luatLogInterface', 'known'],
    ['19d1', '0001', 6, 'at', 'luatUserInterface', 'known'],
    ['19d1', '0001', undefined, 'unknown', 'luatModuleUnknownInterface', 'guess'],
    ['17d1', '0001', 0, 'download', 'ec7xxBootRom', 'known'],
    ['0525', 'a4a7', undefined, 'download', 'rdaDownload', 'known'],
    ['1782', '4d00', undefined, 'download', 'unisocBootRom', 'known'],
    ['1782', '4e00', 3, 'at', 'unisocAtInterface', 'known'],
    ['1782', '5d05', 0, 'unknown', 'unisocModuleUnknownInterface', 'guess'],
    ['2c7c', '0125', 2, 'at', 'moduleAtInterface', 'known'],
    ['2c7c', '0125', 0, 'log', 'diagnosticInterface', 'known'],
    ['2c7c', '6005', 2, 'unknown', 'quectelModuleUnknownInterface', 'guess'],
    ['1e0e', '9001', 2, 'at', 'moduleAtInterface', 'known'],
    ['1e0e', '9011', 4, 'at', 'moduleAtInterface', 'known'],
    ['1e0e', '9011', 2, 'unknown', 'simcomModuleUnknownInterface', 'guess'],
    ['1a86', '7523', undefined, 'at', 'usbBridge', 'guess'],
    ['dead', 'beef', undefined, 'unknown', 'usbUnknown', 'guess'],
    [undefined, undefined, undefined, 'unknown', 'plainUart', 'guess'],
  ])(
    'of %s:%s interface %s is %s because of %s, %s',
    (vendorId, productId, interfaceNumber, guess, reason, certainty) => {
      expect(guessRole({ path: 'x', vendorId, productId, interfaceNumber })).toEqual({
        guess,
        reason,
        certainty,
      });
      expect(roleReasons).toContain(reason);
    },
  );

  it('is known only where a source names the product and the interface', () => {
    for (const rule of usbRules) {
      expect(rule.usb).toMatch(/^[0-9a-f]{4}(:[0-9a-f]{4})?$/);
      if (rule.source === 'vendor id') {
        expect(rule.interfaces).toBeUndefined();
        expect(rule.anyIsKnown).toBeUndefined();
      }
    }
    expect(new Set(usbRules.map(({ usb }) => usb)).size).toBe(usbRules.length);
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
      pnpId: 'USB\\VID_19D1&PID_0001&MI_06\\6&2A7F&0&0006',
      serialNumber: '6&2A7F&0&0006',
      manufacturer: 'AirM2M',
    };
    expect(toListedPort(found)).toEqual({
      id: 'serial:COM7',
      path: 'COM7',
      label: 'COM7 · AirM2M #6',
      usb: {
        vendorId: '19d1',
        productId: '0001',
        manufacturer: 'AirM2M',
        interfaceNumber: 6,
        location: '6&2A7F&0',
      },
      role: { guess: 'at', reason: 'luatUserInterface', certainty: 'known' },
    });
  });
});
