/**
 * The only thing a host has to supply: a pipe for whole messages. Messages are plain JSON values; a transport that
 * carries text encodes them itself and refuses frames beyond its limit with `rpc.frameTooLarge`.
 */
export interface Transport {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): () => void;
  onClose(listener: () => void): () => void;
  close(): void;
}
