/** Reads the transcripts of test/fixtures/transcripts; their README describes the format. */

export type TranscriptStep =
  /** What the host sends; `pattern` allows for parts in angle brackets. */
  | { readonly kind: 'tx'; readonly text: string; readonly pattern: RegExp }
  | { readonly kind: 'txBytes'; readonly sizeBytes: number }
  | { readonly kind: 'rx'; readonly text: string; readonly inferred: boolean }
  | { readonly kind: 'rxBytes'; readonly startByte: number; readonly sizeBytes: number }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'reboot'; readonly ms: number }
  | { readonly kind: 'portLost' }
  | { readonly kind: 'portBack' };

export interface Transcript {
  readonly id: string;
  readonly title: string;
  readonly driver: string;
  readonly delivery: 'http' | 'serial' | 'cloud' | 'local';
  /** Everything else of the head, by name. */
  readonly head: ReadonlyMap<string, string>;
  /** Commands that the transcript leaves out, with their answers. */
  readonly answers: readonly { readonly pattern: RegExp; readonly lines: readonly string[] }[];
  readonly steps: readonly TranscriptStep[];
}

const deliveries = ['http', 'serial', 'cloud', 'local'] as const;

/** @throws Error with the line that cannot be read */
export function parseTranscript(text: string): Transcript {
  const [headText = '', body = ''] = text.split(/^---$/m);
  const head = new Map<string, string>();
  const answers: { pattern: RegExp; lines: string[] }[] = [];
  for (const line of contentLines(headText)) {
    const [, name = '', value = ''] = /^(\w+):\s*(.*)$/.exec(line) ?? [];
    if (name === 'answer') {
      const [command = '', reply = ''] = value.split(' => ');
      answers.push({ pattern: commandPattern(command), lines: reply.split(' | ') });
    } else if (name !== '') head.set(name, value);
    else throw new Error(`no "name: value": ${line}`);
  }
  const required = (name: string): string => {
    const value = head.get(name);
    if (value === undefined) throw new Error(`head without ${name}`);
    return value;
  };
  const delivery = deliveries.find((each) => each === required('delivery'));
  if (delivery === undefined) throw new Error(`delivery ${required('delivery')}`);
  return {
    ...{ id: required('id'), title: required('title'), driver: required('driver'), delivery },
    ...{ head, answers, steps: contentLines(body).map(parseStep) },
  };
}

function contentLines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

function parseStep(line: string): TranscriptStep {
  const [, word = '', rest = ''] = /^(TX|RX~?|\[\w+)\s?(.*)$/.exec(line) ?? [];
  const bytes = /^<bytes(?: (\d+)\+)? ?(\d+)>$/.exec(rest);
  switch (word) {
    case 'TX':
      return bytes === null
        ? { kind: 'tx', text: rest, pattern: commandPattern(rest) }
        : { kind: 'txBytes', sizeBytes: Number(bytes[2]) };
    case 'RX':
    case 'RX~':
      return bytes === null
        ? { kind: 'rx', text: rest, inferred: word === 'RX~' }
        : { kind: 'rxBytes', startByte: Number(bytes[1] ?? 0), sizeBytes: Number(bytes[2]) };
    case '[wait':
      return { kind: 'wait', ms: Number.parseInt(rest, 10) };
    case '[reboot':
      return { kind: 'reboot', ms: Number.parseInt(rest, 10) };
    case '[portLost':
      return { kind: 'portLost' };
    case '[portBack':
      return { kind: 'portBack' };
    default:
      throw new Error(`cannot be read: ${line}`);
  }
}

/** `*` at the end stands for anything, `<name>` for a run of hex digits. */
function commandPattern(command: string): RegExp {
  const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const open = command.endsWith('*');
  const parts = (open ? command.slice(0, -1) : command).split(/<\w+>/).map(literal);
  return new RegExp(`^${parts.join('[0-9A-Fa-f]+')}${open ? '.*' : ''}$`, 's');
}
