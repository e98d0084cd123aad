/** Where the window was when it was last closed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';
import { replaceFile } from '../../core/store/ownerOnly.ts';

const stateSchema = z.strictObject({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof stateSchema>;

/** Undefined at the first start, after damage, and when no display shows that place any more. */
export function readWindowState(folder: string): WindowState | undefined {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8')));
    return screen.getAllDisplays().some((display) => overlaps(display.workArea, state)) ? state : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the state whenever the window closes. */
export function rememberWindowState(window: BrowserWindow, folder: string): void {
  window.on('close', () => {
    const state: WindowState = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    try {
      replaceFile(join(folder, 'window.json'), JSON.stringify(state));
    } catch {
      // A full disk must not keep the window open; the next start takes the default place.
    }
  });
}

/** Enough of the title bar is visible to take hold of it. */
function overlaps(area: Rectangle, state: WindowState): boolean {
  const right = Math.min(area.x + area.width, state.x + state.width);
  const left = Math.max(area.x, state.x);
  return right - left >= 100 && state.y >= area.y && state.y + 40 <= area.y + area.height;
}
