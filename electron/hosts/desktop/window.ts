/** The one window. */
import { BrowserWindow } from 'electron';
import { pageUrl } from './origin.ts';
import { safeWebPreferences } from './security.ts';
import { readWindowState, rememberWindowState } from './windowState.ts';

export interface WindowOptions {
  readonly folder: string;
  readonly preload: string;
  readonly devTools: boolean;
}

/** Shown when its first picture is ready, so that nobody sees it empty. */
export function createWindow({ folder, preload, devTools }: WindowOptions): BrowserWindow {
  const state = readWindowState(folder);
  const place = state === undefined ? {} : { x: state.x, y: state.y };
  const window = new BrowserWindow({
    ...place,
    width: state?.width ?? 1280,
    height: state?.height ?? 840,
    minWidth: 880,
    minHeight: 600,
    show: false,
    title: 'Airdock',
    autoHideMenuBar: true,
    webPreferences: { ...safeWebPreferences(preload), devTools },
  });
  if (state?.maximized) window.maximize();
  rememberWindowState(window, folder);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(pageUrl);
  return window;
}
