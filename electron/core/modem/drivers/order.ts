import { parseInteger, splitFields, splitNamed } from '../../../../shared/domain/atLine.ts';
import type { AtChannel, AtReply, SendOptions } from '../atChannel.ts';
import { finalText } from '../settings.ts';
import type { CommandOptions, CommandResult } from './driver.ts';

/** An order that is taken or refused, for the abilities that need no more than that. */
export async function order(
  channel: AtChannel,
  command: string,
  options: CommandOptions & Pick<SendOptions, 'finalOf' | 'isUrc'>,
): Promise<CommandResult> {
  const reply = await channel.send(command, options);
  if (reply.final === 'ok') return { kind: 'done', seqs: reply.seqs };
  return { kind: 'refused', answer: finalText(reply), seqs: reply.seqs };
}

/** Fields of the first line of an answer that bears this name; empty where there is none. */
export function fieldsOf({ lines }: Pick<AtReply, 'lines'>, name: string): readonly string[] {
  const named = lines.map(splitNamed).find((line) => line?.name === name);
  return splitFields(named?.body ?? '');
}

/** A number that a question is answered with; null where the module refuses or says something else. */
export async function askNumber(
  channel: AtChannel,
  command: string,
  name: string,
  options: CommandOptions,
): Promise<{ readonly value: number | null; readonly seqs: readonly number[] }> {
  const reply = await channel.send(command, options);
  return { value: parseInteger(fieldsOf(reply, name)[0]), seqs: reply.seqs };
}
