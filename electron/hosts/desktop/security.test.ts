import type { App, Session, WebContents } from 'electron';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { opened, StubApp, StubContents, StubEvent, StubSession } from './testing/electronStub.ts';

vi.mock('electron', () => import('./testing/electronStub.ts'));
const { hardenApp, hardenSession, isAllowedExternal, openExternal, safeWebPreferences } = await import(
  './security.ts'
);

// The stubs have the members that our code uses; Electron's own types have hundreds.
const asApp = (stub: StubApp): App => stub as unknown as App;
const asSession = (stub: StubSession): Session => stub as unknown as Session;

/** Contents as Electron announces them, hardened by our own listener. */
function createContents(): StubContents {
  const app = new StubApp();
  hardenApp(asApp(app));
  const contents = new StubContents();
  app.emit('web-contents-created', new StubEvent(), contents as unknown as WebContents);
  return contents;
}

function createSession(devTools = false): StubSession {
  const session = new StubSession();
  hardenSession(asSession(session), { devTools });
  return session;
}

/** Emits a navigation event as Electron does: the details are on the event. */
function navigates(contents: StubContents, name: string, details: object): boolean {
  const event = Object.assign(new StubEvent(), details);
  contents.emit(name, event);
  return !event.defaultPrevented;
}

beforeEach(() => {
  opened.length = 0;
});

describe('the page', () => {
  test('runs sandboxed and isolated, without Node and without webviews', () => {
    const app = new StubApp();
    hardenApp(asApp(app));
    expect(app.sandboxed).toBe(true);
    expect(safeWebPreferences('/p.cjs')).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
    });
  });
});

describe('a navigation', () => {
  const elsewhere = [
    'https://evil.example/',
    'http://127.0.0.1:8080/',
    'file:///etc/passwd',
    'app://evil/',
    'app://airdock.evil.example/',
    'app://airdock/other.html',
    'app://airdock/index.html?x',
    'data:text/html,x',
    'about:blank',
    'javascript:alert(1)',
  ];
  for (const url of elsewhere) {
    test(`to ${url} is refused`, () => {
      expect(navigates(createContents(), 'will-navigate', { url })).toBe(false);
    });
  }

  test('to the page itself is a reload and goes through', () => {
    const contents = createContents();
    expect(navigates(contents, 'will-navigate', { url: 'app://airdock/' })).toBe(true);
    expect(navigates(contents, 'will-navigate', { url: 'app://airdock/#/upgrade' })).toBe(true);
  });

  test('of a sub frame is refused, wherever it goes', () => {
    const contents = createContents();
    for (const url of ['app://airdock/', 'https://evil.example/']) {
      expect(navigates(contents, 'will-frame-navigate', { url, isMainFrame: false })).toBe(false);
    }
  });

  test('by a redirect is refused', () => {
    for (const url of ['app://airdock/', 'https://evil.example/']) {
      expect(navigates(createContents(), 'will-redirect', { url })).toBe(false);
    }
  });

  test('a webview is not attached', () => {
    expect(navigates(createContents(), 'will-attach-webview', {})).toBe(false);
  });
});

describe('a new window', () => {
  const open = (url: string): unknown =>
    createContents().handler<(details: { url: string }) => unknown>('windowOpen')({ url });

  test('is never opened', () => {
    for (const url of [
      'app://airdock/',
      'about:blank',
      'https://docs.openluat.com/',
      'https://evil.example/',
    ]) {
      expect(open(url), url).toEqual({ action: 'deny' });
    }
  });

  test('opens the system browser for the manual, and for nothing else', () => {
    open('https://docs.openluat.com/air780e');
    open('https://evil.example/');
    open('file:///etc/passwd');
    expect(opened).toEqual(['https://docs.openluat.com/air780e']);
  });
});

describe('an external address', () => {
  const refused = [
    'http://docs.openluat.com/',
    'https://docs.openluat.com.evil.example/',
    'https://evil.example/docs.openluat.com',
    'https://docs.openluat.com@evil.example/',
    'https://user:pass@docs.openluat.com/',
    'https://docs.openluat.com:8443/',
    'https://xdocs.openluat.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://docs.openluat.com/share',
    'ms-msdt:/id',
    'docs.openluat.com',
    '',
  ];
  for (const url of refused) {
    test(`${JSON.stringify(url)} is refused`, () => {
      expect(isAllowedExternal(url)).toBe(false);
      expect(openExternal(url)).toBe(false);
      expect(opened).toEqual([]);
    });
  }
});

type RequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;

describe('a permission', () => {
  const all = [
    'media',
    'geolocation',
    'notifications',
    'midiSysex',
    'pointerLock',
    'fullscreen',
    'openExternal',
    'serial',
  ];
  const more = ['hid', 'usb', 'clipboard-read', 'display-capture', 'fileSystem', 'idle-detection', 'unknown'];

  function request(permission: string, requestingUrl: string, isMainFrame: boolean): boolean {
    const handler = createSession().handler<(...args: unknown[]) => void>('permissionRequest');
    let answer: boolean | undefined;
    const decide = (granted: boolean): void => {
      answer = granted;
    };
    handler(null, permission, decide, { requestingUrl, isMainFrame });
    if (answer === undefined) throw new Error('never answered');
    return answer;
  }
  function check(permission: string, origin: string, isMainFrame: boolean): unknown {
    const handler = createSession().handler<(...args: unknown[]) => unknown>('permissionCheck');
    return handler(null, permission, origin, { isMainFrame });
  }

  for (const permission of [...all, ...more]) {
    test(`"${permission}" is refused to the page itself, when it asks and when Electron checks`, () => {
      expect(request(permission, 'app://airdock/', true)).toBe(false);
      expect(check(permission, 'app://airdock/', true)).toBe(false);
    });
  }

  test('to write to the clipboard is given to the page, and to nobody else', () => {
    const permission = 'clipboard-sanitized-write';
    expect(request(permission, 'app://airdock/#/log', true)).toBe(true);
    expect(check(permission, 'app://airdock', true)).toBe(true);
    for (const origin of ['https://evil.example/', 'app://evil/', 'app://airdock.evil/', '', 'null']) {
      expect(request(permission, origin, true), origin).toBe(false);
      expect(check(permission, origin, true), origin).toBe(false);
    }
    expect(request(permission, 'app://airdock/', false)).toBe(false);
    expect(check(permission, 'app://airdock/', false)).toBe(false);
  });

  test('the handlers fit the types of Electron', () => {
    const session = createSession();
    session.handler<RequestHandler>('permissionRequest');
    session.handler<CheckHandler>('permissionCheck');
  });
});

describe('a device', () => {
  test('is refused, whatever it is', () => {
    const handler = createSession().handler<(details: object) => boolean>('devicePermission');
    for (const deviceType of ['hid', 'serial', 'usb']) {
      expect(handler({ deviceType, origin: 'app://airdock', device: {} }), deviceType).toBe(false);
    }
  });

  test('is not chosen from a list', () => {
    const session = createSession();
    const chosen: unknown[] = [];
    const choose = (...args: unknown[]): void => void chosen.push(args);
    const events = [new StubEvent(), new StubEvent(), new StubEvent()];
    session.emit('select-serial-port', events[0], [{ portId: '1' }], {}, choose);
    session.emit('select-hid-device', events[1], { deviceList: [{ deviceId: '1' }] }, choose);
    session.emit('select-usb-device', events[2], { deviceList: [{ deviceId: '1' }] }, choose);
    expect(events.map((event) => event.defaultPrevented)).toEqual([true, true, true]);
    expect(chosen).toEqual([[''], [null], []]);
  });

  test('the screen is not shared', () => {
    const handler =
      createSession().handler<(request: object, decide: (streams: unknown) => void) => void>('displayMedia');
    let streams: unknown = 'never answered';
    handler({}, (given) => {
      streams = given;
    });
    expect(streams).toBeNull();
  });

  test('a download is prevented', () => {
    const event = new StubEvent();
    createSession().emit('will-download', event, {}, {});
    expect(event.defaultPrevented).toBe(true);
  });
});

describe('the network', () => {
  function cancels(url: string, devTools = false): unknown {
    const handler =
      createSession(devTools).handler<
        (details: { url: string }, decide: (answer: { cancel: boolean }) => void) => void
      >('beforeRequest <all_urls>');
    let answer: { cancel: boolean } | undefined;
    handler({ url }, (given) => {
      answer = given;
    });
    return answer?.cancel;
  }

  test('is closed to everything', () => {
    const urls = [
      'https://evil.example/',
      'http://127.0.0.1/',
      'ws://127.0.0.1:4780/rpc',
      'wss://evil.example/',
      'file:///etc/passwd',
      'ftp://evil.example/',
      'app://evil/',
      'app://airdock.evil.example/',
      'https://docs.openluat.com/',
      'devtools://devtools/bundled/',
    ];
    for (const url of urls) expect(cancels(url), url).toBe(true);
  });

  test('is open to the page', () => {
    expect(cancels('app://airdock/assets/index.js')).toBe(false);
  });

  test('the developer tools load only where they are allowed', () => {
    expect(cancels('devtools://devtools/bundled/', true)).toBe(false);
    expect(cancels('https://evil.example/', true)).toBe(true);
  });
});
