/** One port as a line of a table. */
import type { PortInfo } from '../../../../shared/contract/port.ts';
import type { Translate } from '../../../../shared/domain/texts/translate.ts';

export function portHead(t: Translate): string[] {
  return ['port', 'nickname', 'label', 'role', 'state'].map((name) => t(`cli.ports.${name}`));
}

export function portCells(port: PortInfo, t: Translate): string[] {
  const { guess, reason, certainty } = port.role;
  const why = t(`portRole.${reason}`);
  const sure = certainty === 'guess' ? t('cli.ports.guess', { why }) : why;
  return [
    port.id,
    port.nickname ?? '',
    port.label,
    `${t(`cli.ports.is.${guess}`)} (${sure})`,
    portState(port, t),
  ];
}

/** Who has it, what it waits for, or why it could not be opened. */
export function portState(port: PortInfo, t: Translate): string {
  const { lease, waiting, trouble, presence } = port;
  if (waiting !== undefined)
    return t(`cli.ports.waiting.${waiting.for}`, { candidates: waiting.candidates.join(', ') });
  if (presence === 'gone') return t('cli.ports.gone');
  if (lease !== undefined) return t('cli.ports.held', { owner: t(`leaseOwner.${lease.owner}`) });
  return trouble === undefined ? t('cli.ports.free') : t(`error.${trouble.code}`, trouble.params);
}
