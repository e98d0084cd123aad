/** What the window may not do. Each function is one or two lines of the checklist in SECURITY.md (stack.md, section 3). */
import { type App, type Session, shell, type WebContents, type WebPreferences } from 'electron';
import { isAppOrigin, isPage } from './origin.ts';

/** Places that a link may open in the system's browser: https, these hosts, nothing else. */
const externalHosts: readonly string[] = ['docs.openluat.com', 'iot.openluat.com'];

/** Line 1. The page is an ordinary web page with no Node and no Electron in it. */
export function safeWebPreferences(preload: string): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  };
}

/** Lines 1 and 4, for every contents there ever is. Before the app is ready. */
export function hardenApp(app: App): void {
  app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => hardenContents(contents));
}

/** Line 4: the page stays where it is, and nothing else is ever opened in our process. */
export function hardenContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    // Reloading the page itself is a navigation too.
    if (!isPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url);
    return { action: 'deny' };
  });
}

/** Opens a link in the system's browser when it is one of the few places allowed; says whether it was. */
export function openExternal(address: string): boolean {
  if (!isAllowedExternal(address)) return false;
  void shell.openExternal(address);
  return true;
}

export function isAllowedExternal(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  const isPlain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  return isPlain && externalHosts.includes(url.hostname);
}

/** Lines 5 and 11: no permission, no device, no download, no network. */
export function hardenSession(session: Session, options: { readonly devTools: boolean }): void {
  denyPermissions(session);
  denyDevices(session);
  session.on('will-download', (event) => event.preventDefault());
  // The offline switch has no off position: nothing in the window needs the network. Modules, servers and files are the core's.
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, decide) => {
    const isOurs = url.startsWith('app://airdock/');
    decide({ cancel: !isOurs && !(options.devTools && url.startsWith('devtools://')) });
  });
}

/**
 * Writing text to the clipboard is what "copy" does; Electron asks for it like for any other permission. It is the one that is
 * given, and only to our own page.
 */
const givenPermission = 'clipboard-sanitized-write';

function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    const isPageItself = details.isMainFrame && isPage(details.requestingUrl);
    decide(permission === givenPermission && isPageItself);
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin, details) =>
      permission === givenPermission && details.isMainFrame && isAppOrigin(origin),
  );
}

/** Serial ports are opened by the core through Node; the page has no way to any device. */
function denyDevices(session: Session): void {
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, decide) => decide(null));
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault();
    choose('');
  });
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault();
    choose(null);
  });
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault();
    choose();
  });
}
