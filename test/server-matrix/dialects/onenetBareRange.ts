import { fuseRow } from '../onenet.ts';

const token = 'res=products/123123/devices/mydev&et=1893456000&method=md5&sign=zv/dxMHpvue38J1vTbFdBg==';

/**
 * A loader that cannot set headers of its own: the token in the query, without its version, and a Range without `bytes=`; an
 * absolute target and a lower-case `host:` (platform-apis 2.1, 2.2, 2.3).
 */
export const onenetBareRange = fuseRow({
  client: 'OneNET Range without bytes=',
  res: 'products/123123/devices/mydev',
  origin: 'http://iot-api.heclouds.com',
  path: '/fuse-ota/123123/mydev',
  query: token,
  headers: ['host: iot-api.heclouds.com'],
  range: (first, last) => `Range: ${first}-${last ?? ''}`,
  wrongQuery: token.replace('zv/', 'zw/'),
});
