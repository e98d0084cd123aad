/** Asks before closing while a job runs that closing could harm. */
import { type BrowserWindow, dialog } from 'electron';
import type { DesktopTexts } from './texts.ts';

export interface CloseGuardOptions {
  /** How many jobs must not be disturbed now. */
  readonly guarded: () => number;
  readonly texts: () => DesktopTexts;
}

/** The question is asked once at a time; "close anyway" lets the same window go. */
export function guardClosing(window: BrowserWindow, options: CloseGuardOptions): void {
  let state: 'watching' | 'asking' | 'leaving' = 'watching';
  window.on('close', (event) => {
    if (state === 'leaving' || options.guarded() === 0) return;
    event.preventDefault();
    if (state === 'asking') return;
    state = 'asking';
    ask(window, options.texts()).then(
      (leave) => {
        state = leave ? 'leaving' : 'watching';
        if (leave) window.close();
      },
      () => {
        state = 'watching';
      },
    );
  });
}

async function ask(window: BrowserWindow, texts: DesktopTexts): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: texts.busyTitle,
    detail: texts.busyDetail,
    buttons: [texts.stay, texts.leave],
    // Enter and Escape both stay.
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
