// How Node finds and reads our own modules when nothing has built them.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const kept = new URL('node_modules/.cache/transpiled/', root);
const require = createRequire(import.meta.url);

export function resolve(specifier, context, next) {
  const own = specifier.startsWith('@/')
    ? new URL(specifier.slice(2), root)
    : /^\.{1,2}\//.test(specifier) && context.parentURL?.endsWith('.ts')
      ? new URL(specifier, context.parentURL)
      : null;
  if (own === null) return next(specifier, context);
  const found = ['.ts', ''].map((ending) => `${own.href}${ending}`).find((url) => existsSync(fileURLToPath(url)));
  return found ? { url: found, shortCircuit: true } : next(specifier, context);
}

export function load(url, context, next) {
  if (!url.startsWith(root.href) || url.includes('/node_modules/')) return next(url, context);
  const text = () => readFileSync(fileURLToPath(url), 'utf8');
  if (url.endsWith('.json')) return { format: 'module', source: `export default ${text()}`, shortCircuit: true };
  if (!url.endsWith('.ts')) return next(url, context);
  return { format: 'module', source: transpiled(fileURLToPath(url), text()), shortCircuit: true };
}

/** Loading the compiler takes longer than all the rest: what it made of a file is kept until the file changes. */
function transpiled(fileName, text) {
  const file = fileURLToPath(new URL(`${hash(fileName)}.js`, kept));
  const mark = `\n// ${hash(text)}\n`;
  if (existsSync(file)) {
    const source = readFileSync(file, 'utf8');
    if (source.endsWith(mark)) return source;
  }
  const { ModuleKind, ScriptTarget, transpileModule } = require('typescript');
  const compilerOptions = { module: ModuleKind.ESNext, target: ScriptTarget.ES2022, inlineSourceMap: true };
  const source = transpileModule(text, { compilerOptions, fileName }).outputText + mark;
  mkdirSync(kept, { recursive: true });
  // Several processes may do the same at once.
  const next = `${file}.${process.pid}`;
  writeFileSync(next, source);
  renameSync(next, file);
  return source;
}

function hash(text) {
  return createHash('sha1').update(text).digest('hex');
}
