/** A command that Airdock knows, in the spelling of its documents. */
export interface AtCommand {
  /** What completion puts into the line; ends where a person goes on. */
  readonly insert: string;
  /** The whole command; what stands in angle brackets is filled in, what stands in square brackets may be left out. */
  readonly syntax: string;
  readonly meaning: { readonly 'zh-CN': string; readonly en: string };
  readonly family: CommandFamily;
  /** Seen only in program code, not in a manual or a log (at-commands, letter S). */
  readonly onlyInCode?: true;
}

/** Who understands it; `common` is 27.007 and what nearly all modules share. */
export type CommandFamily =
  | 'common'
  | 'luat'
  | 'quecthing'
  | 'quectel'
  | 'simcom'
  | 'onemo'
  | 'ublox'
  | 'nordic'
  | 'telit'
  | 'huawei'
  | 'meig';

/** One row of a table: command, Chinese, English; `~` in the command marks where a person goes on. */
export type CommandRow = readonly [command: string, zh: string, en: string, onlyInCode?: 'onlyInCode'];

/** A table of one family. Without a mark the command is whole; `<` and `[` never get into the line. */
export function commandsOf(family: CommandFamily, rows: readonly CommandRow[]): readonly AtCommand[] {
  return rows.map(([command, zh, en, mark]) => {
    const syntax = command.replace('~', '');
    const end = command.includes('~')
      ? command.indexOf('~')
      : (/[<[]/.exec(command)?.index ?? command.length);
    return {
      ...{ insert: command.slice(0, end), syntax, meaning: { 'zh-CN': zh, en }, family },
      ...(mark === undefined ? {} : { onlyInCode: true as const }),
    };
  });
}
