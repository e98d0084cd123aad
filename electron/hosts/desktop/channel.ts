/** The single IPC channel between the page's preload script and the main process. Imported by both, so it imports nothing. */
export const frameChannel = 'airdock:frame';

/** One frame of RPC text; an empty frame ends the connection. */
export interface FramePacket {
  /** Chosen anew for every connection of every page load: what is left of an earlier one can never be mistaken for this one. */
  readonly connection: string;
  readonly frame: string;
}
