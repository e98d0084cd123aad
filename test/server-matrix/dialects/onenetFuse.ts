import { fuseRow } from '../onenet.ts';

/** fuse-ota with an encoded token in the header and `Range:bytes=` without a blank (platform-apis 2.5). */
export const onenetFuse = fuseRow({
  client: 'OneNET fuse, encoded token',
  res: 'products/Ck2AF9QD2K/devices/test',
  path: '/fuse-ota/Ck2AF9QD2K/test',
  headers: [
    'Host: iot-api.heclouds.com',
    'Authorization: version=2022-05-01&res=products%2FCk2AF9QD2K%2Fdevices%2Ftest&et=1893456000&method=sha256&sign=Xbw%2FymoP5iHDH1NFBP6ahvbhfs%2BqCiqg514X%2FzxB%2BE0%3D',
    'Connection: close',
  ],
  range: (first, last) => `Range:bytes=${first}-${last ?? ''}`,
  wrongHeaders: ['Host: iot-api.heclouds.com', 'Connection: close'],
});
