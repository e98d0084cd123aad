import { z } from 'zod';
import type { Preset } from '../../../shared/contract/presets.ts';
import { type Project, platformSchema, projectFieldsSchema } from '../../../shared/contract/settings.ts';
import { AppError } from '../../../shared/errors.ts';
import { lendsKey } from './presets.ts';

/** The file by which projects and presets go from one computer to another: JSON with a version, and no secret in it. */

/** Read by Airdock as `airdock: "projects"`; raised when an older version could misread the file. */
export const projectFileVersion = 1;

const filePresetSchema = z.strictObject({
  name: z.string().min(1).max(80),
  useKey: z.boolean(),
  url: z.string().max(2048).optional(),
  period: z
    .string()
    .regex(/^\d{1,10}$/)
    .optional(),
  auto: z.enum(['0', '1']).optional(),
});

const fileProjectSchema = z.strictObject({
  name: z.string().min(1).max(80),
  platform: platformSchema,
  fields: projectFieldsSchema,
  notes: z.string().max(2000),
  /** Whether the project has a secret where it comes from; the secret itself stays there. */
  hasKey: z.boolean(),
  presets: z.array(filePresetSchema).max(500),
});
export type FileProject = z.infer<typeof fileProjectSchema>;

const fileSchema = z.strictObject({
  airdock: z.literal('projects'),
  version: z.literal(projectFileVersion),
  projects: z.array(fileProjectSchema).max(500),
});

/** What was left out of a file because it would have given a secret away. */
export interface Withheld {
  readonly project: string;
  /** Empty: the project itself. */
  readonly preset: string;
  readonly field: string;
}

export interface WrittenProjects {
  readonly text: string;
  readonly withheld: readonly Withheld[];
}

/**
 * @param secrets every known secret, so that none leaves in a URL or in the notes
 */
export function writeProjectFile(
  projects: readonly Project[],
  presets: readonly Preset[],
  secrets: readonly string[],
): WrittenProjects {
  const withheld: Withheld[] = [];
  const tells = (text: string): boolean => tellsSecret(text, secrets);
  const clean = <T extends string | undefined>(text: T, where: Withheld): T | undefined => {
    if (text === undefined || !tells(text)) return text;
    withheld.push(where);
    return undefined;
  };
  const content: z.infer<typeof fileSchema> = {
    airdock: 'projects',
    version: projectFileVersion,
    projects: projects.map(({ id, name, platform, fields, notes, keyHint }) => ({
      ...{ name, platform, hasKey: keyHint !== null },
      fields: {
        ...fields,
        ...(fields.serverUrl === undefined
          ? {}
          : { serverUrl: clean(fields.serverUrl, { project: name, preset: '', field: 'serverUrl' }) }),
      },
      notes: clean(notes, { project: name, preset: '', field: 'notes' }) ?? '',
      presets: presets
        .filter(({ projectId }) => projectId === id)
        .map(({ id: _id, projectId: _projectId, url, ...preset }) => {
          const kept = clean(url, { project: name, preset: preset.name, field: 'url' });
          return kept === undefined ? preset : { ...preset, url: kept };
        }),
    })),
  };
  return { text: `${JSON.stringify(content, null, 2)}\n`, withheld };
}

/** A known secret, a password in a URL, or a parameter that carries a key. */
function tellsSecret(text: string, secrets: readonly string[]): boolean {
  if (secrets.some((secret) => secret.length >= 4 && text.includes(secret))) return true;
  return (
    /:\/\/[^/@\s]*:[^/@\s]*@/.test(text) ||
    /[?&](?:(?:project|product)_?key|access_?key|key|token|sign|secret|password)=[^&\s]/i.test(text)
  );
}

/**
 * Reads a project file.
 *
 * @throws AppError settings.badFile {reason: 'notJson' | 'notOurs' | 'field:<path>'}, settings.newerFile {found, known}
 */
export function readProjectFile(text: string): FileProject[] {
  const json = parseJson(text);
  if (!isRecord(json) || json['airdock'] !== 'projects') {
    throw bad('notOurs', '');
  }
  const version = json['version'];
  if (typeof version === 'number' && version > projectFileVersion) {
    throw new AppError('settings.newerFile', { found: version, known: projectFileVersion });
  }
  const parsed = fileSchema.safeParse(json);
  if (parsed.success) return withLentKeys(parsed.data.projects);
  const issue = parsed.error.issues[0];
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : '';
  throw bad('field', [...(issue?.path ?? []), keys].filter((part) => part !== '').join('.'));
}

/** A preset that would write a key that is none of the module's is refused before anything is added. */
function withLentKeys(projects: FileProject[]): FileProject[] {
  for (const [index, { platform, presets }] of projects.entries()) {
    const wrong = lendsKey(platform) ? -1 : presets.findIndex(({ useKey }) => useKey);
    if (wrong >= 0) throw bad('field', `projects.${index}.presets.${wrong}.useKey`);
  }
  return projects;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    // The parser's message quotes the text, which may hold a key.
    const at = error instanceof Error ? /(?:position|line) \d+(?: column \d+)?/.exec(error.message)?.[0] : '';
    throw bad('notJson', at ?? '');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The place stands behind the colon of the reason, where the texts find it. */
function bad(reason: 'notJson' | 'notOurs' | 'field', where: string): AppError {
  return new AppError('settings.badFile', { reason: where === '' ? reason : `${reason}:${where}` });
}
