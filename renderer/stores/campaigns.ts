/** Campaigns as the core last told them. Lists of modules may be long, so they are followed only while somebody looks. */
import { useEffect, useState } from 'react';
import type { Campaign } from '../../shared/contract/otaCampaign.ts';
import { useCore } from '../connection/CoreContext.tsx';

export interface CampaignsView {
  readonly loaded: boolean;
  /** The oldest first. */
  readonly campaigns: readonly Campaign[];
}

type CampaignChange =
  | { readonly kind: 'campaignSaved'; readonly campaign: Campaign }
  | { readonly kind: 'campaignRemoved'; readonly id: string };

/** A saved one keeps its place. */
export function applyCampaignChange(
  campaigns: readonly Campaign[],
  change: CampaignChange,
): readonly Campaign[] {
  if (change.kind === 'campaignRemoved') return campaigns.filter(({ id }) => id !== change.id);
  const { campaign } = change;
  const known = campaigns.some(({ id }) => id === campaign.id);
  return known ? campaigns.map((one) => (one.id === campaign.id ? campaign : one)) : [...campaigns, campaign];
}

export function useCampaigns(): CampaignsView {
  const core = useCore();
  const [view, setView] = useState<CampaignsView>({ loaded: false, campaigns: [] });
  useEffect(
    () =>
      core.otaServer.campaigns(
        {},
        {
          onSnapshot: (campaigns) => setView({ loaded: true, campaigns }),
          onChanges: (changes) =>
            setView(({ campaigns }) => ({
              loaded: true,
              campaigns: changes.reduce<readonly Campaign[]>(applyCampaignChange, campaigns),
            })),
        },
      ),
    [core],
  );
  return view;
}
