/**
 * Whether a text is a host with an optional port, as it may stand in a URL: a name or an IPv4 address, `:1` to `:65535`. No
 * scheme, no path, no user.
 */
export function isHostWithPort(text: string): boolean {
  const match = /^([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::(\d{1,5}))?$/.exec(text);
  if (match === null || text.includes('..')) return false;
  const port = match[2] === undefined ? 1 : Number(match[2]);
  return port >= 1 && port <= 65_535;
}
