import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { createThreadApi } from './thread-api.ts';

if (parentPort !== null) expose(createThreadApi(), nodeEndpoint(parentPort));
