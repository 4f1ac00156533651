import { render } from 'preact';
import { createReviewClient } from '../workers/client.ts';
import { Root } from './app.tsx';
import { WorkspaceDatabase } from './storage/database.ts';
import { openWorkspace } from './storage/open.ts';
import './components/components.css';
import './views/views.css';

const place = document.getElementById('app');
const opened = await openWorkspace(new WorkspaceDatabase());
if (place) render(<Root opened={opened} client={createReviewClient()} />, place);

if (import.meta.env.MODE === 'pwa' && import.meta.env.PROD) {
  const { registerSW } = await import('virtual:pwa-register');
  registerSW({ immediate: true });
}
