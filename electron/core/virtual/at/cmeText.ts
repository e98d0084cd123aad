/** Texts of `+CME ERROR` with CMEE=2, by number (at-commands 1.6; 1.2 for the thousand block). */
const texts: Readonly<Record<number, string>> = {
  0: 'phone failure',
  3: 'operation not allowed',
  4: 'operation not supported',
  10: 'SIM not inserted',
  13: 'SIM failure',
  30: 'no network service',
  50: 'EXE_FAIL',
  52: 'option not supported',
  53: 'invalid parameters',
  58: 'invalid command line',
  60: 'burn flash fail',
  99: 'not implemented',
  100: 'unknown',
  797: 'CFUN is 0 or 4',
  811: 'unrecognised',
  813: 'syntax',
  1000: 'UPGRADE_INVALID_URL',
  1001: 'UPGRADE_NET_ERROR',
  1002: 'UPGRADE_SERVER_CONNECT_ERROR',
  1003: 'UPGRADE_INVALID_FILE',
  1004: 'UPGRADE_SERVER_RESPONSE_ERROR',
  1005: 'UPGRADE_WRITE_FLASH_ERROR',
  1006: 'UPGRADE_ERROR',
};

/** Text for a number; numbers without a known text are given as they are. */
export function cmeText(code: number): string {
  return texts[code] ?? String(code);
}
