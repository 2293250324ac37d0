// The arrows between the folders, and what each may name, checked; fails too when nothing was looked at.
import { readFileSync } from 'node:fs';
import { cruise } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import ts from 'typescript';
import { root } from './install.mjs';

/** Tests, and the stages and harnesses that only they use. */
const tests = '\\.test\\.tsx?$|^lib/trial/';

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
    name: 'the accounts of trials know AWS alone',
    severity: 'error',
    comment: 'AWS in miniature must not know what we believe AWS needs, in a trial neither',
    from: { path: '^lib/trial/(parcel/)?sandbox/' },
    to: { path: '^lib/(wiring|aws|service|store)/|^lib/trial/parcel/(?!sandbox/|signed-request)' },
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
    to: { couldNotResolve: true, path: '^(\\.|@/)' },
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
const rooms = [
  ['lib/wiring/(kind|resource|call|setting)/', 'the rooms of the domain'],
  ['lib/aws/(?!session/|change/)[^/]+/', 'one folder for each service that is spoken to'],
  ['lib/aws/(services|aws-services|aws-readers|change/services)\\.ts$', 'the tables of those folders'],
  ['components/resource/', 'how the things of each service are drawn'],
  ['lib/messages/', 'the words of each service'],
  ['lib/policy/', 'the language of policies'],
  ['lib/sandbox/', 'AWS in miniature'],
  ['lib/(trial|bench|setup)/', 'harnesses, measurements and set-up'],
  ['lib/wiring/projection\\.ts$', 'the HTTP shapes that were made when there were two kinds'],
  ['lib/service/http/openapi/(plan-request|shapes|thing-shapes)\\.ts$', 'the description of those shapes'],
];
const exempt = new RegExp(`^(${rooms.map(([path]) => path).join('|')})|${tests}`);

/** What else may name one service, and nothing of another, each with its reason. */
const mayName = [
  [/^lib\/service\/tail\//, /\/aws\/logs\//g, 'logs are those of CloudWatch Logs'],
  [/^(lib\/service|components)\/connection\//, /\/aws\/(iam|sts)\/|iam-role|'assume-role'/g, 'a connection is a role'],
];

/** Names by which a service, a resource or a kind would be known: those of the rooms, and of what they are made of. */
const listed = readFileSync('lib/wiring/resource/services.ts', 'utf8').matchAll(/'\.\/(.+)'/g);
const services = [...listed].map(([, service]) => service);
const concrete = new RegExp(
  [
    `\\b(${services.join('|')}):(?!:)\\w`,
    `['"\`](${services.join('|')})[-'"\`]`,
    '\\b(kinesis|dynamodb|kafka|msk|lambda|kms|sqs|eventbridge|secretsmanager|shard)s?\\b',
    `['"\`]assume-role['"\`]`,
    '\\b(streamName|streamArn|consumerName|functionArn|functionName|keyArn|openShards|hasConsumer)\\b',
    'AWSLambda|event-source-mapping',
    '/aws/(?!session/|change/)[\\w-]+/',
  ].join('|'),
  'i',
);

/** A file line by line without its comments: those may say what a thing is called. */
function code(file) {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const tokens = [];
  const visit = (node) => {
    const parts = node.getChildren(source).filter((part) => !ts.isJSDoc(part));
    if (parts.length > 0) parts.forEach(visit);
    else tokens.push(text.slice(node.pos, node.getStart(source)).replace(/[^\n]+/g, ' '), node.getText(source));
  };
  visit(source);
  return tokens.join('').split('\n');
}

/** Lines of a file that name what it may not. */
function namedIn(file) {
  const allowed = mayName.filter(([path]) => path.test(file)).map(([, names]) => names);
  return code(file).filter((line) => concrete.test(allowed.reduce((rest, names) => rest.replace(names, ''), line)));
}

const product = output.modules
  .map(({ source }) => source)
  .filter((file) => /^(app|components|lib)\/.*\.tsx?$/.test(file) && !exempt.test(file));
const named = product.flatMap((file) => namedIn(file).map((line) => `${file}: ${line.trim().slice(0, 120)}`));
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
