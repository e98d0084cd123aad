import { hash } from 'node:crypto';

/**
 * The place of a module in a campaign: percent from 0 to just below 100, the same for ever and different from campaign to
 * campaign. So nobody has to keep who belongs to which batch, and a module that is seen for the first time has its batch already.
 */
export function placeOf(campaignId: string, moduleId: string): number {
  const digest = hash('sha1', `${campaignId}\n${moduleId}`);
  return (Number.parseInt(digest.slice(0, 8), 16) / 0x1_0000_0000) * 100;
}
