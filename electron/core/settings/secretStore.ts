/**
 * Where keys are kept, as this room needs it; every door brings one (electron/core/host.ts). Values never reach a log, a title,
 * an error or the database.
 */
export interface SecretStore {
  /** `system`: the operating system's store; `file`: an owner-only file, which the window says plainly. */
  readonly kind: 'system' | 'file';
  /** Null where there is none, or where it can no longer be decrypted. */
  get(id: string): Promise<string | null>;
  set(id: string, value: string): Promise<void>;
  remove(id: string): Promise<void>;
}
