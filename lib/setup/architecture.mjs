// The arrows between the folders, and what each may name, checked; fails too when nothing was looked at.
import { readdirSync, readFileSync } from 'node:fs';
import { cruise } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import ts from 'typescript';
import { root } from './install.mjs';

/** Tests, and the stages and harnesses that only they use. */
const tests = '\\.test\\.tsx?$|^lib/trial/';

/** What a person runs, the files of the root that Next starts with among them. */
const product = '^((app|components|lib)/|[^/]+$)';

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
const exempt = `^(${rooms.map(([path]) => path).join('|')})|${tests}`;

/** What the rooms show to everybody: their tables, their types, and what works on either. */
const shown = [
  'lib/wiring/kind/(kind|kinds|kind-id|chosen-parts)\\.ts$',
  'lib/wiring/resource/(resource|resources|arn-reading)\\.ts$',
  'lib/wiring/call/(call|calls|command|command-script|locks|marks|outputs)\\.ts$',
  'lib/wiring/setting/(setting|settings|granting)\\.ts$',
  'lib/aws/(session/|change/|[^/]+$)',
  'components/resource/(controls?|drawings?|part-drawings?|question|icon|rooms|shown-kind|testing|wire-ends)\\.tsx?$',
];

/** What else may know one service, and nothing of another: which files of it, which names, and why. */
const mayKnow = [
  {
    path: '^(lib/service/tail|components/log)/|^lib/service/http/openapi/routes\\.ts$',
    files: '^lib/aws/logs/',
    names: /cloudwatch/gi,
    why: 'logs are those of CloudWatch Logs',
  },
  {
    path: '^(lib/service|components)/connection/',
    files: '^lib/aws/(iam|sts)/|^lib/wiring/resource/iam(-arn)?\\.ts$',
    names: /'assume-role'|iam|sts/gi,
    why: 'a connection is a role',
  },
  {
    path: '^lib/aws/session/',
    files: '^lib/wiring/resource/iam-arn\\.ts$',
    names: /\/iam-arn'|:sts::|'KMSAccessDeniedException'/g,
    why: 'a session is one of a role, and knows errors of AWS by their codes',
  },
  {
    path: '^lib/wiring/judge/',
    names: /'sts:\w+'|:(iam|sts)::/g,
    why: 'whoever asks is a principal, by its ARN, and a trust policy asks for what STS sends',
  },
  {
    path: '^components/practice/shell-exports\\.ts$',
    names: /aws sts get-caller-identity/g,
    why: 'a shell is told who it is',
  },
];

const intoRooms = (path, pathNot, files, why) => ({
  name: `${path} knows of the rooms only what they show`,
  severity: 'error',
  comment: why,
  from: { path, pathNot },
  to: {
    path: '^(lib/wiring/(kind|resource|call|setting)|lib/aws|components/resource)/',
    pathNot: [`^(${shown.join('|')})`, ...files],
  },
});

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
  from('[^/]+$', 'app|components|lib/(aws|wiring|policy|messages)', 'what starts a server starts services'),
  intoRooms(product, [exempt, ...mayKnow.map(({ path }) => path)], [], 'a file of one service is named in its table'),
  ...mayKnow.map(({ path, files, why }) => intoRooms(path, tests, files ? [files] : [], why)),
  {
    name: 'tests and trials stay out of the product',
    severity: 'error',
    comment: 'harnesses know everything, so nothing but tests and measurements may rest on them',
    from: { path: product, pathNot: `^lib/bench/|^playwright\\.config|${tests}` },
    to: { path: `${tests}|^e2e/` },
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
    from: { path: product, pathNot: `^lib/(aws|sandbox)/|${tests}` },
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
const isCode = (file) => /(?<!\.d)\.[cm]?[jt]sx?$/.test(file);
const { output } = await cruise(
  ['app', 'components', 'lib', 'e2e', ...readdirSync('.').filter(isCode)],
  {
    ruleSet: { forbidden: rules },
    validate: true,
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    exclude: { path: '\\.css$' },
  },
  { extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'], alias: { '@': root } },
  { tsConfig: extractTsConfig('./tsconfig.json') },
);

/** Names by which a service, a resource or a kind would be known: those of the rooms, and of what they are made of. */
const listed = readFileSync('lib/wiring/resource/services.ts', 'utf8').matchAll(/'\.\/(.+)'/g);
const services = [...listed].map(([, service]) => service);
const further = ['sts', 'logs', 'cloudwatch', 'ec2', 'events', 'pipes', 'dynamodb', 'kafka', 'sqs', 'secretsmanager'];
const concrete = new RegExp(
  [
    `\\b(${[...services, ...further].join('|')}):(?!:)\\w`,
    `['"\`](${services.join('|')})[-'"\`]`,
    '\\b(iam|sts|cloud ?watch|ec2|kinesis|dynamo|dynamodb|kafka|msk|lambda|kms|sqs|event ?bridge|secrets ?manager|shard)s?\\b',
    `['"\`]assume-role['"\`]`,
    '\\b(stream ?name|stream ?arn|consumer ?name|functionArn|functionName|key ?arn|open ?shards|has ?consumer)\\b',
    'AWSLambda|event[- ]?source[- ]?(mapping|arn)',
  ].join('|'),
  'i',
);

/** The words of a name, apart: `isKmsKey` names a service, too. */
function inWords(line) {
  return line.replace(/([a-z\d])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])|_/g, '$1$2 ');
}

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
  const allowed = mayKnow.filter(({ path, names }) => names && new RegExp(path).test(file)).map(({ names }) => names);
  return code(file).filter((line) => {
    const rest = allowed.reduce((left, names) => left.replace(names, ''), line);
    return concrete.test(rest) || concrete.test(inWords(rest));
  });
}

const outside = output.modules
  .map(({ source }) => source)
  .filter((file) => isCode(file) && new RegExp(product).test(file) && !new RegExp(exempt).test(file));
const named = outside.flatMap((file) => namedIn(file).map((line) => `${file}: ${line.trim().slice(0, 120)}`));
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
