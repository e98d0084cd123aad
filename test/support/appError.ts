import { AppError, type ErrorCode, type ErrorParams } from '../../shared/errors.ts';

/** The AppError that a step throws; a failure of another kind, or none, fails the test with what came instead. */
export async function appErrorOf(step: () => unknown): Promise<AppError> {
  try {
    await step();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('expected an AppError, nothing was thrown');
}

/** Code and parameters of the AppError that a step throws. */
export async function refusalOf(step: () => unknown): Promise<{ code: ErrorCode; params: ErrorParams }> {
  const { code, params } = await appErrorOf(step);
  return { code, params };
}
