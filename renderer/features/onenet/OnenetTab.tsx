/** Being built. */
export function OnenetTab() {
  return null;
}
