/** Which door this page was opened through, and the pipe to the core behind it. */
import { AppError } from '../../shared/errors.ts';
import { createBridgeTransport, type FrameBridge } from '../../shared/rpc/bridgeTransport.ts';
import type { Transport } from '../../shared/rpc/transport.ts';
import { createWebSocketTransport } from '../../shared/rpc/webSocketTransport.ts';

declare global {
  interface Window {
    /** What the desktop's preload script exposes; absent in a browser. */
    readonly airdock?: FrameBridge;
  }
}

/** Opens one connection: the desktop's bridge, else a WebSocket to `/rpc` of the page's own origin. */
export function openTransport(): Promise<Transport> {
  const bridge = window.airdock;
  if (bridge !== undefined) return Promise.resolve(createBridgeTransport(bridge));
  return openSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`);
}

function openSocket(url: string): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    const refused = () => void whyRefused().then(reject);
    socket.addEventListener('close', refused);
    socket.addEventListener(
      'open',
      () => {
        socket.removeEventListener('close', refused);
        resolve(createWebSocketTransport(socket));
      },
      { once: true },
    );
  });
}

/** A script cannot see why a WebSocket was refused; the local host's `/session` says whether this page may come in at all. */
async function whyRefused(): Promise<AppError> {
  const answer = await fetch('/session').catch(() => null);
  if (answer?.status === 401) return new AppError('host.missingToken', {}, { retry: 'no' });
  return new AppError('rpc.disconnected', {}, { retry: 'later' });
}

/** True where the window belongs to Airdock, so closing it is Airdock's own affair. */
export function isDesktop(): boolean {
  return window.airdock !== undefined;
}
