// `npm start`: installs what is missing, builds if stale, serves.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { buildIfStale } from './build.mjs';
import { installWhatIsMissing, requireNode, root } from './install.mjs';

requireNode();
const port = Number(process.env.PORT || 3000);
const host = process.env.HOST || '127.0.0.1';
const shown = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

await refuseTakenPort();
installWhatIsMissing();
if (!buildIfStale()) {
  console.error('The build failed; the reason stands above.');
  process.exit(1);
}

const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
const server = spawn(process.execPath, [next, 'start', '-p', String(port), '-H', host], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, PORT: String(port), HOST: host },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
await announce();

async function refuseTakenPort() {
  const probe = createServer();
  const free = await new Promise((resolve) => {
    probe.once('error', (error) => resolve(error.code !== 'EADDRINUSE'));
    probe.listen(port, host, () => resolve(true));
  });
  await new Promise((resolve) => probe.close(resolve));
  if (free) return;
  console.error(`Port ${port} on ${host} is taken. Stop what listens there, or choose another: PORT=3100 npm start`);
  process.exit(1);
}

async function announce() {
  while (server.exitCode === null) {
    const answer = await fetch(`${shown}/api/health`).catch(() => null);
    if (answer?.ok) {
      const { sandbox } = await answer.json();
      const where = sandbox === 'on' ? 'with the practice accounts' : 'with your connections';
      console.log(`Tributary is ready on ${shown} ${where}. Stop it with Ctrl+C.`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
