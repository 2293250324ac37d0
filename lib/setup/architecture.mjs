// The arrows between the folders, checked; fails too when nothing was looked at.
import { cruise } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { root } from './install.mjs';

/** Tests, and the stages and harnesses that only they use. */
const tests = '\\.test\\.tsx?$|-trial\\.tsx?$|^lib/trial/';

const from = (path, forbidden, why) => ({
  name: `${path} may not reach ${forbidden}`,
  severity: 'error',
  comment: why,
  from: { path: `^${path}`, pathNot: tests },
  to: { path: `^(${forbidden})` },
});

const rules = [
  from('lib/policy', 'app|components|e2e|lib/(?!policy)', 'policy is pure and knows nothing of ours'),
  from('lib/messages', 'app|components|e2e|lib/(?!messages)', 'words are data'),
  from('lib/wiring', 'app|components|e2e|lib/(?!wiring|policy|messages)', 'the domain is pure'),
  {
    name: 'lib/wiring takes only types from lib/messages',
    severity: 'error',
    comment: 'the compiler holds its codes and keys against the words, which it never speaks itself',
    from: { path: '^lib/wiring', pathNot: tests },
    to: { path: '^lib/messages', dependencyTypesNot: ['type-only'] },
  },
  from('lib/aws', 'app|components|lib/(?!aws|wiring|policy)', 'readers and changes know the domain only'),
  from('lib/store', 'app|components|lib/(?!store|wiring|policy)', 'repositories know the domain only'),
  from(
    'lib/sandbox',
    'app|components|lib/(?!sandbox|policy)',
    'AWS in miniature must not know what we believe AWS needs',
  ),
  from(
    'lib/service',
    'app|components|lib/(?!service|aws|store|wiring|policy|sandbox/practice|messages)',
    'a verb joins the layers below it',
  ),
  from('components', 'app|lib/(?!wiring|policy|messages)', 'screens speak the domain and call the HTTP API'),
  from('app', 'lib/(aws|store|sandbox)', 'routes call services'),
  {
    name: 'trials stay out of the product',
    severity: 'error',
    comment: 'harnesses know everything, so nothing but tests and measurements may rest on them',
    from: { path: '^(app|components|lib)', pathNot: `^lib/bench/|${tests}` },
    to: { path: '^lib/trial/' },
  },
  {
    name: 'only lib/aws calls AWS',
    severity: 'error',
    from: { path: '^(app|components|lib)', pathNot: `^lib/(aws|sandbox)|${tests}` },
    to: { path: 'node_modules/@(aws-sdk|smithy)' },
  },
  {
    name: 'every import is found',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, path: '^[.@]/' },
  },
  {
    name: 'no circles',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
];

process.chdir(root);
const { output } = await cruise(
  ['app', 'components', 'lib', 'e2e'],
  {
    ruleSet: { forbidden: rules },
    validate: true,
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    exclude: { path: '\\.css$' },
  },
  { extensions: ['.ts', '.tsx', '.mjs', '.json'], alias: { '@': root } },
  { tsConfig: extractTsConfig('./tsconfig.json') },
);

const { violations, totalCruised } = output.summary;
for (const { rule, from, to, cycle } of violations) {
  console.error(`${rule.name}: ${from} → ${cycle ? cycle.map((step) => step.name).join(' → ') : to}`);
}
console.log(`${totalCruised} modules cruised, ${violations.length} arrows the wrong way`);
const folders = [
  'app',
  'components',
  'lib/messages',
  'lib/policy',
  'lib/wiring',
  'lib/aws',
  'lib/store',
  'lib/service',
  'lib/sandbox',
];
const unseen = folders.filter((folder) => !output.modules.some((module) => module.source.startsWith(`${folder}/`)));
if (unseen.length > 0) console.error(`not one module of ${unseen.join(', ')} was cruised`);
process.exitCode = violations.length > 0 || unseen.length > 0 ? 1 : 0;
