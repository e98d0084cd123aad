import { announceNetwork, announceSimRemoved } from './networkLines.ts';
import type { LuatParts } from './parts.ts';

/** Follows the knob `sim` while the firmware runs: the card is taken out and put back in. Returns the end of it. */
export function watchSimSlot(parts: LuatParts): () => void {
  const { at, knobs, network, timers } = parts;
  return knobs.onChanged((before) => {
    const { sim, simHotPlug, networkMs } = knobs.get();
    if (sim === before.sim) return;
    if (!sim) {
      if (simHotPlug) announceSimRemoved(parts);
      return;
    }
    // Without the contact of the slot a card counts only after a restart.
    if (!simHotPlug) return network.missCard();
    network.reset();
    at.urc('+CPIN: READY 0');
    timers.after(networkMs, () => {
      network.comeUp();
      announceNetwork(parts);
    });
  });
}
