/// <reference lib="webworker" />
import { expose } from 'comlink';
import { createReviewApi } from './engine.ts';

/**
 * The engine in a worker of its own: reading and reviewing never hold up a page. pdf.js's files stand in `pdfjs/` at the
 * root of the workspace or of the extension; the page that starts the worker says where that is, in the worker's name,
 * since a worker knows only its own address.
 */
expose(createReviewApi(self.name));
