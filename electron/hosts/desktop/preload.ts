/** Runs sandboxed before the page and gives it one frozen object with two functions; the page sees nothing else of Electron. */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { FrameBridge } from '../../../shared/rpc/bridgeTransport.ts';
import { type FramePacket, frameChannel } from './channel.ts';

let connection = '';

const bridge: FrameBridge = Object.freeze({
  send(frame: string): void {
    const packet: FramePacket = { connection, frame: String(frame) };
    ipcRenderer.send(frameChannel, packet);
  },
  /** Each listener begins a connection of its own. */
  onMessage(listener: (frame: string) => void): () => void {
    const mine = crypto.randomUUID();
    connection = mine;
    const receive = (_event: IpcRendererEvent, packet: FramePacket): void => {
      if (packet.connection === mine) listener(packet.frame);
    };
    ipcRenderer.on(frameChannel, receive);
    return () => {
      ipcRenderer.off(frameChannel, receive);
    };
  },
});

contextBridge.exposeInMainWorld('airdock', bridge);
