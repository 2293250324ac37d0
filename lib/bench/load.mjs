// Runs a TypeScript module of this folder with Node: `node lib/bench/load.mjs lib/bench/figures.ts`.
import { fileURLToPath } from 'node:url';
import { createViteServer } from 'vitest/node';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vite = await createViteServer({
  root,
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
const { main } = await vite.ssrLoadModule(`/${process.argv[2]}`);
await main();
await vite.close();
