/** Being built. */
export function ClientTab() {
  return null;
}
