/** Hands a file of the browser to the core: law 9, the browser's files are uploaded copies. */
import { z } from 'zod';
import { errorDataSchema, type FileRef } from '../../shared/contract/common.ts';
import { AppError, errorCodes } from '../../shared/errors.ts';

const answerSchema = z.object({ id: z.string().regex(/^[0-9a-f]{32}$/) });

/** Throws what the host refused it with (file.tooLarge, file.notWritable, …), or rpc.disconnected when there was no answer. */
export async function uploadFile(file: File): Promise<FileRef> {
  const response = await fetch('/upload', {
    method: 'POST',
    headers: { 'X-File-Name': encodeURIComponent(file.name), 'Content-Type': 'application/octet-stream' },
    body: file,
  }).catch((thrown: unknown) => {
    throw new AppError('rpc.disconnected', {}, { retry: 'later', cause: thrown });
  });
  const answer: unknown = await response.json().catch(() => null);
  const taken = answerSchema.safeParse(answer);
  if (response.ok && taken.success) return { kind: 'upload', id: taken.data.id };
  throw refusal(file.name, response.status, answer);
}

function refusal(path: string, status: number, answer: unknown): AppError {
  const error = errorDataSchema.safeParse(answer);
  const code = errorCodes.find((known) => error.success && known === error.data.code);
  if (error.success && code !== undefined)
    return new AppError(code, error.data.params, { retry: error.data.retry });
  return new AppError('file.notReadable', { path, reason: `HTTP ${status}` });
}
