/** Being built. */
export function CampaignsTab() {
  return null;
}
