/** What the doctor found when it was last asked; about this computer, so one answer for all pages. */
import type { DoctorCheck } from '../../shared/contract/app.ts';
import { createAnswers } from './answers.ts';

export const doctorAnswers = createAnswers<readonly DoctorCheck[]>();
export const doctorQuestion = 'thisComputer';
