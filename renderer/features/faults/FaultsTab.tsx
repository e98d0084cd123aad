/** Being built. */
export function FaultsTab() {
  return null;
}
