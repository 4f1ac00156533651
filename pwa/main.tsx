import { render } from 'preact';

render(<h1>勾稽 Tieout</h1>, document.getElementById('app')!);

if (import.meta.env.MODE === 'pwa' && import.meta.env.PROD) {
  const { registerSW } = await import('virtual:pwa-register');
  registerSW({ immediate: true });
}
