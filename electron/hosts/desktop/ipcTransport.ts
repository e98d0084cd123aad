/** RPC over Electron's IPC: one channel, frames of text, and a look at who is speaking (stack.md, section 3, line 6). */
import type { IpcMain, IpcMainEvent, WebContents, WebFrameMain } from 'electron';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { decodeFrame, encodeFrame, goodbye, maxFrameBytes } from '../../../shared/rpc/frame.ts';
import { createListeners, type Listeners } from '../../../shared/rpc/listeners.ts';
import type { RpcServer } from '../../../shared/rpc/server.ts';
import type { Transport } from '../../../shared/rpc/transport.ts';
import { type FramePacket, frameChannel } from './channel.ts';
import { isAppOrigin } from './origin.ts';

export interface IpcDoorOptions {
  readonly ipcMain: IpcMain;
  readonly rpc: RpcServer;
  /** Whether these contents are a window of ours. */
  readonly isOurs: (contents: WebContents) => boolean;
  /** Somebody spoke who may not; nothing is answered. */
  readonly onRefused: (error: AppError) => void;
  readonly limitBytes?: number;
}

interface Connection {
  readonly id: string;
  readonly messages: Listeners<[unknown]>;
  readonly closed: Listeners<[]>;
  end(): void;
}

const packetSchema = z.strictObject({ connection: z.uuid(), frame: z.string() });

/** Serves every page of ours; one connection per page, the newest. Returns the function that ends it. */
export function openIpcDoor(options: IpcDoorOptions): () => void {
  const { ipcMain, rpc } = options;
  const limitBytes = options.limitBytes ?? maxFrameBytes;
  const connections = new Map<WebContents, Connection>();
  const watched = new WeakSet<WebContents>();

  function open(contents: WebContents, frame: WebFrameMain, id: string): Connection {
    connections.get(contents)?.end();
    const connection: Connection = {
      id,
      messages: createListeners(),
      closed: createListeners(),
      end() {
        if (connections.get(contents) !== connection) return;
        connections.delete(contents);
        connection.closed.emit();
      },
    };
    connections.set(contents, connection);
    watch(contents);
    rpc.serve(createTransport(connection, frame, limitBytes));
    return connection;
  }

  /** A page that is gone ends its connection: reloaded, crashed or closed. */
  function watch(contents: WebContents): void {
    if (watched.has(contents)) return;
    watched.add(contents);
    const end = (): void => connections.get(contents)?.end();
    contents.on('did-navigate', end);
    contents.on('render-process-gone', end);
    contents.on('destroyed', end);
  }

  function receive(event: IpcMainEvent, raw: unknown): void {
    const frame = admit(event, options);
    if (frame === null) return;
    const parsed = packetSchema.safeParse(raw);
    if (!parsed.success) {
      options.onRefused(
        new AppError('rpc.invalidInput', { member: 'packet', path: '', reason: 'notPacket' }),
      );
      return;
    }
    const { connection: id, frame: text } = parsed.data;
    const known = connections.get(event.sender);
    if (text === '') {
      if (known?.id === id) known.end();
      return;
    }
    const connection = known?.id === id ? known : open(event.sender, frame, id);
    try {
      connection.messages.emit(decodeFrame(text, limitBytes));
    } catch (thrown) {
      post(frame, id, encodeFrame(goodbye(AppError.from(thrown)), limitBytes));
      post(frame, id, '');
      connection.end();
    }
  }

  ipcMain.on(frameChannel, receive);
  return () => {
    ipcMain.off(frameChannel, receive);
    for (const connection of [...connections.values()]) connection.end();
  };
}

/** The frame that spoke, when it is the main frame of a window of ours and shows our page. */
function admit(event: IpcMainEvent, { isOurs, onRefused }: IpcDoorOptions): WebFrameMain | null {
  const frame = event.senderFrame;
  const isMainFrame = frame !== null && frame === event.sender.mainFrame;
  if (isMainFrame && isAppOrigin(frame.origin) && isOurs(event.sender)) return frame;
  const origin = (frame?.origin ?? 'gone').slice(0, 255);
  onRefused(new AppError('host.foreignOrigin', { host: isMainFrame ? 'main frame' : 'sub frame', origin }));
  return null;
}

function createTransport(connection: Connection, frame: WebFrameMain, limitBytes: number): Transport {
  let isOpen = true;
  connection.closed.add(() => {
    isOpen = false;
  });
  return {
    send(message) {
      const text = encodeFrame(message, limitBytes);
      if (isOpen) post(frame, connection.id, text);
    },
    onMessage: connection.messages.add,
    onClose: connection.closed.add,
    close() {
      if (isOpen) post(frame, connection.id, '');
      connection.end();
    },
  };
}

function post(frame: WebFrameMain, connection: string, text: string): void {
  // A frame may be gone between two lines of ours; its connection ends by the contents' own event.
  if (frame.isDestroyed()) return;
  const packet: FramePacket = { connection, frame: text };
  frame.send(frameChannel, packet);
}
