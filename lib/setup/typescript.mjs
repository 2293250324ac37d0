// `node --import ./lib/setup/typescript.mjs`: runs our TypeScript as it stands, for tests that need processes of their own.
import { register } from 'node:module';

register('./typescript-loader.mjs', import.meta.url);
