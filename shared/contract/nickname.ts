/** The name that a person gives a module: one line, as shown in lists and on labels. */
import { z } from 'zod';

export const nicknameSchema = z
  .string()
  .trim()
  .max(40)
  .regex(/^[^\p{Cc}]*$/u);
