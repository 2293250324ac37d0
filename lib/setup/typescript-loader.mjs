// How Node finds and reads our own modules when nothing has built them.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import typescript from 'typescript';

const root = new URL('../../', import.meta.url);
const { ModuleKind, ScriptTarget, transpileModule } = typescript;
const compilerOptions = { module: ModuleKind.ESNext, target: ScriptTarget.ES2022, inlineSourceMap: true };

export function resolve(specifier, context, next) {
  const own = specifier.startsWith('@/')
    ? new URL(specifier.slice(2), root)
    : /^\.{1,2}\//.test(specifier) && context.parentURL?.endsWith('.ts')
      ? new URL(specifier, context.parentURL)
      : null;
  if (own === null) return next(specifier, context);
  const found = ['', '.ts'].map((ending) => `${own.href}${ending}`).find((url) => existsSync(fileURLToPath(url)));
  return found ? { url: found, shortCircuit: true } : next(specifier, context);
}

export function load(url, context, next) {
  if (!url.startsWith(root.href) || url.includes('/node_modules/')) return next(url, context);
  const text = () => readFileSync(fileURLToPath(url), 'utf8');
  if (url.endsWith('.json')) return { format: 'module', source: `export default ${text()}`, shortCircuit: true };
  if (!url.endsWith('.ts')) return next(url, context);
  const source = transpileModule(text(), { compilerOptions, fileName: fileURLToPath(url) }).outputText;
  return { format: 'module', source, shortCircuit: true };
}
