/** When a person must say why they go on, and what counts as saying it. */
import type { Preflight } from '../../../shared/contract/upgrade.ts';
import { preflightBlocks } from '../../stores/module.ts';

export const needsOverride: (preflight: Preflight) => boolean = preflightBlocks;

/** As the contract demands of `override`. */
export function reasonEnough(reason: string): boolean {
  return reason.trim().length >= 3;
}
