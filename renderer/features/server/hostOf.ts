/** An address as it stands in a URL. */
export function hostOf(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
