// The arrows between the folders, and what each may name, checked; fails too when nothing was looked at.
import { readdirSync, readFileSync } from 'node:fs';
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
    name: 'no circles, of types neither',
    severity: 'error',
    from: {},
    to: { circular: true },
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

/**
 * The rooms of a service, a resource or a kind, and what else may name one, each with its reason. Everywhere else such a
 * name would be one more place to change for a new kind of wire.
 */
const mayName = [
  ['lib/wiring/(kind|resource|call|setting)/', 'the rooms of the domain'],
  ['lib/aws/[^/]+/', 'one folder for each service that is spoken to'],
  ['lib/aws/(services|aws-services|aws-readers)\\.ts$', 'the table of those folders'],
  ['components/resource/', 'how the things of each service are drawn'],
  ['lib/messages/', 'the words of each service'],
  ['lib/policy/', 'the language of policies'],
  ['lib/sandbox/', 'AWS in miniature'],
  ['lib/(trial|bench|setup)/', 'harnesses, measurements and set-up'],
  ['lib/wiring/projection\\.ts$', 'the HTTP shapes that were made when there were two kinds'],
  ['lib/service/http/openapi/', 'the description of those shapes'],
  ['lib/service/tail/', 'logs are those of CloudWatch Logs'],
  ['(lib/service|components)/connection/', 'a connection is a role of IAM, reached through STS'],
];
const exempt = new RegExp(`^(${mayName.map(([path]) => path).join('|')})|${tests}`);

/** Names by which a service, a resource or a kind would be known: those of the rooms, and of what they are made of. */
const services = readdirSync('lib/wiring/resource')
  .filter((file) => readFileSync('lib/wiring/resource/services.ts', 'utf8').includes(`'./${file.replace('.ts', '')}'`))
  .map((file) => file.replace('.ts', ''));
const concrete = new RegExp(
  [
    `\\b(${services.join('|')}):(?!:)\\w`,
    `['"\`](${services.join('|')})[-'"\`]`,
    '\\b(kinesis|dynamodb|kafka|msk|shard)s?\\b',
    '\\b(streamName|streamArn|consumerName|functionArn|functionName|keyArn|openShards|hasConsumer)\\b',
    'AWSLambda|event-source-mapping',
  ].join('|'),
  'i',
);

/** A file without its comments: those may say what a thing is called. */
function code(file) {
  return readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '');
}

const product = output.modules
  .map(({ source }) => source)
  .filter((file) => /^(app|components|lib)\/.*\.tsx?$/.test(file) && !exempt.test(file));
const named = product.flatMap((file) =>
  code(file)
    .split('\n')
    .flatMap((line) => (concrete.test(line) ? [`${file}: ${line.trim().slice(0, 120)}`] : [])),
);
for (const line of named) console.error(`names a service, a resource or a kind outside its room: ${line}`);

const { violations, totalCruised } = output.summary;
for (const { rule, from, to, cycle } of violations) {
  console.error(`${rule.name}: ${from} → ${cycle ? cycle.map((step) => step.name).join(' → ') : to}`);
}
console.log(
  `${totalCruised} modules cruised, ${violations.length} arrows the wrong way, ${named.length} names out of place`,
);
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
process.exitCode = violations.length + named.length + unseen.length > 0 ? 1 : 0;
