import type { BindingPortInfo } from '../../serialBinding.ts';

/** What serialport lists of the bench on macOS: call-in names, and ports of the system itself. */
export const macBinding: readonly BindingPortInfo[] = [
  { path: '/dev/tty.Bluetooth-Incoming-Port' },
  { path: '/dev/tty.debug-console' },
  {
    path: '/dev/tty.usbmodem0000000000013',
    manufacturer: 'AirM2M',
    serialNumber: '000000000001',
    locationId: '14200000',
    vendorId: '19d1',
    productId: '0001',
  },
  {
    path: '/dev/tty.usbmodem0000000000017',
    manufacturer: 'AirM2M',
    serialNumber: '000000000001',
    locationId: '14200000',
    vendorId: '19d1',
    productId: '0001',
  },
  {
    path: '/dev/tty.wchusbserial1410',
    locationId: '14100000',
    vendorId: '1a86',
    productId: '7523',
  },
  { path: '/dev/cu.usbserial-A50285BI', serialNumber: 'A50285BI', vendorId: '0403', productId: '6001' },
  { path: '/dev/tty.usbserial-A50285BI', serialNumber: 'A50285BI', vendorId: '0403', productId: '6001' },
];

/** `system_profiler SPUSBDataType -json`, shortened to what is looked at. */
export const macUsb = JSON.stringify({
  SPUSBDataType: [
    {
      _name: 'USB31Bus',
      _items: [
        { _name: 'AirM2M Modem', vendor_id: '0x19d1', product_id: '0x0001', location_id: '0x14200000 / 5' },
        {
          _name: 'Hub',
          vendor_id: '0x05e3  (Genesys Logic, Inc.)',
          product_id: '0x0610',
          _items: [
            { _name: 'USB Serial', vendor_id: '0x10c4', product_id: '0xea60', location_id: '0x14310000 / 9' },
          ],
        },
      ],
    },
  ],
});
