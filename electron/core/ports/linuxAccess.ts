import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { type SystemFiles, systemFiles } from './linuxPorts.ts';

/** Who may open a device: its owner, its group, or everybody. */
export interface DeviceAccess {
  readonly userId: number;
  readonly groupId: number;
  /** Permission bits, e.g. 0o660. */
  readonly mode: number;
}

export interface Person {
  readonly name: string;
  readonly userId: number;
  /** Groups of the running process; membership given later counts only after the next login. */
  readonly groupIds: readonly number[];
}

export interface LinuxSystem {
  readonly files: Pick<SystemFiles, 'read'>;
  readonly person: Person;
  /** Null where there is no such device. */
  access(path: string): Promise<DeviceAccess | null>;
}

export function linuxSystem(): LinuxSystem {
  const { username, uid } = userInfo();
  return {
    files: systemFiles,
    person: { name: username, userId: uid, groupIds: process.getgroups?.() ?? [] },
    access: (path) =>
      stat(path).then(
        ({ uid: userId, gid: groupId, mode }) => ({ userId, groupId, mode: mode & 0o777 }),
        () => null,
      ),
  };
}

export type Verdict =
  | { readonly kind: 'allowed' | 'notThere' }
  /** A person has to be put into the group. */
  | { readonly kind: 'notInGroup'; readonly group: string }
  /** Is in the group since the last login. */
  | { readonly kind: 'notActive'; readonly group: string }
  /** Not even a group may open it. */
  | { readonly kind: 'ownerOnly' };

/** Whether this process may read and write a device, and if not, what is missing. Opens nothing. */
export async function judgeAccess(system: LinuxSystem, path: string): Promise<Verdict> {
  const access = await system.access(path);
  if (access === null) return { kind: 'notThere' };
  const { userId, groupId, mode } = access;
  const { person } = system;
  const may = (bits: number): boolean => (bits & 0o6) === 0o6;
  if (person.userId === 0 || may(mode)) return { kind: 'allowed' };
  if (person.userId === userId && may(mode >> 6)) return { kind: 'allowed' };
  if (!may(mode >> 3) || groupId === 0) return { kind: 'ownerOnly' };
  if (person.groupIds.includes(groupId)) return { kind: 'allowed' };
  const { name: group, members } = await findGroup(system, groupId);
  return { kind: members.includes(person.name) ? 'notActive' : 'notInGroup', group };
}

async function findGroup(system: LinuxSystem, groupId: number): Promise<{ name: string; members: string[] }> {
  for (const line of ((await system.files.read('/etc/group')) ?? '').split('\n')) {
    const [name, , id, members] = line.split(':');
    if (name !== undefined && Number(id) === groupId)
      return { name, members: (members ?? '').split(',').map((member) => member.trim()) };
  }
  return { name: String(groupId), members: [] };
}
