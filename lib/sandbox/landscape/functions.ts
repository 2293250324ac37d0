import { zipOf } from '../lambda/zip';
import type { Build, Place } from './landscape';

/** What a function does, file by file as it was uploaded. */
export type Code = { runtime: string; handler: string; files: Record<string, string> };

export type Configuration = { name: string; code: Code; description?: string; timeout?: number; memory?: number };

export async function makeFunction(
  build: Build,
  daysAgo: number,
  place: Place,
  Role: string,
  { name, code, description, timeout, memory }: Configuration,
): Promise<void> {
  await build(daysAgo, place, 'lambda', 'CreateFunction', {
    FunctionName: name,
    Runtime: code.runtime,
    Handler: code.handler,
    Code: { ZipFile: zipOf(code.files) },
    Role,
    Description: description ?? '',
    Timeout: timeout ?? 3,
    MemorySize: memory ?? 128,
  });
}
