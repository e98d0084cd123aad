/** OneNET tokens, requests to other servers, published files. */
export const tokenFault = {
  absent: 'there is no token',
  missing: 'missing',
  twice: 'given twice',
  badEscape: 'a broken % escape',
  malformed: 'not of the required form',
  unknown: 'not one that OneNET knows',
  expired: 'expired',
  otherResource: 'of another product or device',
  noKey: 'no access key is known for it',
  mismatch: 'does not fit the access key',
};
