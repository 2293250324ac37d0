import { isAbsence } from '../session/refusal';

/** What AWS answers, or `null` where it says that what was asked for is not there. */
export async function unlessAbsent<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}
