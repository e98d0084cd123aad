import type { BindingPortInfo } from '../../serialBinding.ts';

/** What serialport lists of the bench: device class "Ports" only. */
export const windowsBinding: readonly BindingPortInfo[] = [
  {
    path: 'COM3',
    manufacturer: 'AirM2M',
    pnpId: 'USB\\VID_19D1&PID_0001&MI_02\\6&2A7F10B3&0&0002',
    serialNumber: '6&2A7F10B3&0&0002',
    vendorId: '19D1',
    productId: '0001',
  },
  {
    path: 'COM4',
    manufacturer: 'AirM2M',
    pnpId: 'USB\\VID_19D1&PID_0001&MI_06\\6&2A7F10B3&0&0006',
    serialNumber: '6&2A7F10B3&0&0006',
    vendorId: '19D1',
    productId: '0001',
  },
  {
    path: 'COM5',
    manufacturer: 'wch.cn',
    pnpId: 'USB\\VID_1A86&PID_7523\\5&1A2B3C4D&0&3',
    serialNumber: '5&1A2B3C4D&0&3',
    locationId: 'Port_#0003.Hub_#0001',
    vendorId: '1A86',
    productId: '7523',
  },
  {
    path: 'COM6',
    manufacturer: 'FTDI',
    pnpId: 'FTDIBUS\\VID_0403+PID_6001+A50285BIA\\0000',
    serialNumber: 'A50285BI',
    vendorId: '0403',
    productId: '6001',
  },
  { path: 'COM1', manufacturer: '(Standard port types)', pnpId: 'ACPI\\PNP0501\\0' },
];

/** `reg.exe query HKLM\HARDWARE\DEVICEMAP\SERIALCOMM`: every name that exists, modems too. */
export const serialComm = `\r
HKEY_LOCAL_MACHINE\\HARDWARE\\DEVICEMAP\\SERIALCOMM\r
    \\Device\\Serial0    REG_SZ    COM1\r
    \\Device\\USBSER000    REG_SZ    COM3\r
    \\Device\\USBSER001    REG_SZ    COM4\r
    \\Device\\Serial2    REG_SZ    COM5\r
    \\Device\\VCP0    REG_SZ    COM6\r
    \\Device\\QCUSB_COM12_1    REG_SZ    COM12\r
    \\Device\\VSerial7_0    REG_SZ    COM20\r
\r
`;

/** `reg.exe query HKLM\SYSTEM\CurrentControlSet\Enum\USB /s /v PortName`, with devices of other days and a Chinese last line. */
export const enumUsb = `\r
HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Enum\\USB\\VID_19D1&PID_0001&MI_02\\6&2A7F10B3&0&0002\\Device Parameters\r
    PortName    REG_SZ    COM3\r
\r
HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Enum\\USB\\VID_1E0E&PID_9001&MI_02\\7&30F2A11&0&0002\\Device Parameters\r
    PortName    REG_SZ    COM11\r
\r
HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Enum\\USB\\VID_2C7C&PID_0125&MI_03\\7&1B0C77E&1&0003\\Device Parameters\r
    PortName    REG_SZ    COM12\r
\r
\u641c\u7d22\u7ed3\u675f: 3 \u5339\u914d\u3002\r
`;

/** `pnputil.exe /enum-devices /problem` of a Chinese Windows: only ids and codes can be read without knowing the language. */
export const problemDevices = `Microsoft PnP \u5de5\u5177\r
\r
\u5b9e\u4f8b ID:                USB\\VID_1A86&PID_7523\\5&1A2B3C4D&0&4\r
\u8bbe\u5907\u63cf\u8ff0:           USB Serial\r
\u7c7b GUID:              {00000000-0000-0000-0000-000000000000}\r
\u72b6\u6001:                 \u95ee\u9898\r
\u95ee\u9898\u4ee3\u7801:           28 (0x1C) [CM_PROB_FAILED_INSTALL]\r
\r
\u5b9e\u4f8b ID:                USB\\VID_046D&PID_C52B\\5&1&0&9\r
\u72b6\u6001:                 \u95ee\u9898\r
\u95ee\u9898\u4ee3\u7801:           10 (0x0A) [CM_PROB_FAILED_START]\r
\r
`;
