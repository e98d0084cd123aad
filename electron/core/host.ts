import type { PickPurpose } from '../../shared/contract/app.ts';

/** What a door can do for the core. The core knows this interface and nothing of the door behind it. */

/** Where keys are kept. Names are the core's, e.g. `project:7f3a`; values never reach a log, a title or a crash text. */
export interface SecretStore {
  /** `system`: encrypted by the operating system for this account; `file`: an owner-only file, which the window says plainly. */
  readonly kind: 'system' | 'file';
  /** Null where there is none, or where it can no longer be decrypted (another account, a reset keychain). */
  get(name: string): Promise<string | null>;
  /** Throws AppError file.notWritable {path, reason}. */
  set(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

export interface HostCapabilities {
  readonly door: 'desktop' | 'local' | 'cli';
  /** What the window offers; the rest of the methods do nothing, or throw host.notAvailable, where this says no. */
  readonly can: {
    readonly pickFiles: boolean;
    readonly saveFiles: boolean;
    readonly reveal: boolean;
    readonly upload: boolean;
  };
  /** Absolute path of a file, or of a folder for `folder`; null when the person closed the dialog. Throws host.notAvailable {what}. */
  pickFile(purpose: PickPurpose): Promise<string | null>;
  /** Absolute path to write to, or null when the person closed the dialog. Throws host.notAvailable {what}. */
  saveFile(suggestedName: string): Promise<string | null>;
  /** Shows a file in the file manager. Throws host.notAvailable {what}, file.notFound {path}. */
  reveal(path: string): Promise<void>;
  /** Tells the person something although the window may not be in front; both texts are already translated. */
  notify(note: { readonly title: string; readonly body: string }): void;
  /** Keeps the computer from sleeping. Where nothing can do that, nothing happens. */
  keepAwake(on: boolean): void;
  /** 0 to 1 on the task bar, null for none. */
  progress(value: number | null): void;
  readonly secrets: SecretStore;
}
