import { strToU8, unzipSync, zipSync } from 'fflate';
import { invalidParameter } from './lambda-fault';

const unzippedLimit = 262_144_000;

/** A deployment package of text files, by path. The same files always give the same bytes. */
export function zipOf(files: Record<string, string>): Uint8Array {
  const entries = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: new Date(1980, 0, 1) });
}

/**
 * The files of a deployment package, by path.
 * @throws Fault when the bytes are no zip, when they unfold to too much, or when a path leads out of the package
 */
export function filesOf(zip: Uint8Array): Map<string, Uint8Array> {
  const files = unzip(zip);
  for (const path of files.keys()) {
    if (path.startsWith('/') || path.split(/[\\/]/).includes('..')) throw unreadable();
  }
  return files;
}

function unzip(zip: Uint8Array): Map<string, Uint8Array> {
  let total = 0;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(zip, {
      filter: (file) => {
        total += file.originalSize;
        return total <= unzippedLimit && !file.name.endsWith('/');
      },
    });
  } catch {
    throw unreadable();
  }
  if (total > unzippedLimit) {
    throw invalidParameter(`Unzipped size must be smaller than ${unzippedLimit} bytes`);
  }
  return new Map(Object.entries(files));
}

function unreadable() {
  return invalidParameter('Could not unzip uploaded file. Please check your file, then try to upload again.');
}
